import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { tellOidcSessionEnds } from '../../support/oidc-session-ends.ts';
import { describeWithRedis, type RedisServer, startRedisServer } from '../../support/redis-server.ts';

describeWithRedis('the end of a session in Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedisServer();
  });
  afterAll(() => redis?.close());

  tellOidcSessionEnds(() => ({
    session: { redis: { host: '127.0.0.1', port: redis.port } },
    storageOf: (folder) =>
      folder === undefined ? undefined : { local: { path: join(folder, 'db.sqlite3') } },
  }));
});
