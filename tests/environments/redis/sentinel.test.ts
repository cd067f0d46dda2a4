import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterEach, expect, test, vi } from 'vitest';
import { systemRandom } from '../../../src/lib/random.ts';
import { createRedisSessionStore } from '../../../src/session/stores/redis.ts';
import { createCollectingLog } from '../../support/collecting-log.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { redisConfig } from '../../support/redis-config.ts';
import { describeWithRedis, startRedisServer } from '../../support/redis-server.ts';
import { hour, sessionOfJohn } from '../../support/session-fixtures.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(...options: Parameters<typeof startRedisServer>) {
  const server = await startRedisServer(...options);
  cleanups.push(() => server.close());
  return server;
}

/** A master, a replica and two sentinels that agree after half a second of silence. */
async function startSentinelGroup() {
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
  const sentinels = [
    await start({ settings: watch, isSentinel: true }),
    await start({ settings: watch, isSentinel: true }),
  ];
  return { master, replica, sentinels };
}

function createStore(ports: readonly number[], differences: { password?: string; timeout?: number } = {}) {
  const { log, lines } = createCollectingLog();
  const clock = createFrozenClock();
  const store = createRedisSessionStore({
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

/** Until the replica is in step and every sentinel knows of it: then it can take over. */
async function waitUntilReady({ replica, sentinels }: Awaited<ReturnType<typeof startSentinelGroup>>) {
  await eventually(async () => {
    const info = String(await ask(replica.port, 'word', 'INFO', 'replication'));
    return info.includes('master_link_status:up') ? true : undefined;
  });
  for (const { port } of sentinels) {
    await eventually(async () => {
      const known = [
        await ask(port, 'sentinel word', 'SENTINEL', 'REPLICAS', 'gate'),
        await ask(port, 'sentinel word', 'SENTINEL', 'SENTINELS', 'gate'),
      ];
      return known.every((list) => Array.isArray(list) && list.length === 1) ? true : undefined;
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
