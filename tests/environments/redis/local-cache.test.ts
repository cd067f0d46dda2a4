import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterEach, expect, test, vi } from 'vitest';
import type { RedisConfig } from '../../../src/config/sections/session.ts';
import type { SessionStore } from '../../../src/session/store.ts';
import { findFreePort } from '../../support/free-port.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { openRedisStore } from '../../support/open-redis-store.ts';
import {
  describeWithRedis,
  type RedisServer,
  type RedisServerOptions,
  startRedisServer,
} from '../../support/redis-server.ts';
import { hour, sessionOfJohn } from '../../support/session-fixtures.ts';
import { startTcpGate } from '../../support/tcp-gate.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { createTestCertificate } from '../../support/test-certificate.ts';

vi.setConfig({ testTimeout: 60_000 });

/** How far behind an answer may be; what `docs/sessions.md` promises. */
const promisedMs = 100;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const clock = createFrozenClock();
const endsAtMs = clock.now() + hour;
const session = sessionOfJohn(clock.now());
const nameOf = (index: number) => `session${index}`;

const tls = {
  server_name: 'redis.example.com',
  skip_verify: false,
  minimum_version: 'TLS1.2',
  maximum_version: 'TLS1.3',
  private_key: undefined,
  certificate_chain: undefined,
} as const;

async function startServer(options?: RedisServerOptions) {
  const server = await startRedisServer(options);
  cleanups.push(() => server.close());
  return server;
}

async function startInstance(differences: Partial<RedisConfig>, trustedCertificates: readonly string[] = []) {
  const { store, lines } = openRedisStore({ timeout: 2000, ...differences }, { clock, trustedCertificates });
  cleanups.push(() => store.close());
  await store.check();
  return { store, lines };
}

async function startTwo(options?: RedisServerOptions) {
  const server = await startServer(options);
  const [one, two] = [await startInstance({ port: server.port }), await startInstance({ port: server.port })];
  return { server, one: one.store, two: two.store };
}

