import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../lib/app-error.ts';
import { systemRandom } from '../lib/random.ts';
import { type AttemptQuestion, createAuthenticationLog } from './authentication-log.ts';
import { createBanStore } from './bans.ts';
import type { Database } from './database.ts';
import { listMigrations, migrateDown, migrateUp } from './migrate.ts';
import { createSpendOnce } from './spend-once.ts';
import { columnContext, openStorageSeal } from './storage-key.ts';

/** An engine under test. */
export interface EngineUnderTest {
  readonly name: string;
  /** A new connection to one and the same database, empty at the start of each test. */
  readonly open: () => Database;
  /** Whether several instances may share a database; SQLite serves one alone (behaviour.md §7.1). */
  readonly isShared: boolean;
}

/** What every database engine must do. */
export function describeStorage({ name, open, isShared }: EngineUnderTest): void {
  describe(`storage on ${name}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = open();
      await migrateUp(database);
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });

    const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);

    test('migrations are taken once, are listed, and can be undone', async () => {
      expect(await migrateUp(database)).toEqual([]);
      expect((await listMigrations(database)).every(({ executedAt }) => executedAt !== undefined)).toBe(true);
      await migrateDown(database, undefined);
      expect((await listMigrations(database)).some(({ executedAt }) => executedAt !== undefined)).toBe(false);
      expect(await migrateUp(database)).toContain('0001-regulation');
    });

    if (isShared)
      test('two instances that start together both find the schema', async () => {
        const other = open();
        await migrateDown(database, undefined);
        await Promise.all([migrateUp(database), migrateUp(other)]);
        expect(await createBanStore(other).list('user', start)).toEqual([]);
        await other.close();
      });

    test('times are kept to the millisecond, whatever the time zone', async () => {
      const log = createAuthenticationLog(database);
      await log.append(attempt({ timeMs: start }));
      expect(await log.recent(asked({ sinceMs: start - 1 }))).toEqual([
        { timeMs: start, isSuccessful: false },
      ]);
      expect(await log.recent(asked({ sinceMs: start }))).toEqual([]);
    });

    test('recent attempts are found by user and by address, newest first, without the banned ones', async () => {
      const log = createAuthenticationLog(database);
      await log.append(attempt({ timeMs: start }));
      await log.append(attempt({ timeMs: start + 1, isSuccessful: true, addressBlock: '203.0.113.2' }));
      await log.append(attempt({ timeMs: start + 2, isBanned: true }));
      await log.append(attempt({ timeMs: start + 3, username: 'harry' }));
      expect((await log.recent(asked({}))).map(({ isSuccessful }) => isSuccessful)).toEqual([true, false]);
      const byAddress = await log.recent(asked({ of: { addressBlock: '203.0.113.1' } }));
      expect(byAddress.map(({ timeMs }) => timeMs)).toEqual([start + 3, start]);
      expect(await log.recent(asked({ limit: 1 }))).toHaveLength(1);
    });

    test('only the kinds of proof asked for are found', async () => {
      const log = createAuthenticationLog(database);
      await log.append(attempt({ timeMs: start, type: 'TOTP' }));
      await log.append(attempt({ timeMs: start + 1, type: 'Passkey' }));
      expect((await log.recent(asked({ types: ['1FA', 'Passkey'] }))).map(({ timeMs }) => timeMs)).toEqual([
        start + 1,
      ]);
    });

    test('what an attacker chooses is cut to what the columns hold', async () => {
      const log = createAuthenticationLog(database);
      const requestUri = `https://app.example.com/${'\u{1f512}'.repeat(5_000)}`;
      await log.append(attempt({ requestUri, requestMethod: 'VERSION-CONTROL' }));
      const row = await database.kysely
        .selectFrom('authentication_logs')
        .select(['request_uri', 'request_method'])
        .executeTakeFirstOrThrow();
      expect(row.request_method).toBe('VERSION-');
      expect(row.request_uri).toHaveLength(2_000);
      expect(row.request_uri.isWellFormed()).toBe(true);
    });

    test('old attempts are purged', async () => {
      const log = createAuthenticationLog(database);
      await log.append(attempt({ timeMs: start }));
      await log.append(attempt({ timeMs: start + 10 }));
      await log.append(attempt({ timeMs: start + 1 }));
      expect(await log.purge(start + 10, 1)).toBe(1);
      expect((await log.recent(asked({}))).map(({ timeMs }) => timeMs)).toEqual([start + 10, start + 1]);
      expect(await log.purge(start + 10, 5)).toBe(1);
      expect(await log.purge(start + 10, 5)).toBe(0);
      expect(await log.recent(asked({}))).toHaveLength(1);
    });

    test.each(['user', 'ip'] as const)(
      'a ban of a %s holds until its end, or until it is lifted',
      async (kind) => {
        const bans = createBanStore(database);
        await bans.add(kind, ban({ subject: 'one', expiresAtMs: start + 1000 }));
        await bans.add(kind, ban({ subject: 'two', expiresAtMs: undefined }));
        expect(await bans.find(kind, 'one', start + 999)).toMatchObject({
          subject: 'one',
          source: 'test',
          reason: 'why',
        });
        expect(await bans.find(kind, 'one', start + 1000)).toBeUndefined();
        expect((await bans.list(kind, start + 1000)).map(({ subject }) => subject)).toEqual(['two']);
        const two = await bans.find(kind, 'two', start);
        expect(await bans.revoke(kind, two?.id ?? -1, start)).toBe(true);
        expect(await bans.revoke(kind, two?.id ?? -1, start)).toBe(false);
        expect(await bans.get(kind, two?.id ?? -1)).toMatchObject({ subject: 'two', isRevoked: true });
        expect(await bans.list(kind, start + 1000)).toEqual([]);
      },
    );

    test.each(['user', 'ip'] as const)('bans of a %s are purged some time after their end', async (kind) => {
      const bans = createBanStore(database);
      await bans.add(kind, ban({ subject: 'ended', expiresAtMs: start }));
      await bans.add(kind, ban({ subject: 'lifted', expiresAtMs: undefined }));
      await bans.add(kind, ban({ subject: 'lasting', expiresAtMs: undefined }));
      await bans.revoke(kind, (await bans.find(kind, 'lifted', start))?.id ?? -1, start);
      expect(await bans.purge(kind, start, 10)).toBe(1);
      expect(await bans.purge(kind, start + 1, 10)).toBe(1);
      expect(await bans.list(kind, start)).toMatchObject([{ subject: 'lasting' }]);
    });

    test('of several bans the longest counts, and one can be lifted by its number', async () => {
      const bans = createBanStore(database);
      await bans.add('user', ban({ subject: 'one', expiresAtMs: start + 1000 }));
      await bans.add('user', ban({ subject: 'one', expiresAtMs: start + 5000 }));
      const found = await bans.find('user', 'one', start);
      expect(found?.expiresAtMs).toBe(start + 5000);
      expect(await bans.revoke('user', found?.id ?? -1, start)).toBe(true);
      expect((await bans.find('user', 'one', start))?.expiresAtMs).toBe(start + 1000);
      expect(await bans.find('ip', 'one', start)).toBeUndefined();
    });

    test('an insert over a row that is there keeps or changes it, and tells how many rows it added', async () => {
      const row = (value: string) => ({ name: 'row', value: Buffer.from(value) });
      const insert = (value: string) => database.kysely.insertInto('encryption').values(row(value));
      const keep = (value: string) =>
        insert(value)
          .onConflict((conflict) => conflict.column('name').doNothing())
          .executeTakeFirst();
      expect((await keep('first')).numInsertedOrUpdatedRows).toBe(1n);
      expect((await keep('second')).numInsertedOrUpdatedRows).toBe(0n);
      await insert('third')
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((row) => ({ value: row.ref('excluded.value') })),
        )
        .execute();
      const stored = await database.kysely.selectFrom('encryption').select('value').execute();
      expect(stored.map(({ value }) => Buffer.from(value).toString())).toEqual(['third']);
      await expect(insert('fourth').execute()).rejects.toMatchObject({ code: 'storage-unavailable' });
    });

    test('an update tells how many rows it met, also where they hold the same already', async () => {
      const bans = createBanStore(database);
      await bans.add('user', ban({ subject: 'one', expiresAtMs: undefined }));
      const update = database.kysely.updateTable('banned_user').set({ source: 'test' });
      expect((await update.executeTakeFirst()).numUpdatedRows).toBe(1n);
    });

    test('names that differ in case or accents only are different people', async () => {
      const bans = createBanStore(database);
      await bans.add('user', ban({ subject: 'jöhn', expiresAtMs: undefined }));
      expect(await bans.find('user', 'john', start)).toBeUndefined();
      expect(await bans.find('user', 'JÖHN', start)).toBeUndefined();
      expect(await bans.find('user', 'jöhn', start)).toMatchObject({ subject: 'jöhn' });
    });

    test('a transaction that fails leaves nothing behind', async () => {
      const failing = database.kysely.transaction().execute(async (transaction) => {
        await createBanStore({ ...database, kysely: transaction }).add(
          'user',
          ban({ subject: 'one', expiresAtMs: undefined }),
        );
        throw new RangeError('stop');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await createBanStore(database).list('user', start)).toEqual([]);
    });

    test('of fifty who spend the same thing at once, over two instances, one succeeds', async () => {
      const other = isShared ? open() : undefined;
      const [here, there] = [createSpendOnce(database), createSpendOnce(other ?? database)];
      const spends = Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? here : there).spend('one-time-code', 'one', start),
      );
      expect((await Promise.all(spends)).filter(Boolean)).toHaveLength(1);
      expect(await here.spend('one-time-code', 'one', start)).toBe(false);
      expect(await here.spend('reset-link', 'one', start)).toBe(true);
      expect(await here.spend('one-time-code', 'two', start + 1)).toBe(true);
      expect(await here.purge(start + 1, 10)).toBe(2);
      expect(await here.spend('one-time-code', 'two', start + 1)).toBe(false);
      await other?.close();
    });

    test('a wrong encryption key is found at the next start, the right one opens what was sealed', async () => {
      const context = columnContext('table', 'column', 'row');
      const sealed = (await openStorageSeal(database, 'a key of more than twenty', systemRandom)).seal(
        Buffer.from('x'),
        context,
      );
      const again = await openStorageSeal(database, 'a key of more than twenty', systemRandom);
      expect(again.open(sealed, context)).toEqual(Buffer.from('x'));
      await expect(openStorageSeal(database, 'another key of twenty', systemRandom)).rejects.toThrow(
        AppError,
      );
    });

    test('of two instances with different keys on an empty database one is refused', async () => {
      const starts = ['a key of more than twenty', 'another key of twenty'].map((key) =>
        openStorageSeal(database, key, systemRandom),
      );
      const outcomes = (await Promise.allSettled(starts)).map(({ status }) => status);
      expect(outcomes.toSorted()).toEqual(['fulfilled', 'rejected']);
    });
  });
}

function attempt(changes: object) {
  return {
    timeMs: 0,
    isSuccessful: false,
    isBanned: false,
    username: 'john',
    type: '1FA' as const,
    address: '203.0.113.1',
    addressBlock: '203.0.113.1',
    requestUri: '/',
    requestMethod: 'GET',
    ...changes,
  };
}

function asked(changes: Partial<AttemptQuestion>): AttemptQuestion {
  return { of: { username: 'john' }, types: ['1FA'], sinceMs: 0, limit: 10, ...changes };
}

function ban(changes: { subject: string; expiresAtMs: number | undefined }) {
  return { startedAtMs: 0, source: 'test', reason: 'why', ...changes };
}
