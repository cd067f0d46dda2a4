import { sql } from 'kysely';
import type { Database } from './database.ts';

/** The tables of what is mailed, with their own names for what they share. */
const tables = {
  identity_verification: { key: 'jti', end: 'exp' },
  one_time_code: { key: 'public_id', end: 'expires' },
} as const;

/** When something became of a mailed link or code, and from where. */
export interface MailedMoment {
  readonly atMs: number;
  /** Canonical; undefined where it cannot be told. */
  readonly address: string | undefined;
}

/** What may become of a mailed link or code, found by its key. */
export interface MailedRows {
  /** Gives whether it was there, neither consumed nor revoked. */
  consume(key: string, moment: MailedMoment): Promise<boolean>;
  /** Gives whether it was there and not revoked. What is consumed can be revoked, too, with `evenConsumed`. */
  revoke(key: string, moment: MailedMoment, options?: { readonly evenConsumed?: boolean }): Promise<boolean>;
  /** Forgets what ended before then, at most so many rows, the oldest first; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** The rows of one of the tables of what is mailed. */
export function createMailedRows({ kysely, time }: Database, table: keyof typeof tables): MailedRows {
  const [key, end] = [sql.ref<string>(tables[table].key), sql.ref<string>(tables[table].end)];
  return {
    async consume(value, { atMs, address }) {
      const { numUpdatedRows } = await kysely
        .updateTable(table)
        .set({ consumed: time.write(atMs), consumed_ip: address ?? null })
        .where(key, '=', value)
        .where('consumed', 'is', null)
        .where('revoked', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async revoke(value, { atMs, address }, { evenConsumed = false } = {}) {
      const revocation = kysely
        .updateTable(table)
        .set({ revoked: time.write(atMs), revoked_ip: address ?? null })
        .where(key, '=', value)
        .where('revoked', 'is', null);
      const { numUpdatedRows } = await (evenConsumed
        ? revocation
        : revocation.where('consumed', 'is', null)
      ).executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async purge(beforeMs, limit) {
      // Two statements, for MySQL takes no LIMIT in a subquery of a DELETE.
      const before = time.write(beforeMs);
      const rows = await kysely.selectFrom(table).select('id').where(end, '<', before).limit(limit).execute();
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const { numDeletedRows } = await kysely.deleteFrom(table).where('id', 'in', ids).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