/** A client beside the instances, for questions to the server. */
async function openClient(port: number, credentials: { username?: string; password?: string } = {}) {
  const client = createClient({ ...credentials, socket: { port, reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  cleanups.push(async () => client.destroy());
  return (...command: string[]): Promise<unknown> => client.sendCommand(command);
}

type Ask = Awaited<ReturnType<typeof openClient>>;

/** How often the server was asked for this so far, by its own statistics. */
async function callsOf(ask: Ask, command: string): Promise<number> {
  const statistics = String(await ask('INFO', 'commandstats')).split('\r\n');
  const line = statistics.find((one) => one.startsWith(`cmdstat_${command}:`));
  return Number(/calls=(\d+)/.exec(line ?? '')?.[1] ?? 0);
}

/** How many sessions were read so far, and how often tracking was switched. */
const readsOf = (ask: Ask) => callsOf(ask, 'hmget');
const tracksOf = (ask: Ask) => callsOf(ask, 'client|tracking');

/** Loads until a hundred loads together read nothing from the server. On a busy machine that may take a while. */
async function untilCached(store: SessionStore, ask: Ask, key = 'key'): Promise<void> {
  const endMs = performance.now() + 20_000;
  for (;;) {
    const before = await readsOf(ask);
    const outcomes = new Set<string>();
    for (let request = 0; request < 100; request++) outcomes.add(await outcomeOf(store, key));
    if (outcomes.size === 1 && outcomes.has('found') && (await readsOf(ask)) === before) return;
    if (performance.now() > endMs) throw new Error('it is never cached');
    await delay(10);
  }
}

/** What comes of asking for a session. */
async function outcomeOf(store: SessionStore, key = 'key'): Promise<'found' | 'none' | 'error'> {
  return store.load(key).then(
    (found) => (found === undefined ? 'none' : 'found'),
    () => 'error',
  );
}

/** Repeats until the store gives that. */
async function untilOutcome(store: SessionStore, wanted: 'found' | 'none'): Promise<void> {
  await expect.poll(() => outcomeOf(store), { timeout: 20_000 }).toBe(wanted);
}

/** Asks each store for all the sessions, on and on, and notes which were given out that had ended long enough ago. */
function startLoad(keys: readonly string[], stores: readonly SessionStore[]) {
  const endedAtMs = new Map<string, number>();
  const seen = { wrong: [] as string[], found: 0, none: new Set<string>() };
  let isOver = false;
  const askOnce = async (store: SessionStore, key: string) => {
    const startedAtMs = performance.now();
    const outcome = await outcomeOf(store, key);
    if (outcome === 'none') seen.none.add(key);
    if (outcome !== 'found') return;
    seen.found += 1;
    if (startedAtMs - (endedAtMs.get(key) ?? startedAtMs) > promisedMs) seen.wrong.push(key);
  };
  const asking = stores.map(async (store) => {
    while (!isOver) {
      await Promise.all(keys.map((key) => askOnce(store, key)));
      await delay(1);
    }
  });
  return {
    noteEnd: (key: string) => void endedAtMs.set(key, performance.now()),
    async stop() {
      isOver = true;
      await Promise.all(asking);
      return seen;
    },
  };
}

describeWithRedis('session.redis.local_cache', () => {
  test('answers without asking Redis, over TLS and a socket too; switched off it asks each time', async () => {
    const folder = await createTemporaryFolder('redis-certificate');
    cleanups.push(() => folder.remove());
    const certificate = await createTestCertificate(folder.path, ['redis.example.com']);
    const tlsPort = await findFreePort();
    const server = await startServer({
      settings: [
        'unixsocket {folder}/redis.sock',
        `tls-port ${tlsPort}`,
        `tls-cert-file ${certificate.certificateFile}`,
        `tls-key-file ${certificate.keyFile}`,
        `tls-ca-cert-file ${certificate.certificateFile}`,
        'tls-auth-clients no',
      ],
    });
    const ask = await openClient(server.port);
    const places = [
      { port: server.port },
      { port: tlsPort, tls },
      { host: `${server.folder}/redis.sock`, port: 0 },
    ];
    for (const place of places) {
      const { store, lines } = await startInstance(place, [certificate.authority]);
      await store.save('key', session, endsAtMs);
      await untilCached(store, ask);
      expect(await store.load('key')).toEqual(session);
      expect(lines).toEqual([]);
    }
    const [before, tracks] = [await readsOf(ask), await tracksOf(ask)];
    const { store } = await startInstance({
      port: server.port,
      local_cache: { enable: false, entries: 10 },
    });
    for (let request = 0; request < 100; request++) await store.load('key');
    expect(await readsOf(ask)).toBe(before + 100);
    expect(await tracksOf(ask)).toBe(tracks);
  });

  test('attacks.md, authentik CVE-2025-29928: what one instance ends, no other gives out a tenth of a second later, under load', async () => {
    const { one, two } = await startTwo();
    const keys = Array.from({ length: 120 }, (_, index) => nameOf(index));
    await Promise.all(
      keys.map((key, index) => one.save(key, { ...session, username: `user${index % 20}` }, endsAtMs)),
    );
    const load = startLoad(keys, [one, two, two]);
    await delay(200);
    for (const [index, key] of keys.slice(20).entries()) {
      const ender = index % 2 === 0 ? one : two;
      await ender.remove(key);
      load.noteEnd(key);
      expect(await ender.load(key)).toBeUndefined();
      if (index % 20 === 0) await delay(10);
    }
    for (let user = 0; user < 20; user++) {
      expect(await one.removeByUser(`user${user}`)).toBe(1);
      load.noteEnd(nameOf(user));
    }
    await delay(promisedMs + 50);
    const { wrong, found } = await load.stop();
    expect([wrong, found > 0]).toEqual([[], true]);
  });

  test('of thousands of revocations that race a load, none is missed', async () => {
    const { one, two } = await startTwo();
    const [rounds, atOnce] = [5, 1000];
    let visible = 0;
    await untilOutcome(one, 'none');
    for (let round = 0; round < rounds; round++) {
      const keys = Array.from({ length: atOnce }, (_, index) => nameOf(round * atOnce + index));
      await Promise.all(keys.map((key) => two.save(key, session, endsAtMs)));
      await Promise.all(keys.flatMap((key) => [one.load(key), two.remove(key)]));
      await delay(promisedMs + 1);
      for (const found of await Promise.all(keys.map((key) => one.load(key)))) visible += found ? 1 : 0;
    }
    expect(visible).toBe(0);
  });

  test('what another instance changes is seen: details, activity, a new key', async () => {
    const { server, one, two } = await startTwo();
    const ask = await openClient(server.port);
    await one.save('key', session, endsAtMs);
    await untilCached(two, ask);
    await one.replace('key', { ...session, groups: ['new'] });
    await delay(promisedMs + 1);
    expect((await two.load('key'))?.groups).toEqual(['new']);
    await one.touch(new Map([['key', { atMs: clock.now() + 5, address: '203.0.113.9' }]]));
    await delay(promisedMs + 1);
    expect(await two.load('key')).toMatchObject({
      lastActivityAtMs: clock.now() + 5,
      lastSeenAddress: '203.0.113.9',
    });
    await one.move('key', 'other', session);
    await delay(promisedMs + 1);
    expect([await two.load('key'), (await two.load('other'))?.id]).toEqual([undefined, session.id]);
  });
});

describeWithRedis('the local cache when Redis fails', () => {
  const ends: readonly [string, (ask: Ask, server: RedisServer) => Promise<unknown>][] = [
    ['FLUSHALL', (ask) => ask('FLUSHALL')],
    ['a record that the server drops', (ask) => ask('DEL', '{gatehouse}:session:key')],
    [
      'a lost connection meanwhile',
      (ask) =>
        ask('EVAL', "redis.call('DEL', KEYS[1])", '1', '{gatehouse}:session:key').then(() =>
          ask('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'),
        ),
    ],
    [
      'a restart without what was stored',
      async (_ask, server) => {
        await server.stop('SIGKILL');
        await server.start();
      },
    ],
  ];

  test.each(ends)('%s is no way to keep a session', async (_name, end) => {
    const server = await startServer();
    const { store } = await startInstance({ port: server.port });
    const ask = await openClient(server.port);
    await store.save('key', session, endsAtMs);
    await untilCached(store, ask);
    await end(ask, server);
    await delay(promisedMs + 1);
    expect(await outcomeOf(store)).not.toBe('found');
    await untilOutcome(store, 'none');
    await store.save('key', session, endsAtMs);
    await untilCached(store, await openClient(server.port));
  });

  test('a lost connection loses no session, and the cache comes back', async () => {
    const server = await startServer();
    const { store } = await startInstance({ port: server.port });
    const ask = await openClient(server.port);
    await store.save('key', session, endsAtMs);
    for (let round = 0; round < 5; round++) {
      await untilCached(store, ask);
      await ask('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      for (let request = 0; request < 50; request++) expect(await outcomeOf(store)).not.toBe('none');
      await untilOutcome(store, 'found');
    }
  });

  test('killed, paused and disconnected under load: nothing that ended is given out, nothing is lost', async () => {
    const server = await startServer({ settings: ['appendonly yes', 'appendfsync always'] });
    const [one, two] = [
      (await startInstance({ port: server.port, timeout: 500 })).store,
      (await startInstance({ port: server.port, timeout: 500 })).store,
    ];
    const keys = Array.from({ length: 40 }, (_, index) => nameOf(index));
    await Promise.all(keys.map((key) => one.save(key, session, endsAtMs)));
    const load = startLoad(keys, [one, two]);
    const succeeds = (work: Promise<unknown>) =>
      work.then(
        () => true,
        () => false,
      );
    const end = async (key: string) => {
      await expect.poll(() => succeeds(one.remove(key)), { timeout: 20_000 }).toBe(true);
      load.noteEnd(key);
    };
    const faults = [
      async () => {
        await server.stop('SIGKILL');
        await server.start();
      },
      async () => {
        server.freeze();
        await delay(700);
        server.thaw();
      },
      async () => (await openClient(server.port))('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'),
    ];
    for (let round = 0; round < 9; round++) {
      await Promise.all([faults[round % faults.length]?.(), end(nameOf(2 * round))]);
      await end(nameOf(2 * round + 1));
      await delay(promisedMs + 50);
    }
    const { wrong, found, none } = await load.stop();
    expect([wrong, found > 0]).toEqual([[], true]);
    expect(keys.slice(18).filter((key) => none.has(key))).toEqual([]);
    for (const key of keys.slice(18)) {
      await expect.poll(() => outcomeOf(two, key), { timeout: 20_000 }).toBe('found');
    }
  });

  test('paused, it is an error a tenth of a second later, and goes on where it was', async () => {
    const server = await startServer();
    const { store } = await startInstance({ port: server.port, timeout: 300 });
    const ask = await openClient(server.port);
    await store.save('key', session, endsAtMs);
    await untilCached(store, ask);
    server.freeze();
    await delay(promisedMs + 1);
    expect(await outcomeOf(store)).toBe('error');
    server.thaw();
    await untilOutcome(store, 'found');
    await untilCached(store, await openClient(server.port));
  });

  test('an instance that is cut off gives out nothing that ended meanwhile, neither during the cut nor after', async () => {
    const server = await startServer();
    const gate = await startTcpGate(server.port);
    cleanups.push(() => gate.close());
    const { store: far } = await startInstance({ port: gate.port, timeout: 1000 });
    const { store: near } = await startInstance({ port: server.port });
    const ask = await openClient(server.port);
    for (const key of ['key', 'other']) await near.save(key, session, endsAtMs);
    await untilCached(far, ask, 'other');
    await untilCached(far, ask);
    gate.cut();
    await near.remove('key');
    await delay(promisedMs + 1);
    const asked = [outcomeOf(far), outcomeOf(far)];
    await delay(100);
    gate.mend();
    for (const outcome of await Promise.all(asked)) expect(outcome).not.toBe('found');
    for (let request = 0; request < 100; request++) expect(await outcomeOf(far)).not.toBe('found');
    await untilOutcome(far, 'none');
    expect((await far.load('other'))?.username).toBe('john');
  });
});

describeWithRedis('the local cache and an access control list', () => {
  const usual = '+@read +@write +@scripting +@connection';
  const least =
    '+hello +ping +set +hmget +hget +hset +hdel +del +pexpire +pttl +rename +zadd +zrem +zrange +zremrangebyscore' +
    ' +eval +evalsha +client|tracking +client|trackinginfo';

  test.each([usual, least])('works with %s', async (permissions) => {
    const server = await startServer({
      settings: [`user gate on >word ~{gatehouse}:* -@all ${permissions}`],
    });
    const ask = await openClient(server.port);
    const { store, lines } = await startInstance({ port: server.port, username: 'gate', password: 'word' });
    await store.save('key', session, endsAtMs);
    await untilCached(store, ask);
    await store.replace('key', session);
    await store.touch(new Map([['key', { atMs: clock.now() + 5, address: '203.0.113.9' }]]));
    await store.move('key', 'other', session);
    expect(await store.findByUser('john')).toHaveLength(1);
    await store.remove('other');
    await store.save('key', session, endsAtMs);
    expect(await store.removeByUser('john')).toBe(1);
    expect(lines).toEqual([]);
  });

  test.each([
    ['may not track', '-client|tracking'],
    ['may not be asked whether it tracks', '-client|trackinginfo'],
  ])('a user that %s is served without a cache, with one warning', async (_what, denied) => {
    const server = await startServer({
      settings: [`user gate on >word ~{gatehouse}:* ${usual} ${denied}`],
    });
    const ask = await openClient(server.port);
    const { store, lines } = await startInstance({ port: server.port, username: 'gate', password: 'word' });
    await store.save('key', session, endsAtMs);
    const before = await readsOf(ask);
    for (let request = 0; request < 300; request++) {
      expect(await store.load('key')).toEqual(session);
      if (request % 100 === 0) await delay(30);
    }
    expect(await readsOf(ask)).toBe(before + 300);
    expect(lines).toMatchObject([
      {
        level: 'warn',
        msg: 'Redis does not tell of changes: sessions are not cached, every request asks it',
        err: { message: expect.stringContaining('NOPERM') },
      },
    ]);
  });
});
