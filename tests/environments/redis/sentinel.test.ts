import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { askRedis, eventually, untilCached } from '../../support/ask-redis.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { openRedisStore } from '../../support/open-redis-store.ts';
import { describeWithRedis } from '../../support/redis-server.ts';
import { type SentinelGroup, sentinelWords, startSentinelGroup } from '../../support/sentinel-group.ts';
import { hour, sessionOfJohn } from '../../support/session-fixtures.ts';

/** How far behind an answer may be; what `docs/sessions.md` promises. */
const promisedMs = 100;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function startGroup(sentinelCount: number): Promise<SentinelGroup> {
  const group = await startSentinelGroup(sentinelCount);
  cleanups.push(() => group.close());
  return group;
}

const passwordOf = ({ port }: { readonly port: number }) => ({ port, password: sentinelWords.password });

function createStore(ports: readonly number[], differences: { password?: string; timeout?: number } = {}) {
  const clock = createFrozenClock();
  const high_availability = {
    sentinel_name: sentinelWords.name,
    sentinel_username: undefined,
    sentinel_password: sentinelWords.sentinelPassword,
    route_by_latency: false,
    route_randomly: false,
    nodes: ports.map((port) => ({ host: '127.0.0.1', port })),
  };
  const common = { host: undefined, timeout: 1000, password: sentinelWords.password };
  const { store, lines } = openRedisStore({ ...common, ...differences, high_availability }, { clock });
  cleanups.push(() => store.close());
  return { store, lines, clock };
}

vi.setConfig({ testTimeout: 60_000 });

describeWithRedis('session.redis.high_availability', () => {
  test('finds the master by its sentinels, and its successor when it falls', async () => {
    const group = await startGroup(2);
    const { store, lines, clock } = createStore(group.sentinels.map(({ port }) => port));
    await store.check();
    const session = sessionOfJohn(clock.now());
    await store.save('key', session, clock.now() + hour);

    await eventually(async () =>
      Number(await askRedis(passwordOf(group.replica), 'DBSIZE')) >= 2 ? true : undefined,
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
    const group = await startGroup(2);
    const { store, clock } = createStore(group.sentinels.map(({ port }) => port));
    await store.check();
    group.master.freeze();
    await expect(store.load('key')).rejects.toMatchObject({ code: 'session-store-unavailable' });
    const session = sessionOfJohn(clock.now());
    await eventually(() => store.save('key', session, clock.now() + hour).then(() => true));
    expect(await store.load('key')).toEqual(session);
  });

  test('the local cache follows a fail-over: nothing that ended is given out, nothing else is lost', async () => {
    const group = await startGroup(3);
    const ports = group.sentinels.map(({ port }) => port);
    const [one, two] = [createStore(ports), createStore(ports)];
    for (const { store } of [one, two]) await store.check();
    const session = sessionOfJohn(one.clock.now());
    for (const key of ['kept', 'ended']) {
      await one.store.save(key, session, one.clock.now() + hour);
      await untilCached(two.store, key, passwordOf(group.master));
    }
    await eventually(async () =>
      Number(await askRedis(passwordOf(group.replica), 'DBSIZE')) >= 3 ? true : undefined,
    );
    await group.master.stop('SIGKILL');
    await delay(promisedMs + 1);
    expect(await two.store.load('ended').catch(() => 'error')).toBe('error');
    expect(await eventually(() => one.store.remove('ended'))).toBe(true);
    await delay(promisedMs + 1);
    expect(await two.store.load('ended').catch(() => undefined)).toBeUndefined();
    expect(await eventually(() => two.store.load('kept'))).toEqual(session);

    await untilCached(two.store, 'kept', passwordOf(group.replica));
    await eventually(() => one.store.remove('kept'));
    await delay(promisedMs + 1);
    expect(await two.store.load('kept')).toBeUndefined();
  });

  test('one sentinel is enough; a wrong password or no sentinel at all is told in time', async () => {
    const { sentinels } = await startGroup(2);
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
