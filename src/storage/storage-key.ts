import { AppError } from '../lib/app-error.ts';
import type { Random } from '../lib/random.ts';
import { createSeal, deriveKey, type Seal } from '../lib/seal.ts';
import type { Database } from './database.ts';

const purpose = 'gatehouse storage column v1';
const checkRow = 'check';
const checkBytes = 16;

/** The associated data that ties a sealed column to its row: a value moved to another row or column does not open. */
export function columnContext(table: string, column: string, rowKey: string): string {
  return `gatehouse:storage:${table}:${column}:${rowKey}`;
}

/** The seal of a key, whether or not it is the storage's. */
export function columnSeal(encryptionKey: string, random: Random): Seal {
  return createSeal(deriveKey(encryptionKey, purpose), random);
}

/**
 * The seal of the database's sealed columns, by `storage.encryption_key`. The first use writes a value that every later start must be
 * able to open: a wrong key is found at once. Throws `AppError` `storage-key-wrong`.
 */
export async function openStorageSeal(
  database: Database,
  encryptionKey: string,
  random: Random,
): Promise<Seal> {
  const seal = columnSeal(encryptionKey, random);
  const context = columnContext('encryption', 'value', checkRow);
  const row = await readCheck(database);
  if (row !== undefined) {
    if (seal.open(row.value, context) === undefined) throw wrongKey();
    return seal;
  }
  const value = seal.seal(random.bytes(checkBytes), context);
  await database.kysely
    .insertInto('encryption')
    .values({ name: checkRow, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another instance may have been first, with another key.
  const written = await readCheck(database);
  if (written === undefined || seal.open(written.value, context) === undefined) throw wrongKey();
  return seal;
}

function readCheck({ kysely }: Database) {
  return kysely.selectFrom('encryption').select('value').where('name', '=', checkRow).executeTakeFirst();
}

function wrongKey(): AppError {
  return new AppError('storage-key-wrong', 'The storage was written with another encryption key.', {
    detail:
      'storage.encryption_key differs from the one that this database was first used with: write that one again, or start with an empty database',
  });
}
