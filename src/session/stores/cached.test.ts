import { beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../../tests/support/frozen-clock.ts';
import { createRemoteStore, type RemoteStore } from '../../../tests/support/remote-store.ts';
import {
  cookieDomain,
  hour,
  minute,
  second,
  sessionOfJohn,
} from '../../../tests/support/session-fixtures.ts';
import { createSessionWorld } from '../../../tests/support/session-world.ts';
import { silentLog } from '../../lib/log.ts';
import { describeSessionStore } from '../store.contract.ts';
import { createCachedSessionStore } from './cached.ts';
import { createMemoryRecords } from './memory/records.ts';
import { createMemorySessionStore } from './memory.ts';
import { withGrace } from './with-grace.ts';

/** A cache over a memory store that is far away; what others do there is not told unless a test says so. */
function createCache(clock: FrozenClock, entries = 100) {
  const records = createMemoryRecords(clock);
  const far = createRemoteStore(createMemorySessionStore({ clock, records }));
  const trust = { isTracking: true, isTrusted: true, isUpToDate: () => trust.isTrusted };
  const store = createCachedSessionStore({
    store: {
      ...far,
      async loadEnding(key) {
        await far.load(key);
        const record = records.find(key);
        return record && { ...record };
      },
    },
    trust,
    entries,
    clock,
  });
  return { store, far, trust };
}

describeSessionStore('cached', async (clock) => createCache(clock, 10).store);
describeSessionStore('cached, with grace', async (clock) =>
  withGrace({ store: createCache(clock, 10).store, graceMs: minute, clock, log: silentLog }),
);

describe('a cached session', () => {
  let clock: FrozenClock;
  let world: ReturnType<typeof createCache>;
  let far: RemoteStore;
  const john = (differences = {}) => sessionOfJohn(clock.now(), differences);

  beforeEach(async () => {
    clock = createFrozenClock();
    world = createCache(clock);
    far = world.far;
    for (const key of ['k1', 'k2']) await world.store.save(key, john(), clock.now() + hour);
    await world.store.load('k1');
    await world.store.load('k2');
    far.calls.load = 0;
  });

  test('is given without asking the store, and without waiting', async () => {
    for (let request = 0; request < 100; request++) expect(await world.store.load('k1')).toEqual(john());
    expect(world.store.peek?.('k1')).toEqual(john());
    expect(far.calls.load).toBe(0);
  });

  test('is not given while changes may be missed, nor when nothing may be kept', async () => {
    world.trust.isTrusted = false;
    await far.remove('k1');
    expect(world.store.peek?.('k1')).toBeUndefined();
    expect(await world.store.load('k1')).toBeUndefined();
    expect(far.calls.load).toBe(1);
    world.store.forgetAll();
    Object.assign(world.trust, { isTracking: false, isTrusted: true });
    await world.store.load('k2');
    await world.store.load('k2');
    expect(far.calls.load).toBe(3);
  });

  test('is an error, not an answer, where neither it nor the store can be trusted', async () => {
    world.trust.isTrusted = false;
    far.isAway = true;
    await expect(world.store.load('k1')).rejects.toMatchObject({ code: 'session-store-unavailable' });
  });

  test('dies after half a minute without being read anew', async () => {
    clock.advance(30 * second - 1);
    await world.store.load('k1');
    expect(far.calls.load).toBe(0);
    clock.advance(1);
    await world.store.load('k1');
    expect(far.calls.load).toBe(1);
    clock.advance(-10 * minute);
    await world.store.load('k1');
    expect(far.calls.load).toBe(2);
    clock.advance(2 * hour);
    expect(await world.store.load('k1')).toBeUndefined();
  });

  test('ends with its session, read lately or not', async () => {
    await world.store.save('k1', john(), clock.now() + second);
    await world.store.load('k1');
    clock.advance(second - 1);
    expect(await world.store.load('k1')).toBeDefined();
    clock.advance(1);
    expect(await world.store.load('k1')).toBeUndefined();
  });

  test.each<[string, () => Promise<unknown>]>([
    ['replace', () => world.store.replace('k1', john({ groups: ['new'] }))],
    ['touch', () => world.store.touch(new Map([['k1', { atMs: clock.now() + 5, address: undefined }]]))],
    ['save', () => world.store.save('k1', john({ groups: ['new'] }), clock.now() + hour)],
    ['move', () => world.store.move('k1', 'k3', john())],
    ['remove', () => world.store.remove('k1')],
    ['removeByUser', () => world.store.removeByUser('john', ['k2'])],
  ])(
    'is forgotten by an own %s before and after, even one that fails; another stays',
    async (_how, change) => {
      await change();
      far.calls.load = 0;
      expect(await world.store.load('k1')).toEqual(await far.load('k1'));
      expect(far.calls.load).toBe(2);
      await world.store.load('k2');
      expect(far.calls.load).toBe(2);

      far.isAway = true;
      await expect(change()).rejects.toThrow();
      far.isAway = false;
      far.calls.load = 0;
      await world.store.load('k1');
      expect(far.calls.load).toBe(1);
    },
  );

  test('does not enter when it was read before an own change', async () => {
    world.store.forgetAll();
    const early = world.store.load('k1');
    await world.store.removeByUser('john');
    await early;
    expect(await world.store.load('k1')).toBeUndefined();
  });

  test('that is not there is asked for each time', async () => {
    for (let request = 0; request < 3; request++) expect(await world.store.load('none')).toBeUndefined();
    expect(far.calls.load).toBe(3);
  });
});

describe('through the manager', () => {
  const domain = cookieDomain({ inactivity: 10 * minute });
  const countsAsActivity = { countsAsActivity: true };

  test('what seems idle is read anew before it is ended: it was in use elsewhere', async () => {
    const clock = createFrozenClock();
    const { store, far } = createCache(clock);
    const world = createSessionWorld({ clock, store, secret: 'shared' });
    const elsewhere = createSessionWorld({ clock, store: far, secret: 'shared' });
    const cookie = await world.signInJohn(domain);
    await world.sessions.find(domain, [cookie], { countsAsActivity: false });
    clock.advance(9.9 * minute);
    expect(await elsewhere.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
    clock.advance(minute);
    expect(await world.sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
    clock.advance(10 * minute + 1);
    expect(await world.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();
    expect(await far.findByUser('john')).toEqual([]);
  });

  test('activity that is noted here and activity that is cached agree', async () => {
    const clock = createFrozenClock();
    const { store, far } = createCache(clock);
    const { sessions, ...world } = createSessionWorld({ clock, store });
    const cookie = await world.signInJohn(domain);
    for (let minutes = 1; minutes < 60; minutes++) {
      clock.advance(minute);
      if (minutes % 7 === 0) await sessions.flushActivity();
      const found = await sessions.find(domain, [cookie], countsAsActivity);
      expect(found?.session.lastActivityAtMs).toBe(clock.now());
    }
    expect(far.calls.touch).toBeGreaterThan(5);
  });
});
