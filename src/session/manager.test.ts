import { beforeEach, describe, expect, test } from 'vitest';
import {
  cookieDomain,
  cookieHeaderOf,
  hour,
  minute,
  signInOfJohn,
} from '../../tests/support/session-fixtures.ts';
import type { SessionWorld } from '../../tests/support/session-world.ts';
import { createSessionWorld } from '../../tests/support/session-world.ts';
import { systemRandom } from '../lib/random.ts';
import { createCookieValue } from './cookie.ts';
import type { FoundSession } from './sessions.ts';

const domain = cookieDomain();
const other = cookieDomain({ domain: 'example.org' });

let world: SessionWorld;
beforeEach(() => {
  world = createSessionWorld();
});

const find = (...cookies: string[]) => world.sessions.find(domain, cookies, { countsAsActivity: true });
const look = (...cookies: string[]) => world.sessions.find(domain, cookies, { countsAsActivity: false });
const sessionsOfJohn = () => world.store.findByUser('john');

async function found(...cookies: string[]): Promise<FoundSession> {
  const session = await look(...cookies);
  if (session === undefined) throw new Error('no session');
  return session;
}

describe('signing in', () => {
  test('gives a session that the cookie leads back to', async () => {
    const issued = await world.sessions.signIn(domain, [], signInOfJohn());
    const again = await find(cookieHeaderOf(issued.setCookie));
    expect(again?.session).toEqual(issued.session);
    expect(again?.session).toMatchObject({ username: 'john', groups: ['dev', 'admins'], methods: ['pwd'] });
    expect(issued.setCookie).toContain(`authelia_session=${again?.cookieValue}; Domain=example.com; Path=/;`);
  });

  test('departures.md §2: the store’s key and the public name say nothing of the cookie', async () => {
    const cookie = await world.signInJohn(domain);
    const value = (await found(cookie)).cookieValue;
    expect(JSON.stringify(await sessionsOfJohn())).not.toContain(value);
  });

  test('0002: the browser keeps the cookie of a remembered session until its hard limit, others until it is closed', async () => {
    const plain = await world.sessions.signIn(domain, [], signInOfJohn());
    expect(plain.setCookie).not.toMatch(/expires/i);
    const kept = await world.sessions.signIn(domain, [], signInOfJohn({ wantsToBeRemembered: true }));
    expect(kept.setCookie).toContain('Expires=Sat, 31 Jan 2026 00:00:00 GMT');
    expect(kept.session.isRemembered).toBe(true);
  });

  test('departures.md §1: where remembering is off, the wish is ignored', async () => {
    const off = cookieDomain({ remember_me: null });
    const issued = await world.sessions.signIn(off, [], signInOfJohn({ wantsToBeRemembered: true }));
    expect(issued.session.isRemembered).toBe(false);
    expect(issued.setCookie).not.toMatch(/expires/i);
  });

  test('fixation: a planted value is never adopted', async () => {
    const planted = `authelia_session=${createCookieValue(systemRandom)}`;
    expect(await find(planted)).toBeUndefined();
    const issued = await world.sessions.signIn(domain, [planted], signInOfJohn());
    expect(cookieHeaderOf(issued.setCookie)).not.toBe(planted);
    expect(await find(planted)).toBeUndefined();
  });

  test('ends the session that the browser came with, whosever it was', async () => {
    const before = await world.signInJohn(domain);
    const issued = await world.sessions.signIn(domain, [before], signInOfJohn({ username: 'harry' }));
    expect(await find(before)).toBeUndefined();
    expect((await find(cookieHeaderOf(issued.setCookie)))?.session.username).toBe('harry');
    expect(await sessionsOfJohn()).toEqual([]);
  });

  test('a secret is made up where none is given, and differs from process to process', async () => {
    const one = createSessionWorld();
    const cookie = await one.signInJohn(domain);
    expect(await one.sessions.find(domain, [cookie], { countsAsActivity: true })).toBeDefined();
    const two = createSessionWorld({ store: one.store });
    expect(await two.sessions.find(domain, [cookie], { countsAsActivity: true })).toBeUndefined();
  });
});

