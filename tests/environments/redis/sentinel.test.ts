import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterEach, expect, test, vi } from 'vitest';
import { systemRandom } from '../../../src/lib/random.ts';
import type { SessionStore } from '../../../src/session/store.ts';
import { createCachedRedisSessionStore } from '../../../src/session/stores/cached-redis.ts';
import { createCollectingLog } from '../../support/collecting-log.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { redisConfig } from '../../support/redis-config.ts';
import { describeWithRedis, type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { hour, sessionOfJohn } from '../../support/session-fixtures.ts';

/** How far behind an answer may be; what `docs/sessions.md` promises. */
const promisedMs = 100;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(...options: Parameters<typeof startRedisServer>) {
  const server = await startRedisServer(...options);
  cleanups.push(() => server.close());
  return server;
}

/** A master, a replica and sentinels of whom two agree after half a second of silence. */
async function startSentinelGroup(sentinelCount = 2) {
  const secrets = ['requirepass word', 'masterauth word', 'repl-diskless-sync-delay 0'];
  const master = await start({ settings: secrets });
  const replica = await start({ settings: [...secrets, `replicaof 127.0.0.1 ${master.port}`] });
  const watch = [
    `sentinel monitor gate 127.0.0.1 ${master.port} 2`,
    'sentinel auth-pass gate word',
    'sentinel down-after-milliseconds gate 500',
    'sentinel failover-timeout gate 3000',
    'requirepass "sentinel word"',
    'sentinel sentinel-pass "sentinel word"',
  ];
  const sentinels: RedisServer[] = [];
  while (sentinels.length < sentinelCount) sentinels.push(await start({ settings: watch, isSentinel: true }));
  return { master, replica, sentinels };
}

function createStore(ports: readonly number[], differences: { password?: string; timeout?: number } = {}) {
  const { log, lines } = createCollectingLog();
  const clock = createFrozenClock();
  const store = createCachedRedisSessionStore({
    config: redisConfig({
      host: undefined,
      timeout: 1000,
      password: 'word',
      ...differences,
      high_availability: {
        sentinel_name: 'gate',
        sentinel_username: undefined,
        sentinel_password: 'sentinel word',
        route_by_latency: false,
        route_randomly: false,
        nodes: ports.map((port) => ({ host: '127.0.0.1', port })),
      },
    }),
    secret: 'the secret',
    clock,
    random: systemRandom,
    log,
  });
  cleanups.push(() => store.close());
  return { store, lines, clock };
}

/** Repeats until it neither throws nor gives undefined. */
async function eventually<Value>(work: () => Promise<Value | undefined>): Promise<Value> {
  const endMs = performance.now() + 25_000;
  for (;;) {
    let lastError: unknown;
    try {
      const value = await work();
      if (value !== undefined) return value;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > endMs) throw new Error('it never came', { cause: lastError });
    await delay(50);
  }
}

async function ask(port: number, password: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ socket: { port }, password });
  try {
    await client.connect();
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}

/** Until a hundred loads together read nothing from the server. */
async function untilCached(store: SessionStore, key: string, port: number): Promise<void> {
  const reads = async () =>
    /cmdstat_hmget:calls=\d+/.exec(String(await ask(port, 'word', 'INFO', 'commandstats')))?.[0];
  await eventually(async () => {
    const before = await reads();
    for (let request = 0; request < 100; request++) await store.load(key);
    return before !== undefined && (await reads()) === before ? true : undefined;
  });
}

/** Until the replica is in step and every sentinel knows of it: then it can take over. */
async function waitUntilReady({ replica, sentinels }: Awaited<ReturnType<typeof startSentinelGroup>>) {
  await eventually(async () => {
    const info = String(await ask(replica.port, 'word', 'INFO', 'replication'));
    return info.includes('master_link_status:up') ? true : undefined;
  });
  for (const { port } of sentinels) {
    await eventually(async () => {
      const known = [
        [await ask(port, 'sentinel word', 'SENTINEL', 'REPLICAS', 'gate'), 1],
        [await ask(port, 'sentinel word', 'SENTINEL', 'SENTINELS', 'gate'), sentinels.length - 1],
      ];
      return known.every(([list, count]) => Array.isArray(list) && list.length === count) ? true : undefined;
    });
  }
}

