import type { Database } from './database.ts';
import { purgeRows } from './purge-rows.ts';

/** The steps whose one-time passwords were taken, as Authelia keeps them. Methods throw `AppError` `storage-unavailable`. */
export interface TotpHistory {
  /** Notes a step, by its keyed digest in hexadecimal (64 characters). Whether it was new; what is there stays. */
  add(username: string, stepDigest: string, atMs: number): Promise<boolean>;
  /** Forgets what is older, at most so many rows; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** The history over the table `totp_history` (behaviour.md §6.5, §7.2). */
export function createTotpHistory(database: Database): TotpHistory {
  const { kysely, time } = database;
  return {
    async add(username, stepDigest, atMs) {
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto('totp_history')
        .values({ created_at: time.write(atMs), username, step: stepDigest })
        .onConflict((conflict) => conflict.columns(['username', 'step']).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    purge: (beforeMs, limit) => purgeRows(database, 'totp_history', { beforeMs, limit }),
  };
}
