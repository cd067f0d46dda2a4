import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCollectingLog } from '../../../tests/support/collecting-log.ts';
import { createFrozenClock, type FrozenClock } from '../../../tests/support/frozen-clock.ts';
import { hour, sessionOfJohn } from '../../../tests/support/session-fixtures.ts';
import { AppError } from '../../lib/app-error.ts';
import { systemRandom } from '../../lib/random.ts';
import type { Database } from '../../storage/database.ts';
import { openSqlite } from '../../storage/dialects/sqlite.ts';
import { createKeptSessions, type KeptSessions } from '../../storage/kept-sessions.ts';
import { migrateUp } from '../../storage/migrate.ts';
import type { SessionStore } from '../store.ts';
import { createSessionCodec } from './durable/session-codec.ts';
import { createDurableSessionStore } from './durable.ts';

let folder: string;
let clock: FrozenClock;
let database: Database;
let kept: KeptSessions;
/** Which methods of the storage fail. */
let isAway: boolean;
const { log, lines } = createCollectingLog();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-durable-'));
  clock = createFrozenClock();
  database = openSqlite(join(folder, 'db.sqlite3'));
  await migrateUp(database);
  isAway = false;
  kept = failing(createKeptSessions(database));
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

/** The real thing, whose every method fails while the storage is away. */
function failing(real: KeptSessions): KeptSessions {
  return new Proxy(real, {
    get: (target, name, receiver) =>
      isAway
        ? () => Promise.reject(new AppError('storage-unavailable', 'away'))
        : Reflect.get(target, name, receiver),
  });
}

const open = (secret = 'secret') =>
  createDurableSessionStore({ kept, secret, clock, random: systemRandom, log });
const john = (differences = {}) => sessionOfJohn(clock.now(), differences);

/** Leaves all that is noted behind, as a process does that ends. */
async function restart(store: SessionStore, secret?: string): Promise<SessionStore> {
  await store.close();
  return open(secret);
}

describe('departures.md §2: sessions in memory outlive the process', () => {
  test('with all that they say, their end and their last activity', async () => {
    const first = open();
    const session = john({ device: { browser: 'Firefox', system: 'Linux' }, lastSeenAddress: '203.0.113.1' });
    await first.save('k1', session, clock.now() + hour);
    await first.touch(new Map([['k1', { atMs: clock.now() + 7, address: '2001:db8::1' }]]));
    const second = await restart(first);
    const expected = { ...session, lastActivityAtMs: clock.now() + 7, lastSeenAddress: '2001:db8::1' };
    expect(await second.load('k1')).toEqual(expected);
    expect(await second.findByUser('john')).toEqual([{ key: 'k1', session: expected }]);
    clock.advance(hour);
    expect(await second.load('k1')).toBeUndefined();
    const third = await restart(second);
    expect(await third.load('k1')).toBeUndefined();
    expect(await kept.purge(clock.now() + 1, 10)).toBe(1);
    await third.close();
  });

  test('all of them are loaded in the background', async () => {
    const first = open();
    for (let index = 0; index < 1001; index++) {
      await first.save(`k${index}`, john({ username: `user${index}` }), clock.now() + hour);
    }
    const second = await restart(first);
    await second.check();
    await expect.poll(() => second.count?.()).toBe(1001);
    isAway = true;
    expect(await second.load('k1000')).toMatchObject({ username: 'user1000' });
    await expect.poll(() => second.load('unknown').catch(() => 'not loaded')).toBeUndefined();
    isAway = false;
    await second.close();
  });

  test('before they are loaded, what is not known yet is no answer while the storage is away', async () => {
    const store = open();
    isAway = true;
    await expect(store.load('k1')).rejects.toMatchObject({ code: 'session-store-unavailable' });
    await expect(store.findByUser('john')).rejects.toMatchObject({ code: 'session-store-unavailable' });
    isAway = false;
    await store.close();
  });

  test('with another secret nobody is signed in, and nothing fails', async () => {
    const first = open();
    await first.save('k1', john(), clock.now() + hour);
    const second = await restart(first, 'another secret');
    await second.check();
    expect(await second.load('k1')).toBeUndefined();
    expect(await second.findByUser('john')).toEqual([]);
    const third = await restart(second);
    expect(await third.load('k1')).toBeDefined();
    await third.close();
  });

  test('a stolen database shows neither names nor addresses nor whose sessions are whose', async () => {
    const store = open();
    await store.save('k1', john({ signInAddress: '203.0.113.1' }), clock.now() + hour);
    await store.close();
    const [row] = (await kept.page(0, 10)).kept;
    const text = `${JSON.stringify(row)}${Buffer.from(row?.sealed ?? []).toString('latin1')}`;
    for (const word of ['john', 'John', 'dev', '203.0.113.1', 'pwd']) expect(text).not.toContain(word);
  });
});

