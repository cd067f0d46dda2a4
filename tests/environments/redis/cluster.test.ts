import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RedisConfig } from '../../../src/config/sections/session.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import { describeSessionStore } from '../../../src/session/store.contract.ts';
import { createCachedRedisSessionStore } from '../../../src/session/stores/cached-redis.ts';
import { redisKeys, redisSlot } from '../../../src/session/stores/redis/redis-keys.ts';
import { eventually, untilCached } from '../../support/ask-redis.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { openRedisStore } from '../../support/open-redis-store.ts';
import {
  askNode,
  clusterPassword,
  moveRecords,
  type RedisCluster,
  startRedisCluster,
  untilInStep,
  untilMaster,
} from '../../support/redis-cluster.ts';
import { redisConfig } from '../../support/redis-config.ts';
import { describeWithRedis, startRedisServer } from '../../support/redis-server.ts';
import { hour, sessionOfJohn } from '../../support/session-fixtures.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** How far behind an answer may be; what `docs/sessions.md` promises. */
const promisedMs = 100;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function startCluster(settings: readonly string[] = []): Promise<RedisCluster> {
  const cluster = await startRedisCluster(settings);
  cleanups.push(() => cluster.close());
  return cluster;
}

function createStore({ nodes }: Pick<RedisCluster, 'nodes'>, differences: Partial<RedisConfig> = {}) {
  const clock = createFrozenClock();
  const common = { host: undefined, timeout: 1000, password: clusterPassword, cluster: { nodes } };
  const { store, lines } = openRedisStore({ ...common, ...differences }, { clock });
  cleanups.push(() => store.close());
  return { store, lines, clock };
}

const passwordOf = ({ port }: { readonly port: number }) => ({ port, password: clusterPassword });