vi.setConfig({ testTimeout: 60_000 });

describeWithRedis('session.redis.high_availability', () => {
  test('finds the master by its sentinels, and its successor when it falls', async () => {
    const group = await startSentinelGroup();
    const { store, lines, clock } = createStore(group.sentinels.map(({ port }) => port));
    await waitUntilReady(group);
    await store.check();
    const session = sessionOfJohn(clock.now());
    await store.save('key', session, clock.now() + hour);

    await eventually(async () =>
      Number(await ask(group.replica.port, 'word', 'DBSIZE')) >= 2 ? true : undefined,
    );
    await group.master.stop('SIGKILL');
    expect(await eventually(() => store.load('key'))).toEqual(session);
    expect(await eventually(() => store.remove('key'))).toBe(true);
    await eventually(async () =>
      lines.some(({ msg }) => msg === 'session store is back') ? true : undefined,
    );
    expect(lines.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  test('a frozen master is an error in time, and its successor takes over', async () => {
    const group = await startSentinelGroup();
    const { store, clock } = createStore(group.sentinels.map(({ port }) => port));
    await waitUntilReady(group);
    await store.check();
    group.master.freeze();
    await expect(store.load('key')).rejects.toMatchObject({ code: 'session-store-unavailable' });
    const session = sessionOfJohn(clock.now());
    await eventually(() => store.save('key', session, clock.now() + hour).then(() => true));
    expect(await store.load('key')).toEqual(session);
  });

  test('the local cache follows a fail-over: nothing that ended is given out, nothing else is lost', async () => {
    const group = await startSentinelGroup(3);
    const ports = group.sentinels.map(({ port }) => port);
    const [one, two] = [createStore(ports), createStore(ports)];
    await waitUntilReady(group);
    for (const { store } of [one, two]) await store.check();
    const session = sessionOfJohn(one.clock.now());
    for (const key of ['kept', 'ended']) {
      await one.store.save(key, session, one.clock.now() + hour);
      await untilCached(two.store, key, group.master.port);
    }
    await eventually(async () =>
      Number(await ask(group.replica.port, 'word', 'DBSIZE')) >= 3 ? true : undefined,
    );
    await group.master.stop('SIGKILL');
    await delay(promisedMs + 1);
    expect(await two.store.load('ended').catch(() => 'error')).toBe('error');
    expect(await eventually(() => one.store.remove('ended'))).toBe(true);
    await delay(promisedMs + 1);
    expect(await two.store.load('ended').catch(() => undefined)).toBeUndefined();
    expect(await eventually(() => two.store.load('kept'))).toEqual(session);

    await untilCached(two.store, 'kept', group.replica.port);
    await eventually(() => one.store.remove('kept'));
    await delay(promisedMs + 1);
    expect(await two.store.load('kept')).toBeUndefined();
  });

  test('one sentinel is enough; a wrong password or no sentinel at all is told in time', async () => {
    const { sentinels } = await startSentinelGroup();
    const [first, second] = sentinels.map(({ port }) => port);
    await sentinels[0]?.stop();
    const ports = [first ?? 0, second ?? 0];
    await createStore(ports, { timeout: 5000 }).store.check();
    await expect(
      createStore(ports, { password: 'wrong', timeout: 3000 }).store.check(),
    ).rejects.toMatchObject({
      code: 'session-store-unavailable',
      detail: expect.stringContaining('WRONGPASS'),
    });
    await sentinels[1]?.stop();
    await expect(createStore(ports).store.check()).rejects.toMatchObject({
      detail: expect.stringContaining('gate of the sentinels 127.0.0.1:'),
    });
  });
});
