import { afterAll, beforeAll, describe } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import { describeSessionStore } from '../../../src/session/store.contract.ts';
import { createCachedRedisSessionStore } from '../../../src/session/stores/cached-redis.ts';
import { redisConfig } from '../../support/redis-config.ts';
import type { RedisServer } from '../../support/redis-server.ts';
import { describeWithRedis, startRedisServer } from '../../support/redis-server.ts';

describeWithRedis('on a real Redis with a password', () => {
  let server: RedisServer;
  let database = -1;

  beforeAll(async () => {
    server = await startRedisServer({ settings: ['requirepass "correct horse"', 'databases 100'] });
  });
  afterAll(() => server.close());

  describe.each([
    ['redis', false],
    ['redis with a local cache', true],
  ])('%s', (name, enable) => {
    describeSessionStore(name, async (clock) => {
      database += 1;
      return createCachedRedisSessionStore({
        config: redisConfig({
          port: server.port,
          password: 'correct horse',
          database_index: database,
          local_cache: { enable, entries: 10 },
        }),
        secret: 'the secret',
        clock,
        random: systemRandom,
        log: silentLog,
      });
    });
  });
});
