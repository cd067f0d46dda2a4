import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCollectingLog, type LogLine } from '../../../tests/support/collecting-log.ts';
import { createFrozenClock, type FrozenClock } from '../../../tests/support/frozen-clock.ts';
import { createRemoteStore, type RemoteStore } from '../../../tests/support/remote-store.ts';
import {
  cookieDomain,
  cookieHeaderOf,
  hour,
  minute,
  second,
  sessionOfJohn,
  signInOfJohn,
} from '../../../tests/support/session-fixtures.ts';
import { createSessionWorld, type SessionWorld } from '../../../tests/support/session-world.ts';
import { type Log, silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { createCookieValue } from '../cookie.ts';
import { describeSessionStore } from '../store.contract.ts';
import type { SessionStore } from '../store.ts';
import { createMemorySessionStore } from './memory.ts';
import { type GraceStore, withGrace } from './with-grace.ts';

describeSessionStore('with grace, over a store that is there', async (clock) =>
  withGrace({
    store: createRemoteStore(createMemorySessionStore({ clock })),
    graceMs: 10 * minute,
    clock,
    log: silentLog,
  }),
);

const graceMs = 10 * minute;
const domain = cookieDomain({ inactivity: 30 * minute, expiration: 2 * hour });
const elsewhere = cookieDomain({ domain: 'example.org', authelia_url: 'https://auth.example.org' });
const counting = { countsAsActivity: true };
const looking = { countsAsActivity: false };
const unavailable = { code: 'session-store-unavailable' };

let clock: FrozenClock;
let memory: SessionStore;
let remote: RemoteStore;
let store: GraceStore;
let world: SessionWorld;
let log: Log;
let lines: readonly LogLine[];

beforeEach(() => {
  ({ log, lines } = createCollectingLog());
  clock = createFrozenClock();
  memory = createMemorySessionStore({ clock });
  remote = createRemoteStore(memory);
  store = withGrace({ store: remote, graceMs, clock, log, askEveryMs: 1 });
  world = createSessionWorld({ clock, store, secret: 'shared', refreshInterval: 5 * minute });
});
afterEach(async () => {
  remote.isAway = false;
  await world.sessions.close();
});

const find = (cookie: string, options = looking) => world.sessions.find(domain, [cookie], options);
const messages = () => lines.map(({ level, msg }) => `${level}: ${msg}`);

/** Somebody who was seen just now. */
async function signedIn(): Promise<string> {
  const cookie = await world.signInJohn(domain);
  expect(await find(cookie)).toBeDefined();
  return cookie;
}

async function comeBack(): Promise<void> {
  remote.isAway = false;
  await expect.poll(() => store.grace.isRunning()).toBe(false);
  await expect.poll(() => messages().at(-1)).toContain('session store is back');
}

describe('while the store is away', () => {
  test('a session that was seen goes on until the grace is over, and not a moment longer', async () => {
    const cookie = await signedIn();
    clock.advance(4 * minute);
    remote.isAway = true;
    expect((await find(cookie, counting))?.session.username).toBe('john');
    clock.advance(graceMs - 1);
    expect(await find(cookie, counting)).toBeDefined();
    clock.advance(1);
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
    await comeBack();
    expect(await find(cookie)).toBeDefined();
  });

  test('the grace begins with the outage, also for who comes later', async () => {
    const [early, late] = [await signedIn(), await signedIn()];
    remote.isAway = true;
    expect(await find(early)).toBeDefined();
    clock.advance(graceMs - 1);
    expect(await find(late)).toBeDefined();
    clock.advance(1);
    await expect(find(late)).rejects.toMatchObject(unavailable);
  });

  test('one that was not seen in the last minutes, or never here, is refused', async () => {
    const cookie = await signedIn();
    const other = createSessionWorld({ clock, store: remote, secret: 'shared' });
    const unseen = await other.signInJohn(domain);
    clock.advance(5 * minute);
    const recent = await signedIn();
    clock.advance(1);
    remote.isAway = true;
    expect(await find(recent)).toBeDefined();
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
    await expect(find(unseen)).rejects.toMatchObject(unavailable);
    await expect(find(`${domain.name}=${createCookieValue(systemRandom)}`)).rejects.toMatchObject(
      unavailable,
    );
  });

  test('its own limits hold: inactivity and the hard limit', async () => {
    const brief = cookieDomain({ inactivity: 2 * minute, expiration: 6 * minute });
    const cookie = await world.signInJohn(brief);
    const idle = await world.signInJohn(brief);
    remote.isAway = true;
    for (let minutes = 0; minutes < 5; minutes++) {
      expect(await world.sessions.find(brief, [cookie], counting)).toBeDefined();
      clock.advance(minute);
    }
    expect(await world.sessions.find(brief, [idle], counting)).toBeUndefined();
    expect(await world.sessions.find(brief, [cookie], counting)).toBeDefined();
    clock.advance(minute);
    expect(await world.sessions.find(brief, [cookie], counting)).toBeUndefined();
  });

  test('a clock that is set back, or far ahead, opens nothing', async () => {
    const cookie = await signedIn();
    remote.isAway = true;
    expect(await find(cookie)).toBeDefined();
    clock.advance(-1);
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
    clock.advance(1 + graceMs);
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
  });

  test('nobody is signed in or raised, and no settings are opened', async () => {
    const cookie = await signedIn();
    const found = await find(cookie);
    if (found === undefined) throw new Error('no session');
    remote.isAway = true;
    await expect(world.sessions.signIn(domain, [cookie], signInOfJohn())).rejects.toMatchObject(unavailable);
    await expect(world.sessions.raise(domain, found, { methods: ['otp'] })).rejects.toMatchObject(
      unavailable,
    );
    const elevation = { endsAtMs: clock.now() + hour, address: '203.0.113.1' };
    await expect(world.sessions.elevate(found, elevation)).rejects.toMatchObject(unavailable);
    expect((await find(cookie))?.session).toEqual(found.session);
  });

  test('who is gone from the directory is refused', async () => {
    const cookie = await signedIn();
    remote.isAway = true;
    expect(await find(cookie)).toBeDefined();
    clock.advance(5 * minute);
    world.users.delete('john');
    for (let tries = 0; tries < 3; tries++) await expect(find(cookie)).rejects.toMatchObject(unavailable);
    await comeBack();
    expect(await memory.findByUser('john')).toEqual([]);
  });

  test('details of the directory are renewed, and activity and use are written when it is back', async () => {
    const cookie = await signedIn();
    remote.isAway = true;
    expect(await find(cookie)).toBeDefined();
    clock.advance(6 * minute);
    world.users.set('john', signInOfJohn({ groups: ['new'] }));
    const found = await find(cookie, counting);
    expect(found?.session.groups).toEqual(['new']);
    if (found !== undefined) await world.sessions.noteUse(found, 'app.example.com');
    clock.advance(graceMs - 6 * minute - 1);
    const lastSeenAtMs = clock.now();
    expect((await find(cookie, counting))?.session).toMatchObject({ groups: ['new'] });
    await world.sessions.flushActivity();
    await comeBack();
    expect((await memory.findByUser('john'))[0]?.session.lastActivityAtMs).toBe(lastSeenAtMs);
    expect((await find(cookie))?.session).toMatchObject({
      groups: ['new'],
      usedAtMs: { 'app.example.com': clock.now() - (graceMs - 6 * minute - 1) },
    });
  });

  test('one line in the log at its begin, one when it is over, one when the store is back', async () => {
    const cookie = await signedIn();
    remote.isAway = true;
    for (let request = 0; request < 100; request++) await find(cookie);
    await expect.poll(messages).toHaveLength(1);
    expect(store.grace).toMatchObject({ isRunning: expect.any(Function) });
    expect([store.grace.isRunning(), store.grace.answers()]).toEqual([true, 100]);
    clock.advance(graceMs);
    await expect.poll(messages).toHaveLength(2);
    await comeBack();
    expect(messages()).toEqual([
      'warn: session store is away: sessions seen in the last minutes go on',
      'error: session store is still away and the grace is over: requests are refused',
      'info: session store is back: sessions are asked for there again',
    ]);
  });

  test('a single broken record is no outage, and its session goes on for some minutes only', async () => {
    const lasting = createSessionWorld({ clock, store, secret: 'shared' });
    const cookie = await lasting.signInJohn(domain);
    remote.isAway = 'load';
    const ask = () => lasting.sessions.find(domain, [cookie], counting);
    for (let minutes = 0; minutes <= 5; minutes++) {
      expect(await ask()).toBeDefined();
      await expect.poll(() => store.grace.isRunning()).toBe(false);
      clock.advance(minute);
    }
    await expect(ask()).rejects.toMatchObject(unavailable);
    expect(messages()).toEqual([]);
  });
});

describe('what has ended is over here, whatever the store knows', () => {
  test('signed out before the outage', async () => {
    const cookie = await signedIn();
    await world.sessions.signOut(domain, [cookie]);
    remote.isAway = true;
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
  });

  test('signed out during the outage: told that it failed, refused from then on, ended when the store is back, everywhere', async () => {
    const cookie = await signedIn();
    const session = (await find(cookie))?.session;
    if (session === undefined) throw new Error('no session');
    const carried = await world.sessions.adopt(elsewhere, [], { ...session });
    remote.isAway = true;
    const carriedCookie = cookieHeaderOf(carried?.setCookie ?? '');
    expect(await world.sessions.find(elsewhere, [carriedCookie], looking)).toBeDefined();
    await expect(world.sessions.signOut(domain, [cookie])).rejects.toMatchObject(unavailable);
    expect(await find(cookie)).toBeUndefined();
    await expect(world.sessions.find(elsewhere, [carriedCookie], looking)).rejects.toMatchObject(unavailable);
    expect(await memory.findByUser('john')).toHaveLength(2);
    await comeBack();
    expect(await memory.findByUser('john')).toEqual([]);
    expect(await find(cookie)).toBeUndefined();
  });

  test('signed out during the outage, of a session that was not seen here', async () => {
    const other = createSessionWorld({ clock, store: remote, secret: 'shared' });
    const cookie = await other.signInJohn(domain);
    const session = (await other.sessions.find(domain, [cookie], looking))?.session;
    if (session === undefined) throw new Error('no session');
    await other.sessions.adopt(elsewhere, [], { ...session });
    remote.isAway = true;
    await expect(world.sessions.signOut(domain, [cookie])).rejects.toMatchObject(unavailable);
    expect(await find(cookie)).toBeUndefined();
    await comeBack();
    expect(await memory.findByUser('john')).toEqual([]);
  });

  test('all of a user but one: revoked during the outage; who signs in afterwards stays', async () => {
    const [cookie, kept] = [await signedIn(), await signedIn()];
    const found = await find(kept);
    remote.isAway = true;
    await expect(world.sessions.endAll('john', found)).rejects.toMatchObject(unavailable);
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
    expect(await find(kept)).toBeDefined();
    clock.advance(second);
    // Another instance, which the store answers to earlier.
    const other = createSessionWorld({ clock, store: memory, secret: 'shared' });
    const later = await other.signInJohn(domain);
    await comeBack();
    expect(await find(cookie)).toBeUndefined();
    expect(await find(kept)).toBeDefined();
    expect(await find(later)).toBeDefined();
  });

  test('the cookie before a raise', async () => {
    const cookie = await signedIn();
    const found = await find(cookie);
    if (found === undefined) throw new Error('no session');
    const raised = await world.sessions.raise(domain, found, { methods: ['otp'] });
    remote.isAway = true;
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
    expect((await find(cookieHeaderOf(raised?.setCookie ?? '')))?.session.methods).toEqual(['pwd', 'otp']);
  });

  test('ended by another instance, as soon as this one asks the store', async () => {
    const cookie = await signedIn();
    await memory.removeByUser('john');
    expect(await find(cookie)).toBeUndefined();
    remote.isAway = true;
    await expect(find(cookie)).rejects.toMatchObject(unavailable);
  });

  test('when the store is away again before all is carried out, the rest follows later', async () => {
    const cookies = [await signedIn(), await signedIn(), await signedIn()];
    remote.isAway = true;
    for (const cookie of cookies) {
      await expect(world.sessions.signOut(domain, [cookie])).rejects.toMatchObject(unavailable);
    }
    remote.isAway = 'remove';
    for (const cookie of cookies) expect(await find(cookie)).toBeUndefined();
    expect(await memory.findByUser('john')).toHaveLength(3);
    remote.isAway = false;
    await expect.poll(() => memory.findByUser('john')).toEqual([]);
  });

  test('what could not be carried out when the process ends is told', async () => {
    const cookie = await signedIn();
    remote.isAway = true;
    await expect(world.sessions.signOut(domain, [cookie])).rejects.toMatchObject(unavailable);
    remote.isAway = 'remove';
    await world.sessions.close();
    expect(messages()).toContain('error: ends of sessions could not be written');
  });
});

test('a sign-in that fails for the store leaves the session that the browser had', async () => {
  const cookie = await signedIn();
  remote.isAway = true;
  await expect(world.sessions.signIn(domain, [cookie], signInOfJohn())).rejects.toMatchObject(unavailable);
  expect(await find(cookie)).toBeDefined();
});

test('what was saved but never seen goes on, too', async () => {
  await store.save('k1', sessionOfJohn(clock.now()), clock.now() + hour);
  remote.isAway = true;
  expect(await store.load('k1')).toMatchObject({ username: 'john' });
});
