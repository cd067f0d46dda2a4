import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemRandom } from '../../src/lib/random.ts';
import { people } from '../support/people.ts';
import { describeWithRedis, type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { startWiredGatehouse, type WiredGatehouse } from '../support/wired-gatehouse.ts';

// Marked secrets go through every endpoint, and none may stand in the log at level trace, whatever becomes of the request.

const marked = (kind: string) => `marked-${kind}-${systemRandom.bytes(9).toString('hex')}`;

const secrets = {
  password: marked('password'),
  cookie: marked('cookie'),
  query: marked('query'),
  token: marked('token'),
  sessionSecret: marked('session-secret'),
  redisPassword: marked('redis-password'),
  storageKey: marked('storage-key'),
};

const basic = (value: string) => Buffer.from(`john:${value}`).toString('base64');
const everySecret = [...Object.values(secrets), basic(secrets.password)];

/** What a request may carry that is no business of the log. */
const telling = [
  ['Cookie', `authelia_session=${secrets.cookie}; other=${secrets.cookie}`],
  ['Authorization', `Basic ${basic(secrets.password)}`],
  ['Proxy-Authorization', `Bearer ${secrets.token}`],
  ['X-Api-Key', secrets.token],
  ['Referer', `https://app.example.com/?code=${secrets.query}`],
] as const;

const url = `https://app.example.com/reset/${secrets.token}?code=${secrets.query}`;
const query = `rd=${encodeURIComponent(url)}&code=${secrets.query}`;

const deniedQuery = `rd=${encodeURIComponent(url.replace('app.', 'denied.'))}`;

const portalRequests = [
  ['GET', `/?${deniedQuery}`],
  ['GET', `/?${query}`],
  ['GET', `/logout?${query}`],
  ['GET', `/no/such/path/${secrets.token}?${query}`],
  ['GET', '/api/state'],
  ['GET', '/api/health'],
  ['GET', `/api/nothing/${secrets.token}`],
  ['GET', '/api/user/info'],
  ['POST', '/api/firstfactor'],
  ['POST', '/api/firstfactor/reauthenticate'],
  ['POST', '/api/logout'],
  ['POST', '/api/checks/safe-redirection'],
  ['POST', '/sign-in'],
  ['POST', '/sign-out'],
] as const;

const bodies = [
  JSON.stringify({ username: 'john', password: secrets.password, targetURL: url, requestMethod: 'GET' }),
  // Typed into the wrong field, as people do.
  JSON.stringify({ username: secrets.password, password: secrets.password }),
  new URLSearchParams({ username: 'john', password: secrets.password, targetURL: url }).toString(),
  new URLSearchParams({ username: secrets.password, password: secrets.password }).toString(),
  `{"password":"${secrets.password}`,
];

async function askEverything(wired: WiredGatehouse, cookie: string): Promise<void> {
  const session = [['Cookie', cookie]] as const;
  for (const headers of [telling, session]) {
    for (const target of [url, url.replace('app.', 'denied.'), url.replace('https:', 'http:')]) {
      await wired.check(target, headers);
    }
    for (const path of [
      '/api/verify',
      '/api/authz/auth-request',
      `/api/authz/ext-authz/x/${secrets.token}`,
    ]) {
      await wired.send({ target: `${path}?${query}`, headers: [...headers, ['X-Original-URL', url]] });
    }
    for (const [method, target] of portalRequests) {
      for (const body of method === 'POST' ? bodies : [undefined]) {
        await wired.portal({ method, target, headers, ...(body !== undefined && { body }) });
      }
    }
  }
}

describeWithRedis('no secret stands in the log', () => {
  let redis: RedisServer;
  let wired: WiredGatehouse;

  beforeEach(async () => {
    redis = await startRedisServer({ settings: [`requirepass ${secrets.redisPassword}`] });
    wired = await startWiredGatehouse({
      session: {
        secret: secrets.sessionSecret,
        cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
        redis: { host: '127.0.0.1', port: redis.port, password: secrets.redisPassword },
      },
      storage: { encryption_key: secrets.storageKey, local: { path: `${redis.folder}/db.sqlite3` } },
    });
  });
  afterEach(async () => {
    await wired?.[Symbol.asyncDispose]();
    await redis?.close();
  });

  function expectNoSecret(...others: readonly string[]): void {
    const log = wired.gatehouse.log();
    const { password } = people.john;
    expect([...everySecret, ...others, password].filter((secret) => log.includes(secret))).toEqual([]);
  }

  test('after every endpoint was asked by somebody signed in, and by strangers', async () => {
    const { answer, cookie } = await wired.signIn('john', people.john.password);
    expect(answer.status).toBe(200);
    await askEverything(wired, cookie);
    const log = wired.gatehouse.log();
    for (const message of ['authz check', 'Unsuccessful 1FA', 'Successful 1FA', 'portal check']) {
      expect(log).toContain(message);
    }
    expectNoSecret(cookie.split('=')[1] ?? '');
  });

  test('after the store has gone away, with what its errors say', async () => {
    const { cookie } = await wired.signIn('john', people.john.password);
    await redis.stop();
    await askEverything(wired, cookie);
    expect(wired.gatehouse.log()).toContain('session store lost');
    expectNoSecret(cookie.split('=')[1] ?? '');
  });
});
