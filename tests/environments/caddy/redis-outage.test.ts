import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BrowserClient } from '../../support/browser-client.ts';
import { findProgram } from '../../support/find-program.ts';
import { people } from '../../support/people.ts';
import { startBehindProxy } from '../../support/proxied-gatehouse.ts';
import { createEnvironmentClient, type ProxyEnvironment } from '../../support/proxy-environment.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { signIn } from '../../support/sign-in.ts';
import { documentedManners } from './documented-manners.ts';
import { caddyFolders, startCaddy } from './start-caddy.ts';

const caddy = findProgram('caddy');
const isMissing = caddy === undefined || findProgram('redis-server') === undefined;
const redisPassword = 'a password of the tests';

describe.skipIf(isMissing)('Caddy, Gatehouse and sessions in Redis', () => {
  let redis: RedisServer;
  let environment: ProxyEnvironment;
  let client: BrowserClient;

  beforeAll(async () => {
    redis = await startRedisServer({ settings: [`requirepass "${redisPassword}"`] });
    environment = await startBehindProxy({
      name: 'caddy-redis',
      manners: documentedManners,
      furtherKeys: {
        session: {
          secret: 'a secret that seals the sessions of this test',
          redis: { host: '127.0.0.1', port: redis.port, password: redisPassword },
        },
      },
      start: (plan) => startCaddy(caddy ?? 'caddy', caddyFolders.documented, plan),
    });
    client = createEnvironmentClient(environment);
  });
  afterAll(async () => {
    client?.close();
    await environment?.close();
    await redis?.close();
  });

  test('while Redis is away nobody gets in, the proxy is told 5xx, and it heals by itself', async () => {
    const { first, application } = environment;
    const open = async () => (await client.open(first.app)).status;
    await signIn(client, first, people.john);
    expect(await open()).toBe(200);

    await redis.stop();
    const before = application.seen.length;
    await vi.waitFor(async () => expect(await open()).toBeGreaterThanOrEqual(500), { timeout: 10_000 });
    expect(application.seen.length).toBe(before);
    expect(environment.log()).toMatch(/redis/i);

    await redis.start();
    // This Redis keeps nothing over a restart, so the session is gone; what heals is the connection.
    await vi.waitFor(async () => expect(await open()).toBe(302), { timeout: 20_000 });
    await signIn(client, first, people.john);
    expect(await open()).toBe(200);
  });

  test('two hundred requests of one session at once all pass', async () => {
    const { first } = environment;
    await signIn(client, first, people.john);
    const asked = Array.from({ length: 200 }, (_, index) => client.open(`${first.app}/asset-${index}`));
    const statuses = new Set((await Promise.all(asked)).map(({ status }) => status));
    expect([...statuses]).toEqual([200]);
  });
});