describe('a request', () => {
  test('departures.md §2: an anonymous visitor owns no record', async () => {
    const calls: string[] = [];
    const store = new Proxy(world.store, {
      get(target, name, receiver) {
        calls.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    const { sessions } = createSessionWorld({ store });
    for (const cookies of [[], ['a=b'], ['authelia_session='], ['authelia_session=short'], ['\u0000;=;;']]) {
      expect(await sessions.find(domain, cookies, { countsAsActivity: true })).toBeUndefined();
    }
    expect(calls).toEqual([]);
    await sessions.find(domain, [`authelia_session=${createCookieValue(systemRandom)}`], {
      countsAsActivity: true,
    });
    expect(calls).toEqual(['load']);
  });

  test('finds the one good session among planted cookies of the name', async () => {
    const cookie = await world.signInJohn(domain);
    const planted = () => `authelia_session=${createCookieValue(systemRandom)}`;
    expect((await find(`${planted()}; ${cookie}`, planted()))?.session.username).toBe('john');
  });

  test('cookie tossing: two good sessions at once count as none, and the log says so', async () => {
    const one = await world.signInJohn(domain);
    const two = await world.signInJohn(domain, { username: 'mallory' });
    expect(await find(`${two}; ${one}`)).toBeUndefined();
    expect(world.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(JSON.stringify(world.lines)).not.toContain(one.split('=')[1]);
    expect((await find(`${one}; ${one}`))?.session.username).toBe('john');
  });

  test('looks at the cookie of its own domain’s name only', async () => {
    const renamed = cookieDomain({ name: 'renamed' });
    const cookie = await world.signInJohn(domain);
    expect(await world.sessions.find(renamed, [cookie], { countsAsActivity: true })).toBeUndefined();
    expect(await find(cookie)).toBeDefined();
  });

  test('behaviour.md §3.6: a cookie that was moved to another domain ends its session', async () => {
    const cookie = await world.signInJohn(domain);
    expect(await world.sessions.find(other, [cookie], { countsAsActivity: true })).toBeUndefined();
    expect(await find(cookie)).toBeUndefined();
    expect(await sessionsOfJohn()).toEqual([]);
  });
});

describe('the hard limit', () => {
  test('departures.md §2: ends a session in constant use', async () => {
    const cookie = await world.signInJohn(domain);
    for (let minutes = 1; minutes < 60; minutes++) {
      world.clock.advance(minute);
      expect(await find(cookie)).toBeDefined();
    }
    world.clock.advance(minute);
    expect(await find(cookie)).toBeUndefined();
    expect(await sessionsOfJohn()).toEqual([]);
  });

  test('of a configuration that became stricter counts for the sessions of before', async () => {
    const cookie = await world.signInJohn(domain);
    world.clock.advance(2 * minute);
    const stricter = cookieDomain({ expiration: 2 * minute });
    expect(await world.sessions.find(stricter, [cookie], { countsAsActivity: true })).toBeUndefined();
    expect(await find(cookie)).toBeUndefined();
  });
});

describe('inactivity', () => {
  test('departures.md §2: ends an idle session wherever it is read', async () => {
    const cookie = await world.signInJohn(domain);
    world.clock.advance(5 * minute);
    expect(await look(cookie)).toBeDefined();
    world.clock.advance(1);
    expect(await look(cookie)).toBeUndefined();
    expect(await sessionsOfJohn()).toEqual([]);
  });

  test('begins anew with requests that count as activity, not with others', async () => {
    const cookie = await world.signInJohn(domain);
    world.clock.advance(4 * minute);
    await find(cookie);
    world.clock.advance(4 * minute);
    await look(cookie);
    world.clock.advance(minute);
    expect(await look(cookie)).toBeDefined();
    world.clock.advance(1);
    expect(await look(cookie)).toBeUndefined();
  });

  test('spares remembered sessions and those of a domain that switched it off', async () => {
    const kept = await world.signInJohn(domain, { wantsToBeRemembered: true });
    world.clock.advance(29 * 24 * hour);
    expect(await find(kept)).toBeDefined();
    const off = cookieDomain({ inactivity: null });
    const plain = await world.signInJohn(off);
    world.clock.advance(59 * minute);
    expect(await world.sessions.find(off, [plain], { countsAsActivity: true })).toBeDefined();
  });
});

describe('raising', () => {
  test('departures.md §2: gives a new id, keeps the sign-in time and kills the old id', async () => {
    const cookie = await world.signInJohn(domain, { wantsToBeRemembered: true });
    const before = await found(cookie);
    world.clock.advance(minute);
    const raised = await world.sessions.raise(domain, before, { methods: ['otp'] });
    if (raised === undefined) throw new Error('not raised');
    expect(raised.session).toMatchObject({
      methods: ['pwd', 'otp'],
      signedInAtMs: before.session.signedInAtMs,
    });
    expect(raised.session.id).not.toBe(before.session.id);
    expect(cookieHeaderOf(raised.setCookie)).not.toBe(cookie);
    expect(raised.setCookie).toContain('Expires=Sat, 31 Jan 2026 00:00:00 GMT');
    expect(await find(cookie)).toBeUndefined();
    expect((await find(cookieHeaderOf(raised.setCookie)))?.session).toEqual(raised.session);
    expect(await sessionsOfJohn()).toHaveLength(1);
  });

  test('does not extend the hard limit', async () => {
    const before = await found(await world.signInJohn(cookieDomain({ inactivity: null })));
    world.clock.advance(59 * minute);
    const raised = await world.sessions.raise(cookieDomain({ inactivity: null }), before, {
      methods: ['otp'],
    });
    world.clock.advance(minute);
    expect(raised).toBeDefined();
    expect(await find(cookieHeaderOf(raised?.setCookie ?? ''))).toBeUndefined();
  });

  test('is refused for a session that ended meanwhile, that is over, or of another domain', async () => {
    const ended = await found(await world.signInJohn(domain));
    await world.sessions.endAll('john');
    expect(await world.sessions.raise(domain, ended, { methods: ['otp'] })).toBeUndefined();
    const moved = await found(await world.signInJohn(domain));
    expect(await world.sessions.raise(other, moved, { methods: ['otp'] })).toBeUndefined();
    world.clock.advance(hour);
    expect(await world.sessions.raise(domain, moved, { methods: ['otp'] })).toBeUndefined();
    expect(await sessionsOfJohn()).toEqual([]);
  });

  test('of fifty at once, one succeeds', async () => {
    const before = await found(await world.signInJohn(domain));
    const raises = Array.from({ length: 50 }, () =>
      world.sessions.raise(domain, before, { methods: ['otp'] }),
    );
    expect((await Promise.all(raises)).filter((raised) => raised !== undefined)).toHaveLength(1);
    expect(await sessionsOfJohn()).toHaveLength(1);
  });
});

describe('signing out', () => {
  test('ends the session and removes the cookie from the browser', async () => {
    const cookie = await world.signInJohn(domain);
    const removal = await world.sessions.signOut(domain, [cookie]);
    expect(removal).toMatch(/^authelia_session=; Domain=example\.com; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect(await find(cookie)).toBeUndefined();
    expect(await sessionsOfJohn()).toEqual([]);
  });

  test('removes the cookie also where nobody is signed in', async () => {
    expect(await world.sessions.signOut(domain, [])).toMatch(/^authelia_session=;/);
  });

  test('ends planted sessions as well', async () => {
    const cookies = [await world.signInJohn(domain), await world.signInJohn(domain, { username: 'mallory' })];
    await world.sessions.signOut(domain, [cookies.join('; ')]);
    for (const cookie of cookies) expect(await find(cookie)).toBeUndefined();
  });
});

test('all sessions of a user end at once, but for the one that asks', async () => {
  const [one, two, elsewhere] = [
    await world.signInJohn(domain),
    await world.signInJohn(domain),
    await world.signInJohn(other),
  ];
  const harry = await world.signInJohn(domain, { username: 'harry' });
  expect(await world.sessions.endAll('john', await found(one))).toBe(2);
  expect(await find(one)).toBeDefined();
  expect(await find(two)).toBeUndefined();
  expect(await world.sessions.find(other, [elsewhere], { countsAsActivity: true })).toBeUndefined();
  expect(await world.sessions.endAll('john')).toBe(1);
  expect(await find(one)).toBeUndefined();
  expect(await find(harry)).toBeDefined();
});
