import type { RedisConfig } from '../../src/config/sections/session.ts';

/** `session.redis` with the documented defaults, on the loopback interface; give what differs. */
export function redisConfig(differences: Partial<RedisConfig>): RedisConfig {
  return {
    host: '127.0.0.1',
    port: 6379,
    timeout: 5000,
    max_retries: 0,
    username: undefined,
    password: undefined,
    database_index: 0,
    maximum_active_connections: 8,
    minimum_idle_connections: 0,
    tls: undefined,
    local_cache: { enable: true, entries: 10_000 },
    cluster: undefined,
    high_availability: undefined,
    ...differences,
  };
}
