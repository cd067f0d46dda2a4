import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import { createCachedRedisSessionStore } from '../../../src/session/stores/cached-redis.ts';
import type { FrozenClock } from '../../support/frozen-clock.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { redisConfig } from '../../support/redis-config.ts';
import type { RedisServer } from '../../support/redis-server.ts';
import { describeWithRedis, startRedisServer } from '../../support/redis-server.ts';
import { cookieDomain, cookieHeaderOf, minute, signInOfJohn } from '../../support/session-fixtures.ts';
import { createSessionWorld } from '../../support/session-world.ts';

const domain = cookieDomain();
const countsAsActivity = { countsAsActivity: true };

/** How far behind what another instance did an answer may be (docs/sessions.md). */
const untilTold = () => delay(101);

describeWithRedis('sessions of two instances over one Redis', () => {
  let server: RedisServer;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(async () => {
    for (const close of closers) await close();
    await server.close();
  });

  async function startInstance(clock: FrozenClock, secret = 'shared secret', port = server.port) {
    const store = createCachedRedisSessionStore({
      config: redisConfig({ port }),
      secret,
      clock,
      random: systemRandom,
      log: silentLog,
    });
    await store.check();
    const world = createSessionWorld({ clock, store, secret, refreshInterval: 5 * minute });
    closers.push(() => world.sessions.close());
    return world;
  }

  async function openClient() {
    const client = createClient({ socket: { port: server.port, reconnectStrategy: false } });
    await client.connect();
    closers.push(async () => client.destroy());
    return client;
  }

  async function startTwo(secret?: string) {
    const clock = createFrozenClock();
    const [one, two] = [await startInstance(clock, secret), await startInstance(clock, secret)];
    const cookie = await one.signInJohn(domain);
    return { clock, one, two, cookie };
  }

  test('a session of one is a session of the other; what one ends is over for both', async () => {
    const { one, two, cookie } = await startTwo();
    expect((await two.sessions.find(domain, [cookie], countsAsActivity))?.session.username).toBe('john');
    await two.sessions.signOut(domain, [cookie]);
    await untilTold();
    expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();

    const again = await one.signInJohn(domain);
    const found = await two.sessions.find(domain, [again], countsAsActivity);
    if (found === undefined) throw new Error('no session');
    const raised = await two.sessions.raise(domain, found, { methods: ['otp'] });
    await untilTold();
    expect(await one.sessions.find(domain, [again], countsAsActivity)).toBeUndefined();
    const cookieAfter = cookieHeaderOf(raised?.setCookie ?? '');
    expect((await one.sessions.find(domain, [cookieAfter], countsAsActivity))?.session).toEqual(
      raised?.session,
    );

    expect(await one.sessions.endAll('john')).toBe(1);
    await untilTold();
    expect(await two.sessions.find(domain, [cookieAfter], countsAsActivity)).toBeUndefined();
  });

  test('departures.md §2: lists are of all instances; what one ends by id, by name or by both is over at the other’s next request', async () => {
    const { clock, one, two } = await startTwo();
    await one.sessions.endAll('john');
    const origin = { address: '203.0.113.7', rawUserAgent: 'curl/8' };
    const cookies = [
      await one.signInJohn(domain, { origin }),
      await one.signInJohn(domain, { origin }),
      await two.signInJohn(domain, { origin }),
    ];
    const find = (cookie = '', address?: string) =>
      two.sessions.find(domain, [cookie], { countsAsActivity: true, address });
    expect(await Promise.all(cookies.map((cookie) => find(cookie)))).not.toContain(undefined);
    clock.advance(1000);
    const moved = await find(cookies[0], '2001:db8::1');
    await two.sessions.flushActivity();
    const listed = await one.sessions.list([domain], 'john');
    expect(listed).toHaveLength(3);
    expect(listed[0]?.session).toMatchObject({
      id: moved?.session.id,
      device: { browser: 'curl' },
      signInAddress: '203.0.113.7',
      lastSeenAddress: '2001:db8::1',
    });
    expect(await one.sessions.end('harry', moved?.session.id ?? '')).toBe(false);
    expect(await one.sessions.end('john', moved?.session.id ?? '')).toBe(true);
    expect(await find(cookies[0])).toBeUndefined();
    const kept = await find(cookies[1]);
    expect(await one.sessions.endAll('john', kept)).toBe(1);
    expect([await find(cookies[1]), await find(cookies[2])]).toEqual([expect.anything(), undefined]);
    await one.sessions.endAll('john');
    expect(await find(cookies[1])).toBeUndefined();
    expect(await one.sessions.listNewest([domain], 10)).toBeUndefined();
  });

  test('activity at one keeps the session at the other, before anything is flushed', async () => {
    const { clock, one, two, cookie } = await startTwo();
    clock.advance(2.6 * minute);
    expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
    clock.advance(4.9 * minute);
    expect(await two.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
    clock.advance(1 * minute);
    expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
    await one.sessions.flushActivity();
    clock.advance(5 * minute);
    expect(await two.sessions.find(domain, [cookie], { countsAsActivity: false })).toBeDefined();
    clock.advance(1);
    expect(await two.sessions.find(domain, [cookie], { countsAsActivity: false })).toBeUndefined();
  });

  test('attacks.md: 200 parallel requests of one session all find it, on both, while its details are refreshed', async () => {
    const { clock, one, two, cookie } = await startTwo();
    clock.advance(5 * minute);
    one.users.set('john', signInOfJohn({ groups: ['new'] }));
    two.users.set('john', signInOfJohn({ groups: ['new'] }));
    const burst = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        (index % 2 === 0 ? one : two).sessions.find(domain, [cookie], countsAsActivity),
      ),
    );
    for (const found of burst) expect(found?.session.groups).toEqual(['new']);
    expect(one.lookUps() + two.lookUps()).toBe(2);
  });

  test('attacks.md: while Redis restarts, requests find the session or an error, never nothing', async () => {
    const lasting = await startRedisServer({ settings: ['appendonly yes', 'appendfsync always'] });
    closers.push(() => lasting.close());
    const { sessions, ...world } = await startInstance(createFrozenClock(), 'lasting', lasting.port);
    const cookie = await world.signInJohn(domain);
    const outcomes = new Set<string>();
    const askFor = async (milliseconds: number) => {
      const endMs = performance.now() + milliseconds;
      while (performance.now() < endMs) {
        const burst = Array.from({ length: 200 }, () => sessions.find(domain, [cookie], countsAsActivity));
        for (const outcome of await Promise.allSettled(burst)) {
          outcomes.add(outcome.status === 'rejected' ? outcome.reason.code : outcome.value?.session.username);
        }
        await delay(1);
      }
    };
    const asking = askFor(1500);
    await lasting.stop();
    await lasting.start();
    await asking;
    expect(outcomes).toEqual(new Set(['john', 'session-store-unavailable']));
    await expect
      .poll(async () => (await sessions.find(domain, [cookie], countsAsActivity))?.session.username)
      .toBe('john');
  });

  test('departures.md §2: nothing of a user and no cookie can be read in Redis', async () => {
    const clock = createFrozenClock();
    const { sessions, users } = await startInstance(clock);
    users.set('seraphina', { ...signInOfJohn(), username: 'seraphina' });
    const issued = await sessions.signIn(
      domain,
      [],
      signInOfJohn({
        username: 'seraphina',
        displayName: 'Seraphina Picquery',
        emails: ['picquery@macusa.test'],
        groups: ['presidents'],
        origin: { address: '198.51.100.77', rawUserAgent: 'curl/8.1' },
      }),
    );
    clock.advance(1000);
    const seen = { countsAsActivity: true, address: '198.51.100.88' };
    await sessions.find(domain, [cookieHeaderOf(issued.setCookie)], seen);
    await sessions.flushActivity();
    const value = cookieHeaderOf(issued.setCookie).split('=')[1] ?? '';
    const client = await openClient();
    const dump: string[] = [];
    for await (const keys of client.scanIterator()) {
      for (const key of keys) {
        dump.push(key);
        const type = await client.type(key);
        if (type === 'hash') dump.push(JSON.stringify(await client.hGetAll(key)));
        if (type === 'zset') dump.push((await client.zRange(key, 0, -1)).join());
        if (type === 'string') dump.push((await client.get(key)) ?? '');
      }
    }
    const text = dump.join('\n');
    expect(text).toContain('{gatehouse}:session:');
    for (const secret of [
      'seraphina',
      'Picquery',
      'picquery',
      'macusa',
      'presidents',
      '198.51.100',
      'curl',
      'pwd',
      value,
      'shared secret',
    ]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64url').slice(0, -1));
    }
  });

  test('an instance with another secret neither finds nor harms them', async () => {
    const { clock, one, cookie } = await startTwo();
    const stranger = await startInstance(clock, 'another secret');
    expect(await stranger.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();
    expect(await stranger.sessions.endAll('john')).toBe(0);
    await stranger.sessions.signOut(domain, [cookie]);
    expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
  });

  test('a record that was changed or copied in Redis opens no door', async () => {
    const { one, cookie } = await startTwo('tampered with');
    const other = await one.signInJohn(domain, { username: 'mallory' });
    const client = await openClient();
    const keyOf = async (username: string) =>
      `{gatehouse}:session:${(await one.store.findByUser(username))[0]?.key ?? ''}`;
    const [john, mallory] = [await keyOf('john'), await keyOf('mallory')];
    // Mallory, who can write to Redis, puts John's record in the place of her own.
    await client.copy(john, mallory, { REPLACE: true });
    expect(await one.sessions.find(domain, [other], countsAsActivity)).toBeUndefined();
    await client.hSet(john, 'd', 'example.org');
    expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();
    await client.hSet(john, 'd', 'example.com');
    expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
    await client.hSet(john, 's', 'x');
    expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();
    await client.del(john);
    await client.set(john, 'a string');
    await expect(one.sessions.find(domain, [cookie], countsAsActivity)).rejects.toMatchObject({
      code: 'session-store-unavailable',
    });
    // That one key is broken does not mean that the store is away.
    expect(await one.signInJohn(domain)).toContain('authelia_session=');
  });

  test('Redis itself forgets what is over, indexes included', async () => {
    const clock = createFrozenClock();
    const world = await startInstance(clock, 'short lives');
    const client = await openClient();
    await client.flushDb();
    const brief = cookieDomain({ expiration: 300 });
    await world.signInJohn(brief);
    const cookie = await world.signInJohn(brief);
    await world.sessions.find(brief, [cookie], countsAsActivity);
    await world.sessions.flushActivity();
    expect(await client.dbSize()).toBeGreaterThanOrEqual(3);
    await expect.poll(() => client.dbSize(), { timeout: 10_000 }).toBe(0);
  });
});