describeWithRedis('session.redis.cluster', () => {
  describe('keeps sessions as one Redis does', () => {
    let cluster: RedisCluster;
    beforeAll(async () => {
      cluster = await startRedisCluster();
    });
    afterAll(() => cluster.close());

    describe.each([
      ['cluster', false],
      ['cluster with a local cache', true],
    ])('%s', (name, enable) => {
      describeSessionStore(name, async (clock) => {
        await askNode(cluster.home, 'FLUSHALL');
        return createCachedRedisSessionStore({
          config: redisConfig({
            host: undefined,
            password: clusterPassword,
            cluster: { nodes: cluster.nodes },
            local_cache: { enable, entries: 10 },
          }),
          secret: 'the secret',
          clock,
          random: systemRandom,
          log: silentLog,
        });
      });
    });

    test('in one place: every key falls into the slot that the program reckons with', async () => {
      for (const key of Object.values(redisKeys)) {
        expect(await askNode(cluster.home, 'CLUSTER', 'KEYSLOT', `${key}of somebody`)).toBe(redisSlot);
      }
    });
  });

  test('a master that is killed: its replica takes over with all sessions', async () => {
    const cluster = await startCluster();
    const { store, lines, clock } = createStore(cluster);
    await store.check();
    const session = sessionOfJohn(clock.now());
    await store.save('key', session, clock.now() + hour);
    await untilCached(store, 'key', passwordOf(cluster.home));
    await eventually(async () => Number(await askNode(cluster.replica, 'DBSIZE')) >= 2);

    await cluster.home.stop('SIGKILL');
    await delay(promisedMs + 1);
    expect(await store.load('key').catch(({ code }) => code)).toBe('session-store-unavailable');
    expect(await eventually(() => store.load('key'))).toEqual(session);
    await untilCached(store, 'key', passwordOf(cluster.replica));
    expect(await eventually(() => store.remove('key'))).toBe(true);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ['error', 'session store lost: requests are refused until it is back'],
      ['info', 'session store is back'],
    ]);
  });

  test('a frozen master is an error in time, and its replica takes over', async () => {
    const cluster = await startCluster();
    const { store, clock } = createStore(cluster);
    await store.check();
    cluster.home.freeze();
    await expect(store.load('key')).rejects.toMatchObject({ code: 'session-store-unavailable' });
    const session = sessionOfJohn(clock.now());
    await eventually(() => store.save('key', session, clock.now() + hour).then(() => true));
    expect(await store.load('key')).toEqual(session);
    cluster.home.thaw();
  });

  test('a replica that is told to take over does, without a request refused and with nothing that ended given out', async () => {
    const cluster = await startCluster();
    const [one, two] = [createStore(cluster), createStore(cluster)];
    for (const { store } of [one, two]) await store.check();
    const session = sessionOfJohn(one.clock.now());
    for (const key of ['kept', 'ended']) {
      await one.store.save(key, session, one.clock.now() + hour);
      await untilCached(two.store, key, passwordOf(cluster.home));
    }
    await untilInStep(cluster.replica);
    await askNode(cluster.replica, 'CLUSTER', 'FAILOVER');
    await untilMaster(cluster.replica);
    expect(await eventually(() => one.store.remove('ended'))).toBe(true);
    await delay(promisedMs + 1);
    expect(await two.store.load('ended')).toBeUndefined();
    expect(await two.store.load('kept')).toEqual(session);
    await untilCached(two.store, 'kept', passwordOf(cluster.replica));
    await one.store.remove('kept');
    await delay(promisedMs + 1);
    expect(await two.store.load('kept')).toBeUndefined();
    expect([...one.lines, ...two.lines].filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('records that are handed over to another master stay, and the cache goes along', async () => {
    const cluster = await startCluster();
    const [one, two] = [createStore(cluster, { max_retries: 10 }), createStore(cluster, { max_retries: 10 })];
    for (const { store } of [one, two]) await store.check();
    const session = sessionOfJohn(one.clock.now());
    const keys = Array.from({ length: 40 }, (_, index) => `session${index}`);
    for (const key of keys) await one.store.save(key, session, one.clock.now() + hour);
    await untilCached(two.store, 'session0', passwordOf(cluster.home));
    const [target] = cluster.others;
    const [kept, toEnd] = [keys.slice(0, 20), keys.slice(20)];
    const endedAtMs = new Map<string, number>();
    const isDone = { value: false };
    const end = async () => {
      for (const key of toEnd) {
        expect(await one.store.remove(key)).toBe(true);
        endedAtMs.set(key, performance.now());
        await delay(10);
      }
    };
    const watch = async () => {
      const wrong: string[] = [];
      while (!isDone.value) {
        for (const key of keys) {
          const behindMs = performance.now() - (endedAtMs.get(key) ?? Number.POSITIVE_INFINITY);
          const isThere = (await two.store.load(key)) !== undefined;
          if (isThere ? behindMs > promisedMs : kept.includes(key)) wrong.push(key);
        }
        await delay(5);
      }
      return wrong;
    };
    const [wrong] = await Promise.all([
      watch(),
      Promise.all([moveRecords(cluster.home, target), end()])
        .then(() => untilCached(two.store, 'session0', passwordOf(target)))
        .finally(() => {
          isDone.value = true;
        }),
    ]);
    expect(wrong).toEqual([]);
    await one.store.remove('session0');
    await delay(promisedMs + 1);
    expect(await two.store.load('session0')).toBeUndefined();
    expect(await two.store.findByUser('john')).toHaveLength(19);
  });

  test('a user of an access control list needs little', async () => {
    const permissions =
      '+@read +@write +@scripting +@connection -client +client|tracking +client|trackinginfo +cluster|slots';
    const cluster = await startCluster([`user gate on >secret ~{gatehouse}:* -@all ${permissions}`]);
    const { store, lines, clock } = createStore(cluster, { username: 'gate', password: 'secret' });
    await store.check();
    await store.save('key', sessionOfJohn(clock.now()), clock.now() + hour);
    await untilCached(store, 'key', passwordOf(cluster.home));
    expect(await store.removeByUser('john')).toBe(1);
    expect(lines).toEqual([]);
  });

  test('one node is enough to find the others; what is wrong is told at start', async () => {
    const cluster = await startCluster();
    const [first, second] = cluster.nodes;
    if (first === undefined || second === undefined) throw new Error('two nodes');
    const nobody = { host: '127.0.0.1', port: 9 };
    await createStore({ nodes: [nobody, second] }).store.check();
    await expect(createStore({ nodes: [nobody] }).store.check()).rejects.toMatchObject({
      code: 'session-store-unavailable',
      detail: expect.stringContaining('the cluster of 127.0.0.1:9: '),
    });
    await expect(createStore(cluster, { password: 'wrong' }).store.check()).rejects.toMatchObject({
      detail: expect.stringContaining('WRONGPASS'),
    });
    const single = await startRedisServer({ settings: [`requirepass ${clusterPassword}`] });
    cleanups.push(() => single.close());
    const lonely = { nodes: [{ host: '127.0.0.1', port: single.port }] };
    await expect(createStore(lonely).store.check()).rejects.toMatchObject({
      detail: expect.stringContaining('cluster support disabled'),
    });
    const unaware = { host: '127.0.0.1', port: second.port, cluster: undefined };
    await expect(createStore(cluster, unaware).store.check()).rejects.toMatchObject({
      detail: expect.stringMatching(/MOVED .* \(it is one of a cluster: write session\.redis\.cluster\)/),
    });
  });
});
