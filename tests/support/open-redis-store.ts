import type { RedisConfig } from '../../src/config/sections/session.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { createCachedRedisSessionStore } from '../../src/session/stores/cached-redis.ts';
import { createCollectingLog } from './collecting-log.ts';
import { redisConfig } from './redis-config.ts';

/** A session store over Redis as an instance has it, not checked yet, and what it logs. */
export function openRedisStore(
  differences: Partial<RedisConfig>,
  {
    clock,
    trustedCertificates = [],
  }: { readonly clock: Clock; readonly trustedCertificates?: readonly string[] },
) {
  const { log, lines } = createCollectingLog();
  const config = redisConfig(differences);
  const parts = { clock, random: systemRandom, log, trustedCertificates };
  return { store: createCachedRedisSessionStore({ config, secret: 'the secret', ...parts }), lines };
}
