import { sql, type Transaction } from 'kysely';
import { AppError } from '../lib/app-error.ts';
import type { Random } from '../lib/random.ts';
import type { Seal } from '../lib/seal.ts';
import type { Database } from './database.ts';
import { rowKeySeparator, type SealedColumn, sealedColumns } from './sealed-columns.ts';
import { columnContext, columnSeal, openStorageSeal } from './storage-key.ts';
import type { Tables } from './tables.ts';

/** What a change of the key needs. */
export interface KeyChange {
  /** The key that the storage is sealed with. */
  readonly from: string;
  /** The key that it is to be sealed with. */
  readonly to: string;
  readonly random: Random;
}

interface SealedRow {
  readonly id: number;
  readonly value: Uint8Array | null;
  readonly [part: string]: unknown;
}

/**
 * Seals every sealed column anew, in one transaction: either all of them are under the new key afterwards, or none. Gives how many
 * values that were. Throws `AppError` `storage-key-wrong` where the old key is not the storage's, or a value does not open.
 */
export async function changeStorageKey(database: Database, { from, to, random }: KeyChange): Promise<number> {
  const old = await openStorageSeal(database, from, random);
  const next = columnSeal(to, random);
  return database.kysely.transaction().execute(async (transaction) => {
    let changed = 0;
    for (const column of sealedColumns) changed += await sealColumn(transaction, column, old, next);
    return changed;
  });
}

async function sealColumn(
  transaction: Transaction<Tables>,
  sealed: SealedColumn,
  old: Seal,
  next: Seal,
): Promise<number> {
  const { table, column, rowKey } = sealed;
  const parts = sql.join(rowKey.map((part) => sql.ref(part)));
  const { rows } =
    await sql<SealedRow>`select id, ${sql.ref(column)} as value, ${parts} from ${sql.table(table)}`.execute(
      transaction,
    );
  let changed = 0;
  for (const { id, value, ...row } of rows) {
    if (value === null) continue;
    const context = columnContext(
      table,
      column,
      rowKey.map((part) => String(row[part])).join(rowKeySeparator),
    );
    const plain = old.open(value, context);
    if (plain === undefined) throw doesNotOpen(table, column, id);
    const again = next.seal(plain, context);
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${again} where id = ${id}`.execute(
      transaction,
    );
    changed += 1;
  }
  return changed;
}

function doesNotOpen(table: string, column: string, id: number): AppError {
  return new AppError('storage-key-wrong', 'A sealed value does not open; nothing was changed.', {
    detail: `${table}.${column} of the row ${id} was sealed with another key or changed since`,
  });
}