describe('what has ended stays ended', () => {
  // The store is never closed here: what is not written before the answer would come back.
  test('sign-out, revocation and the old key of a raise are written before the answer', async () => {
    const first = open();
    for (const key of ['k1', 'k2', 'k3', 'k4']) await first.save(key, john(), clock.now() + hour);
    await first.save('h1', john({ username: 'harry' }), clock.now() + hour);
    const second = await restart(first);
    expect(await second.remove('k1')).toBe(true);
    expect(await second.move('k2', 'k5', john())).toBe(true);
    expect(await second.removeByUser('john', ['k4'])).toBe(2);
    const third = open();
    expect((await third.findByUser('john')).map(({ key }) => key)).toEqual(['k4']);
    for (const key of ['k1', 'k2', 'k3', 'k5']) expect(await third.load(key)).toBeUndefined();
    expect(await third.load('h1')).toBeDefined();
    await second.close();
    await third.close();
  });

  test('though it ended while the sessions of before were being loaded', async () => {
    const first = open();
    for (let index = 0; index < 2000; index++) {
      await first.save(`k${index}`, john({ username: `user${index % 10}` }), clock.now() + hour);
    }
    const second = await restart(first);
    await second.check();
    expect(await second.remove('k1999')).toBe(true);
    expect(await second.removeByUser('user3')).toBe(200);
    expect(await second.move('k1998', 'new', john({ username: 'user8' }))).toBe(true);
    await expect.poll(() => second.count?.()).toBe(1799);
    for (const key of ['k1999', 'k3', 'k1993', 'k1998']) expect(await second.load(key)).toBeUndefined();
    await second.close();
  });
});

describe('while the storage is away', () => {
  test('sessions go on from memory, one line says so, and they are written when it is back', async () => {
    const store = open();
    await store.check();
    await expect.poll(() => store.load('unknown').catch(() => 'not loaded')).toBeUndefined();
    const before = lines.length;
    isAway = true;
    for (let index = 0; index < 5; index++) {
      await store.save(`k${index}`, john(), clock.now() + hour);
      await expect(store.remove(`k${index}x`)).resolves.toBe(false);
    }
    expect(await store.replace('k1', john({ groups: ['new'] }))).toBe(true);
    await store.touch(new Map([['k1', { atMs: clock.now() + 5, address: undefined }]]));
    expect(await store.load('k1')).toMatchObject({ groups: ['new'], lastActivityAtMs: clock.now() + 5 });
    await expect.poll(() => lines.slice(before).filter(({ level }) => level === 'error')).toHaveLength(1);
    isAway = false;
    await expect.poll(() => kept.find('k1'), { timeout: 10_000 }).toBeDefined();
    expect(lines.slice(before).filter(({ level }) => level === 'error')).toHaveLength(1);
    await store.close();
  });

  test('who ends a session is told that it failed; it has ended all the same, and that is written as soon as can be', async () => {
    const first = open();
    for (const key of ['k1', 'k2', 'k3']) await first.save(key, john(), clock.now() + hour);
    const store = await restart(first);
    await store.check();
    await expect.poll(() => store.count?.()).toBe(3);
    await expect.poll(() => store.load('unknown').catch(() => 'not loaded')).toBeUndefined();
    isAway = true;
    const unavailable = { code: 'session-store-unavailable' };
    await expect(store.remove('k1')).rejects.toMatchObject(unavailable);
    await expect(store.remove('k1')).rejects.toMatchObject(unavailable);
    expect(await store.load('k1')).toBeUndefined();
    await expect(store.move('k2', 'k9', john())).rejects.toMatchObject(unavailable);
    expect(await store.load('k2')).toBeDefined();
    expect(await store.load('k9')).toBeUndefined();
    await expect(store.removeByUser('john')).rejects.toMatchObject(unavailable);
    expect(await store.findByUser('john')).toEqual([]);
    isAway = false;
    await expect.poll(async () => (await kept.page(0, 10)).kept, { timeout: 10_000 }).toEqual([]);
    expect(await store.removeByUser('john')).toBe(0);
    await store.close();
  });
});

describe('the words of commands', () => {
  const codec = () => createSessionCodec('secret', systemRandom);
  const order = (username: string, id?: string) => kept.announceEnd(codec().closeOrder({ username, id }), []);

  test('end sessions of the running store, and are taken away', async () => {
    const store = open();
    await store.check();
    for (const id of ['one', 'two', 'three']) await store.save(id, john({ id }), clock.now() + hour);
    await order('john', 'two');
    await expect.poll(() => kept.announcedEnds()).toEqual([]);
    expect((await store.findByUser('john')).map(({ key }) => key)).toEqual(['one', 'three']);
    await order('john');
    await expect.poll(() => kept.announcedEnds()).toEqual([]);
    expect(await store.findByUser('john')).toEqual([]);
    await store.close();
  });

  test('left while nobody ran are obeyed before the first answer', async () => {
    const first = open();
    await first.save('k1', john(), clock.now() + hour);
    await first.close();
    await order('john');
    const second = open();
    await second.check();
    expect(await second.load('k1')).toBeUndefined();
    await second.close();
  });

  test('of another secret end nothing', async () => {
    const store = open();
    await store.save('k1', john(), clock.now() + hour);
    await kept.announceEnd(createSessionCodec('other', systemRandom).closeOrder({ username: 'john' }), []);
    await store.check();
    expect(await kept.announcedEnds()).toEqual([]);
    expect(await store.load('k1')).toBeDefined();
    await store.close();
  });
});
