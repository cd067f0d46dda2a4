import { describe, expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { createRemoteStore } from '../../tests/support/remote-store.ts';
import { cookieDomain, minute, second, signInOfJohn } from '../../tests/support/session-fixtures.ts';
import { createSessionWorld } from '../../tests/support/session-world.ts';
import { createMemorySessionStore } from './stores/memory.ts';

const domain = cookieDomain({ inactivity: null });
const other = cookieDomain({ domain: 'example.org', inactivity: null });

async function createWorld(refreshInterval: number | 'always' | 'disable') {
  const clock = createFrozenClock();
  const store = createRemoteStore(createMemorySessionStore({ clock }));
  const world = createSessionWorld({ clock, store, refreshInterval });
  const cookie = await world.signInJohn(domain);
  const find = () => world.sessions.find(domain, [cookie], { countsAsActivity: true });
  return { ...world, clock, store, cookie, find };
}

describe('behaviour.md §3.7: a session’s user is looked up anew', () => {
  test('by the interval; what changed counts in the same request, and the level stays', async () => {
    const world = await createWorld(5 * minute);
    world.users.set(
      'john',
      signInOfJohn({ groups: ['guests'], emails: ['new@example.com'], displayName: 'J' }),
    );
    world.clock.advance(5 * minute - 1);
    expect((await world.find())?.session.groups).toEqual(['dev', 'admins']);
    expect(world.lookUps()).toBe(0);
    world.clock.advance(1);
    expect((await world.find())?.session).toMatchObject({
      groups: ['guests'],
      emails: ['new@example.com'],
      displayName: 'J',
      methods: ['pwd'],
      username: 'john',
    });
    world.clock.advance(5 * minute - 1);
    expect((await world.find())?.session.groups).toEqual(['guests']);
    expect(world.lookUps()).toBe(1);
    world.clock.advance(1);
    await world.find();
    expect(world.lookUps()).toBe(2);
  });

  test('at every request with `always`, writing only what changed', async () => {
    const world = await createWorld('always');
    await world.find();
    await world.find();
    expect([world.lookUps(), world.store.calls.replace]).toEqual([2, 0]);
    world.users.set('john', signInOfJohn({ groups: ['guests'] }));
    expect((await world.find())?.session.groups).toEqual(['guests']);
    expect((await world.find())?.session.groups).toEqual(['guests']);
    expect(world.store.calls.replace).toBe(1);
  });

  test('never with `disable`', async () => {
    const world = await createWorld('disable');
    world.users.delete('john');
    world.clock.advance(59 * minute);
    expect(await world.find()).toBeDefined();
    expect(world.lookUps()).toBe(0);
  });

  test('once for a burst, which is written once', async () => {
    const world = await createWorld(5 * minute);
    world.clock.advance(5 * minute);
    const burst = await Promise.all(Array.from({ length: 200 }, world.find));
    expect(burst.every((found) => found?.session.username === 'john')).toBe(true);
    expect([world.lookUps(), world.store.calls.replace]).toEqual([1, 1]);
  });
});

describe('departures.md §2: a disabled or deleted user', () => {
  test('loses all sessions, of every domain, and stays out', async () => {
    const world = await createWorld(5 * minute);
    const elsewhere = await world.signInJohn(other);
    const harry = await world.signInJohn(domain, { username: 'harry' });
    world.users.set('harry', signInOfJohn({ username: 'harry' }));
    world.users.delete('john');
    world.clock.advance(5 * minute);
    expect(await Promise.all([world.find(), world.find()])).toEqual([undefined, undefined]);
    expect(await world.sessions.find(other, [elsewhere], { countsAsActivity: true })).toBeUndefined();
    expect(await world.store.findByUser('john')).toEqual([]);
    world.users.set('john', signInOfJohn());
    expect(await world.find()).toBeUndefined();
    expect(await world.sessions.find(domain, [harry], { countsAsActivity: true })).toBeDefined();
  });

  test('is out also where the name has become somebody else’s address', async () => {
    const world = await createWorld('always');
    world.users.set('john', signInOfJohn({ username: 'johanna', emails: ['john'], groups: ['boss'] }));
    expect(await world.find()).toBeUndefined();
  });

  test('is an error, not a pass, while the sessions cannot be ended', async () => {
    const world = await createWorld('always');
    world.users.delete('john');
    world.store.isAway = 'removeByUser';
    await expect(world.find()).rejects.toMatchObject({ code: 'session-store-unavailable' });
    world.store.isAway = false;
    expect(await world.find()).toBeUndefined();
  });
});

describe('a directory in trouble', () => {
  test('ends nothing, is logged, and is not asked again at every request', async () => {
    const world = await createWorld('always');
    world.users.set('john', new Error('connection refused'));
    for (let request = 0; request < 50; request++) {
      expect((await world.find())?.session.groups).toEqual(['dev', 'admins']);
    }
    expect(world.lookUps()).toBe(1);
    expect(world.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    world.clock.advance(10 * second);
    await world.find();
    expect(world.lookUps()).toBe(2);
  });

  test('is asked for other users all the same, and as usual once it is back', async () => {
    const world = await createWorld('always');
    const harry = await world.signInJohn(domain, { username: 'harry' });
    world.users.set('john', new Error('referral'));
    await world.find();
    expect(await world.sessions.find(domain, [harry], { countsAsActivity: true })).toBeUndefined();
    world.clock.advance(10 * second);
    world.users.set('john', signInOfJohn({ groups: ['back'] }));
    expect((await world.find())?.session.groups).toEqual(['back']);
    world.users.delete('john');
    expect(await world.find()).toBeUndefined();
  });

  test('is asked once for each of a thousand users', async () => {
    const world = await createWorld('always');
    const cookies: string[] = [];
    for (let index = 0; index < 1100; index++) {
      const username = `user${index}`;
      world.users.set(username, new Error('down'));
      cookies.push(await world.signInJohn(domain, { username }));
    }
    const findAll = async () => {
      for (const cookie of cookies) {
        expect(await world.sessions.find(domain, [cookie], { countsAsActivity: true })).toBeDefined();
      }
    };
    await findAll();
    await findAll();
    expect(world.lookUps()).toBe(1100);
    world.clock.advance(10 * second);
    await findAll();
    expect(world.lookUps()).toBe(2200);
  });
});

test('a session that is ended while its user is looked up is over', async () => {
  const world = await createWorld(5 * minute);
  world.clock.advance(5 * minute);
  const finding = world.find();
  await world.sessions.endAll('john');
  expect(await finding).toBeUndefined();
  expect(await world.find()).toBeUndefined();
});
