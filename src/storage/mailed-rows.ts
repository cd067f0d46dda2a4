import { sql } from 'kysely';
import type { Database } from './database.ts';
import { purgeRows } from './purge-rows.ts';

/** The tables of what is mailed, with the columns that their rows are known by. */
const keys = { identity_verification: 'jti', one_time_code: 'public_id' } as const;

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
export function createMailedRows(database: Database, table: keyof typeof keys): MailedRows {
  const { kysely, time } = database;
  const key = sql.ref<string>(keys[table]);
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
    purge: (beforeMs, limit) => purgeRows(database, table, { beforeMs, limit }),
  };
}
