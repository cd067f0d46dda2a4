import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { createKeptSessions, type KeptSession, type KeptSessions } from './kept-sessions.ts';
import { migrateDown, migrateUp } from './migrate.ts';

const start = Date.UTC(2026, 0, 1);

/** What the kept sessions promise on every engine; `open` gives the same database each time, or one of its own. */
export function describeKeptSessions(name: string, open: () => Database): void {
  describe(`kept sessions: ${name}`, () => {
    let database: Database;
    let kept: KeptSessions;

    beforeEach(async () => {
      database = open();
      await migrateUp(database);
      kept = createKeptSessions(database);
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });

    const write = (...all: readonly KeptSession[]) => kept.write({ kept: all, gone: [] });

    test('gives back what was written, byte for byte and to the millisecond', async () => {
      const one = session('k1', { sealed: Buffer.from([0, 1, 39, 255]), lastActivityAtMs: start + 1.0 });
      await write(one);
      const found = await kept.find('k1');
      expect({ ...found, sealed: Buffer.from(found?.sealed ?? []) }).toEqual(one);
      expect(await kept.find('K1')).toBeUndefined();
    });

    test('writes in the place of what was there, and forgets, in one step', async () => {
      await write(session('k1'), session('k2'), session('k3'));
      await kept.write({
        kept: [session('k1', { lastActivityAtMs: start + 5 }), session('k4')],
        gone: ['k2', 'unknown'],
      });
      const { kept: all } = await kept.page(0, 10);
      expect(all.map(({ key }) => key)).toEqual(['k1', 'k3', 'k4']);
      expect(all[0]?.lastActivityAtMs).toBe(start + 5);
    });

    test('finds a user’s, and pages through all', async () => {
      await write(
        ...Array.from({ length: 25 }, (_, index) => session(`k${index}`, { userDigest: `${index % 2}` })),
      );
      expect(await kept.findByUser('1')).toHaveLength(12);
      const keys: string[] = [];
      for (let afterId = 0, length = -1; keys.length !== length; ) {
        length = keys.length;
        const page = await kept.page(afterId, 10);
        keys.push(...page.kept.map(({ key }) => key));
        afterId = page.lastId;
      }
      expect(new Set(keys).size).toBe(25);
    });

    test('forgets what is over, the oldest first', async () => {
      await write(...[3, 1, 2].map((order) => session(`k${order}`, { expiresAtMs: start + order })));
      expect(await kept.purge(start + 3, 1)).toBe(1);
      expect(await kept.find('k1')).toBeUndefined();
      expect(await kept.purge(start + 3, 10)).toBe(1);
      expect(await kept.find('k3')).toBeDefined();
    });

    test('words to end sessions are kept until they are obeyed', async () => {
      await write(session('k1'), session('k2'));
      const id = await kept.announceEnd(Buffer.from('one'), ['k1']);
      await kept.announceEnd(Buffer.from('two'), []);
      expect(await kept.find('k1')).toBeUndefined();
      const words = await kept.announcedEnds();
      expect(words.map(({ sealed }) => Buffer.from(sealed).toString())).toEqual(['one', 'two']);
      expect(words[0]?.id).toBe(id);
      await kept.forgetEnd(id);
      expect(await kept.announcedEnds()).toHaveLength(1);
    });
  });
}

function session(key: string, changes: Partial<KeptSession> = {}): KeptSession {
  return {
    key,
    userDigest: 'user',
    cookieDomain: 'example.com',
    sealed: Buffer.from(key),
    lastActivityAtMs: start,
    expiresAtMs: start + 1000,
    ...changes,
  };
}
