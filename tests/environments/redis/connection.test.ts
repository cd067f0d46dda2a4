import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { RedisConfig } from '../../../src/config/sections/session.ts';
import { AppError } from '../../../src/lib/app-error.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import type { SessionStore } from '../../../src/session/store.ts';
import { createRedisSessionStore } from '../../../src/session/stores/redis.ts';
import type { LogLine } from '../../support/collecting-log.ts';
import { createCollectingLog } from '../../support/collecting-log.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { redisConfig } from '../../support/redis-config.ts';
import type { RedisServerOptions } from '../../support/redis-server.ts';
import { describeWithRedis, startRedisServer } from '../../support/redis-server.ts';
import { hour, sessionOfJohn } from '../../support/session-fixtures.ts';
import { createTestCertificate } from '../../support/test-certificate.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function startServer(options?: RedisServerOptions) {
  const server = await startRedisServer(options);
  cleanups.push(() => server.close());
  return server;
}

function createStore(differences: Partial<RedisConfig>, trustedCertificates: readonly string[] = []) {
  const { log, lines } = createCollectingLog();
  const clock = createFrozenClock();
  const store = createRedisSessionStore({
    config: redisConfig(differences),
    secret: 'the secret',
    clock,
    random: systemRandom,
    log,
    trustedCertificates,
  });
  cleanups.push(() => store.close());
  return { store, lines, clock };
}

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}

async function expectToWork(store: SessionStore): Promise<void> {
  const session = sessionOfJohn(createFrozenClock().now());
  await store.save('key', session, session.signedInAtMs + hour);
  expect(await store.load('key')).toEqual(session);
}

/** Asks until the store answers again; gives up with the last error. */
async function untilBack(store: SessionStore, limitMs = 10_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    try {
      await store.load('key');
      return;
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await delay(20);
    }
  }
}

const messagesOf = (lines: readonly LogLine[]) => lines.map(({ level, msg }) => `${level}: ${msg}`);
const lossAndRecovery = [
  'error: session store lost: requests are refused until it is back',
  'info: session store is back',
];

describeWithRedis('session.redis', () => {
  test('reaches a server by its unix socket', async () => {
    const server = await startServer({ settings: ['unixsocket {folder}/redis.sock', 'requirepass word'] });
    const { store } = createStore({ host: `${server.folder}/redis.sock`, port: 0, password: 'word' });
    await store.check();
    await expectToWork(store);
  });

  test('signs in with user name and password, into the given database', async () => {
    const server = await startServer({
      settings: ['user default off', 'user gate on >word ~{gatehouse}:* +@all', 'databases 4'],
    });
    const login = { port: server.port, username: 'gate', password: 'word' };
    const third = createStore({ ...login, database_index: 3 }).store;
    await third.check();
    await expectToWork(third);
    const zeroth = createStore(login).store;
    await zeroth.check();
    expect(await zeroth.load('key')).toBeUndefined();
    const error = await failureOf(createStore({ ...login, database_index: 4 }).store.check());
    expect(error.detail).toContain('DB index is out of range');
  });

  test('speaks TLS, and checks the certificate', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-certificate-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const certificate = await createTestCertificate(folder, ['redis.example.com']);
    const plainPort = (await startServer()).port;
    const server = await startServer({
      settings: [
        'tls-port {port}',
        `tls-cert-file ${certificate.certificateFile}`,
        `tls-key-file ${certificate.keyFile}`,
        `tls-ca-cert-file ${certificate.certificateFile}`,
        'tls-auth-clients no',
      ],
      isTlsOnly: true,
    });
    const tls = {
      server_name: 'redis.example.com',
      skip_verify: false,
      minimum_version: 'TLS1.2',
      maximum_version: 'TLS1.3',
      private_key: undefined,
      certificate_chain: undefined,
    } as const;
    const { port } = server;
    const trusting = createStore({ port, tls }, [certificate.authority]).store;
    await trusting.check();
    await expectToWork(trusting);
    await createStore({ port, tls: { ...tls, skip_verify: true, server_name: undefined } }).store.check();

    const timeout = 500;
    const stranger = await failureOf(createStore({ port, timeout, tls }).store.check());
    expect(stranger.detail).toMatch(/self.signed certificate/);
    const misnamed = { ...tls, server_name: 'other.example.com' };
    const wrongName = await failureOf(
      createStore({ port, timeout, tls: misnamed }, [certificate.authority]).store.check(),
    );
    expect(wrongName.detail).toContain('other.example.com');
    const noTls = await failureOf(createStore({ port: plainPort, timeout, tls }).store.check());
    expect(noTls.code).toBe('session-store-unavailable');
  });
});

