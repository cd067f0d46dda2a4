import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import { createRedisSessionStore } from '../../../src/session/stores/redis.ts';
import { type ServedStore, tellGraceStories } from '../../support/grace-stories.ts';
import { redisConfig } from '../../support/redis-config.ts';
import { describeWithRedis, type RedisServer, startRedisServer } from '../../support/redis-server.ts';

describeWithRedis('session.grace over a real Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer({ settings: ['appendonly yes', 'appendfsync always'] });
  });
  afterAll(() => server.close());

  const open: ServedStore['open'] = (clock) =>
    createRedisSessionStore({
      config: redisConfig({ port: server.port, timeout: 500 }),
      secret: 'the secret',
      clock,
      random: systemRandom,
      log: silentLog,
    });
  tellGraceStories('stopped', () => ({
    open,
    goAway: () => server.stop(),
    comeBack: () => server.start(),
  }));
  tellGraceStories('paused', () => ({
    open,
    goAway: async () => server.freeze(),
    comeBack: async () => server.thaw(),
  }));
});
