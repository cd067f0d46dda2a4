import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import { describeSessionStore } from '../../../src/session/store.contract.ts';
import { createRedisSessionStore } from '../../../src/session/stores/redis.ts';
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

  describeSessionStore('redis', async (clock) => {
    database += 1;
    return createRedisSessionStore({
      config: redisConfig({ port: server.port, password: 'correct horse', database_index: database }),
      secret: 'the secret',
      clock,
      random: systemRandom,
      log: silentLog,
    });
  });
});