describeWithRedis('at start', () => {
  test('a wrong password is told at once and clearly, and never shown', async () => {
    const { port } = await startServer({ settings: ['requirepass right'] });
    // Were it not told at once, this limit would be longer than the test may take.
    const wrong = await failureOf(createStore({ port, password: 'hunter2', timeout: 600_000 }).store.check());
    expect(wrong.code).toBe('session-store-unavailable');
    expect(wrong.detail).toBe(
      `Redis at 127.0.0.1:${port}: WRONGPASS invalid username-password pair or user is disabled.`,
    );
    expect(wrong.message).not.toContain('127.0.0.1');
    expect(JSON.stringify(wrong) + String(wrong.cause)).not.toContain('hunter2');
    const none = await failureOf(createStore({ port }).store.check());
    expect(none.detail).toContain('NOAUTH');
  });

  test('a server that is not there is told after the timeout', async () => {
    const server = await startServer();
    await server.stop();
    const error = await failureOf(createStore({ port: server.port, timeout: 300 }).store.check());
    expect(error.detail).toContain('ECONNREFUSED');
  });

  test('a server that comes within the timeout is waited for', async () => {
    const server = await startServer();
    await server.stop();
    const { store } = createStore({ port: server.port, timeout: 8000 });
    const check = store.check();
    await server.start();
    await check;
    await expectToWork(store);
  });

  test('a server that takes connections and keeps silent is told after the timeout', async () => {
    const server = await startServer();
    server.freeze();
    const error = await failureOf(createStore({ port: server.port, timeout: 300 }).store.check());
    expect(error.code).toBe('session-store-unavailable');
  });

  test('a server that takes no writes is refused', async () => {
    const master = await startServer();
    const replica = await startServer({ settings: [`replicaof 127.0.0.1 ${master.port}`] });
    const error = await failureOf(createStore({ port: replica.port }).store.check());
    expect(error.detail).toContain('READONLY');
  });
});

describeWithRedis('an outage', () => {
  test('a restart of Redis is an error while it lasts and heals by itself, with one log line each', async () => {
    const server = await startServer();
    const { store, lines } = createStore({ port: server.port });
    await store.check();
    await expectToWork(store);
    await server.stop();
    for (let request = 0; request < 50; request++) {
      expect((await failureOf(store.load('key'))).code).toBe('session-store-unavailable');
    }
    for (const work of [
      () => store.save('key', sessionOfJohn(0), Date.UTC(2100, 0, 1)),
      () => store.replace('key', sessionOfJohn(0)),
      () => store.move('key', 'other', sessionOfJohn(0)),
      () => store.touch(new Map([['key', { atMs: 1, address: undefined }]])),
      () => store.remove('key'),
      () => store.findByUser('john'),
      () => store.removeByUser('john'),
    ]) {
      expect((await failureOf(work())).code).toBe('session-store-unavailable');
    }
    await server.start();
    await untilBack(store);
    // The server forgot the scripts as well.
    await expectToWork(store);
    expect(messagesOf(lines)).toEqual(lossAndRecovery);
  });

  test('a loss while nobody asks is noticed too', async () => {
    const server = await startServer();
    const { store, lines } = createStore({ port: server.port, timeout: 400 });
    await store.check();
    server.freeze();
    await expect.poll(() => messagesOf(lines), { timeout: 10_000 }).toEqual(lossAndRecovery.slice(0, 1));
    server.thaw();
    await untilBack(store);
    await expect.poll(() => messagesOf(lines), { timeout: 10_000 }).toEqual(lossAndRecovery);
  });

  test('a server that hangs costs the timeout once, then fails at once, and heals', async () => {
    const server = await startServer();
    const { store, lines } = createStore({ port: server.port, timeout: 500 });
    await store.check();
    await expectToWork(store);
    server.freeze();
    const burst = Array.from({ length: 200 }, () => failureOf(store.load('key')));
    for (const error of await Promise.all(burst)) expect(error.code).toBe('session-store-unavailable');
    for (let request = 0; request < 1000; request++) await failureOf(store.load('key'));
    server.thaw();
    await untilBack(store);
    await expectToWork(store);
    expect(messagesOf(lines)).toEqual(lossAndRecovery);
  });

  test('a server that hangs for longer than connections live heals too', async () => {
    const server = await startServer();
    const { store, lines } = createStore({ port: server.port, timeout: 200 });
    await store.check();
    server.freeze();
    await failureOf(store.load('key'));
    await delay(1500);
    server.thaw();
    await untilBack(store);
    await expectToWork(store);
    expect(messagesOf(lines)).toEqual(lossAndRecovery);
  });

  test('max_retries bridges a restart without an error', async () => {
    const server = await startServer();
    const { store } = createStore({ port: server.port, max_retries: 20 });
    await store.check();
    await expectToWork(store);
    await server.stop();
    const loads = Promise.all(Array.from({ length: 100 }, () => store.load('key')));
    await server.start();
    expect((await loads).every((session) => session === undefined)).toBe(true);
  });

  test('a password that was changed meanwhile and put right again heals', async () => {
    const server = await startServer({ settings: ['requirepass word'] });
    const { store } = createStore({ port: server.port, password: 'word' });
    await store.check();
    await server.stop();
    const stranger = await startServer({ settings: ['requirepass other'], port: server.port });
    await expect
      .poll(async () => (await failureOf(store.load('key'))).detail, { timeout: 10_000 })
      .toContain('WRONGPASS');
    await stranger.stop();
    await server.start();
    await untilBack(store);
    await expectToWork(store);
  });

  test('closing during an outage neither hangs nor throws, and nothing works afterwards', async () => {
    const server = await startServer();
    const { store } = createStore({ port: server.port, timeout: 300 });
    await store.check();
    server.freeze();
    const pending = failureOf(store.load('key'));
    await store.close();
    expect((await pending).code).toBe('session-store-unavailable');
    expect((await failureOf(store.load('key'))).code).toBe('session-store-unavailable');
  });
});
