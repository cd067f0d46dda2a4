import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FrozenClock } from '../../tests/support/frozen-clock.ts';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { hour, minute, sessionOfJohn } from '../../tests/support/session-fixtures.ts';
import type { Seen } from './session.ts';
import type { SessionKey, SessionStore } from './store.ts';

/** What every `SessionStore` promises. `create` gives an empty store over the clock; the suite closes it. */
export function describeSessionStore(
  name: string,
  create: (clock: FrozenClock) => Promise<SessionStore>,
): void {
  describe(`session store: ${name}`, () => {
    let clock: FrozenClock;
    let store: SessionStore;

    beforeEach(async () => {
      clock = createFrozenClock();
      store = await create(clock);
      await store.check();
    });
    afterEach(() => store.close());

    /** What is at hand is never other than what is answered. */
    async function load(key: SessionKey) {
      const atHand = store.peek?.(key);
      const found = await store.load(key);
      if (atHand !== undefined) expect(atHand).toEqual(found);
      return found;
    }

    const john = (differences = {}) => sessionOfJohn(clock.now(), differences);
    const saveJohn = (key: string, differences = {}) =>
      store.save(key, john(differences), clock.now() + hour);
    const keysOf = async (username: string) =>
      (await store.findByUser(username)).map(({ key }) => key).toSorted();

    test('gives back what was saved, whatever it says', async () => {
      const session = john({
        displayName: 'Jöhn "D" <b>\u0000\u{1F600}',
        emails: [],
        groups: ['a', '', 'b\nc'],
        secondFactorAtMs: clock.now(),
        isRemembered: true,
        methods: ['pwd', 'otp'],
      });
      await store.save('k1', session, clock.now() + hour);
      expect(await load('k1')).toEqual(session);
      expect(await store.findByUser('john')).toEqual([{ key: 'k1', session }]);
    });

    test('knows nothing of what was never saved', async () => {
      expect(await load('k1')).toBeUndefined();
      expect(await store.remove('k1')).toBe(false);
      expect(await store.replace('k1', john())).toBe(false);
      expect(await store.move('k1', 'k2', john())).toBe(false);
      await store.touch(seenAt(['k1', clock.now()]));
      expect(await load('k1')).toBeUndefined();
      expect(await load('k2')).toBeUndefined();
      expect(await store.findByUser('john')).toEqual([]);
      expect(await store.removeByUser('john')).toBe(0);
    });

    test('departures.md §2: never gives out a session from the very moment it is over', async () => {
      await saveJohn('k1');
      clock.advance(hour - 1);
      expect(await load('k1')).toBeDefined();
      clock.advance(1);
      expect(await load('k1')).toBeUndefined();
      expect(await store.findByUser('john')).toEqual([]);
      expect(await store.replace('k1', john())).toBe(false);
      expect(await store.move('k1', 'k2', john())).toBe(false);
      expect(await load('k2')).toBeUndefined();
    });

    test('does not keep what is over when it comes', async () => {
      await store.save('k1', john(), clock.now());
      expect(await load('k1')).toBeUndefined();
      expect(await store.findByUser('john')).toEqual([]);
    });

    test('replaces what is there and keeps its end', async () => {
      await saveJohn('k1');
      clock.advance(30 * minute);
      const changed = john({ groups: ['new'] });
      expect(await store.replace('k1', changed)).toBe(true);
      expect(await load('k1')).toEqual(changed);
      clock.advance(30 * minute);
      expect(await load('k1')).toBeUndefined();
    });

    test('never brings back what was removed', async () => {
      await saveJohn('k1');
      expect(await store.remove('k1')).toBe(true);
      expect(await store.remove('k1')).toBe(false);
      expect(await store.replace('k1', john())).toBe(false);
      await store.touch(seenAt(['k1', clock.now() + 1]));
      expect(await store.move('k1', 'k2', john())).toBe(false);
      expect(await load('k1')).toBeUndefined();
      expect(await load('k2')).toBeUndefined();
      expect(await store.findByUser('john')).toEqual([]);
    });

    test('moves to another key and keeps its end; the old key is dead', async () => {
      await saveJohn('k1');
      clock.advance(30 * minute);
      const raised = john({ id: 'raised' });
      expect(await store.move('k1', 'k2', raised)).toBe(true);
      expect(await load('k1')).toBeUndefined();
      expect(await load('k2')).toEqual(raised);
      expect(await store.findByUser('john')).toEqual([{ key: 'k2', session: raised }]);
      expect(await store.move('k1', 'k3', raised)).toBe(false);
      clock.advance(30 * minute);
      expect(await load('k2')).toBeUndefined();
    });

    test('of fifty moves at once, one succeeds', async () => {
      await saveJohn('k1');
      const moves = Array.from({ length: 50 }, (_, index) => store.move('k1', `new${index}`, john()));
      expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
      expect(await store.findByUser('john')).toHaveLength(1);
    });

    test('of fifty removals at once, one counts', async () => {
      await saveJohn('k1');
      const removals = await Promise.all(Array.from({ length: 50 }, () => store.remove('k1')));
      expect(removals.filter(Boolean)).toHaveLength(1);
    });

    test('activity only moves on', async () => {
      await saveJohn('k1');
      await saveJohn('k2');
      const start = clock.now();
      await store.touch(seenAt(['k1', start + 5000], ['gone', start + 5000], ['k2', start - 1]));
      expect((await load('k1'))?.lastActivityAtMs).toBe(start + 5000);
      expect((await load('k2'))?.lastActivityAtMs).toBe(start);
      expect(await load('gone')).toBeUndefined();
      await store.touch(seenAt(['k1', start + 4000]));
      expect((await load('k1'))?.lastActivityAtMs).toBe(start + 5000);
      expect((await store.findByUser('john')).map(({ session }) => session.lastActivityAtMs)).toContain(
        start + 5000,
      );
    });

    test('a replacement or a move with older activity does not take it back', async () => {
      await saveJohn('k1');
      const start = clock.now();
      await store.touch(seenAt(['k1', start + 5000]));
      await store.replace('k1', john({ groups: [], lastActivityAtMs: start + 1 }));
      expect(await load('k1')).toMatchObject({ groups: [], lastActivityAtMs: start + 5000 });
      await store.move('k1', 'k2', john({ groups: ['x'], lastActivityAtMs: start + 2 }));
      expect(await load('k2')).toMatchObject({ groups: ['x'], lastActivityAtMs: start + 5000 });
      await store.replace('k2', john({ lastActivityAtMs: start + 9000 }));
      expect((await load('k2'))?.lastActivityAtMs).toBe(start + 9000);
    });

    test('the address of the last activity comes with it, and an unknown one takes no known one away', async () => {
      const start = clock.now();
      await saveJohn('k1', { signInAddress: '203.0.113.1', lastSeenAddress: '203.0.113.1' });
      const see = (atMs: number, address: string | undefined) =>
        store.touch(new Map([['k1', { atMs, address }]]));
      const seenFrom = async (key = 'k1') => (await load(key))?.lastSeenAddress;
      await see(start + 2000, '2001:db8::2');
      await see(start + 1000, '203.0.113.3');
      await see(start + 3000, undefined);
      expect(await seenFrom()).toBe('2001:db8::2');
      await store.replace('k1', john({ groups: [], lastSeenAddress: '203.0.113.1' }));
      expect(await seenFrom()).toBe('2001:db8::2');
      const later = { lastActivityAtMs: start + 4000, lastSeenAddress: '203.0.113.4' };
      await store.replace('k1', john(later));
      expect(await seenFrom()).toBe('203.0.113.4');
      await store.move('k1', 'k2', john({ lastActivityAtMs: start + 5000, lastSeenAddress: '203.0.113.5' }));
      expect(await seenFrom('k2')).toBe('203.0.113.5');
      expect(await load('k2')).not.toHaveProperty('signInAddress');
    });

    test('where it tells the newest of everybody, it tells them by their last activity', async () => {
      if (store.findNewest === undefined) return;
      const start = clock.now();
      for (let index = 0; index < 50; index++) {
        await saveJohn(`k${index}`, {
          username: `user${index % 7}`,
          lastActivityAtMs: start + ((index * 13) % 50),
        });
      }
      await store.save('short', john({ lastActivityAtMs: start + 90 }), start + 10);
      clock.advance(10);
      const newest = (await store.findNewest(5)).map(({ session }) => session.lastActivityAtMs - start);
      expect(newest).toEqual([49, 48, 47, 46, 45]);
      expect(await store.findNewest(100)).toHaveLength(50);
    });

    test('touches thousands of sessions in one go', async () => {
      const keys = Array.from({ length: 2500 }, (_, index) => `k${index}`);
      await Promise.all(keys.map((key) => saveJohn(key)));
      const atMs = clock.now() + 1000;
      await store.touch(seenAt(...keys.map((key) => [key, atMs] as const)));
      const found = await store.findByUser('john');
      expect(found).toHaveLength(2500);
      expect(found.every(({ session }) => session.lastActivityAtMs === atMs)).toBe(true);
      expect(await store.removeByUser('john', ['k7'])).toBe(2499);
    });

    test('finds and forgets by user, over all cookie domains, but for the given ones', async () => {
      await saveJohn('k1');
      await saveJohn('k2', { cookieDomain: 'example.org' });
      await saveJohn('k3');
      await saveJohn('h1', { username: 'harry' });
      expect(await keysOf('john')).toEqual(['k1', 'k2', 'k3']);
      expect(await store.removeByUser('john', ['k2', 'unknown'])).toBe(2);
      expect(await keysOf('john')).toEqual(['k2']);
      expect(await keysOf('harry')).toEqual(['h1']);
      expect(await store.removeByUser('john')).toBe(1);
      expect(await keysOf('john')).toEqual([]);
      expect(await load('h1')).toBeDefined();
    });

    test('user names are told apart exactly', async () => {
      await saveJohn('k1', { username: 'JOHN' });
      await saveJohn('k2', { username: '__proto__' });
      expect(await keysOf('john')).toEqual([]);
      expect(await keysOf('JOHN')).toEqual(['k1']);
      expect(await keysOf('__proto__')).toEqual(['k2']);
    });

    test('a short session of a user does not shorten the memory of a long one', async () => {
      await store.save('long', john(), clock.now() + 2 * hour);
      await store.save('short', john(), clock.now() + minute);
      clock.advance(hour);
      expect(await keysOf('john')).toEqual(['long']);
      expect(await store.removeByUser('john')).toBe(1);
      expect(await load('long')).toBeUndefined();
    });

    test('attacks.md: however revocation and changes cross, a revoked session stays gone', async () => {
      for (let round = 0; round < 20; round++) {
        await saveJohn('k1');
        const work = [
          () => store.replace('k1', john({ groups: ['late'] })),
          () => store.removeByUser('john'),
          () => store.move('k1', 'k2', john()),
          () => store.touch(seenAt(['k1', clock.now() + 1])),
          () => store.replace('k2', john()),
        ];
        const turned = [...work.slice(round % work.length), ...work.slice(0, round % work.length)];
        await Promise.all(turned.map((run) => run()));
        expect(await load('k1')).toBeUndefined();
        expect(await load('k2')).toBeUndefined();
        expect(await store.replace('k1', john())).toBe(false);
      }
    });
  });
}

/** That the sessions of those keys were seen then, from an address that is not known. */
function seenAt(...all: readonly (readonly [SessionKey, number])[]): ReadonlyMap<SessionKey, Seen> {
  return new Map(all.map(([key, atMs]) => [key, { atMs, address: undefined }]));
}
