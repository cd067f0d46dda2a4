import type { Database } from './database.ts';

/** The steps whose one-time passwords were taken, as Authelia keeps them. Methods throw `AppError` `storage-unavailable`. */
export interface TotpHistory {
  /** Notes a step, by its keyed digest in hexadecimal (64 characters). Whether it was new; what is there stays. */
  add(username: string, stepDigest: string, atMs: number): Promise<boolean>;
  /** Forgets what is older, at most so many rows; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** The history over the table `totp_history` (behaviour.md §6.5, §7.2). */
export function createTotpHistory({ kysely, time }: Database): TotpHistory {
  return {
    async add(username, stepDigest, atMs) {
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto('totp_history')
        .values({ created_at: time.write(atMs), username, step: stepDigest })
        .onConflict((conflict) => conflict.columns(['username', 'step']).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async purge(beforeMs, limit) {
      const rows = await kysely
        .selectFrom('totp_history')
        .select('id')
        .where('created_at', '<', time.write(beforeMs))
        .orderBy('created_at')
        .limit(limit)
        .execute();
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const { numDeletedRows } = await kysely
        .deleteFrom('totp_history')
        .where('id', 'in', ids)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
