import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../lib/app-error.ts';
import { systemRandom as random } from '../lib/random.ts';
import { changeStorageKey } from './change-key.ts';
import type { Database } from './database.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import { sealedColumns } from './sealed-columns.ts';
import type { EngineUnderTest } from './storage.contract.ts';
import { columnContext, openStorageSeal } from './storage-key.ts';

const from = 'a key of more than twenty';
const to = 'another key of twenty';

/** Columns that hold bytes in the open, or under another key: what those hold is worth nothing after a change, and is forgotten. */
const plainBytes: readonly string[] = [
  'cached_data.value',
  'session_ends.sealed',
  'sessions.sealed',
  'sessions.seen_address',
];

/** What a change of the storage's key must do on every engine. */
export function describeChangeKey({ name, open }: EngineUnderTest): void {
  describe(`a new key for the storage on ${name}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = open();
      await migrateUp(database);
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });

    const context = columnContext('encryption', 'value', 'secret');
    async function keep(value: string) {
      const seal = await openStorageSeal(database, from, random);
      await database.kysely
        .insertInto('encryption')
        .values({ name: 'secret', value: seal.seal(Buffer.from(value), context) })
        .execute();
    }
    const kept = () =>
      database.kysely
        .selectFrom('encryption')
        .select('value')
        .where('name', '=', 'secret')
        .executeTakeFirstOrThrow();

    test('opens what the old one sealed, and the old one opens nothing more', async () => {
      await keep('one');
      expect(await changeStorageKey(database, { from, to, random })).toBe(2);
      const seal = await openStorageSeal(database, to, random);
      expect(seal.open((await kept()).value, context)?.toString()).toBe('one');
      await expect(openStorageSeal(database, from, random)).rejects.toThrow(AppError);
    });

    test('changes nothing where the old one is wrong, or a single value does not open', async () => {
      await keep('one');
      await expect(changeStorageKey(database, { from: to, to: from, random })).rejects.toThrow(AppError);
      await database.kysely
        .updateTable('encryption')
        .set({ name: 'moved' })
        .where('name', '=', 'secret')
        .execute();
      await expect(changeStorageKey(database, { from, to, random })).rejects.toThrow('does not open');
      await expect(openStorageSeal(database, from, random)).resolves.toBeDefined();
    });

    test('knows every column that holds bytes', async () => {
      const tables = await database.kysely.introspection.getTables();
      const own = tables.filter(({ schema }) => database.schema === undefined || schema === database.schema);
      const bytes = own.flatMap(({ name: table, columns }) =>
        columns
          .filter(({ dataType }) => /blob|bytea|binary/i.test(dataType))
          .map((column) => `${table}.${column.name}`),
      );
      const known = sealedColumns.map(({ table, column }) => `${table}.${column}`);
      expect(bytes.filter((one) => !plainBytes.includes(one)).toSorted()).toEqual(known.toSorted());
    });
  });
}
