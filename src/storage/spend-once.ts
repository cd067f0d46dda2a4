import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

/** What can be spent once. */
export type OneTimeKind =
  | 'one-time-code'
  | 'reset-link'
  | 'totp-step'
  | 'webauthn-challenge'
  | 'passkey-challenge'
  | 'recovery-code'
  | 'duo-request'
  | 'hand-over'
  | 'oidc-artifact';

/** Remembers what was spent, for every instance that shares the storage. Methods throw `AppError` `storage-unavailable`. */
export interface SpendOnce {
  /**
   * Spends a one-time thing: true for the first to ask, false for everybody after, however many ask at once. `key` names it within its
   * kind; only its digest is kept. It may be forgotten after `endsAtMs`, when the thing is worth nothing any more.
   */
  spend(kind: OneTimeKind, key: string, endsAtMs: number): Promise<boolean>;
  /** Forgets what is worth nothing since that time, at most so many rows; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** The one primitive under every one-time thing: an insert into a unique index (design.md §4, attacks.md "Sessions, codes, tokens"). */
export function createSpendOnce({ kysely, time }: Database): SpendOnce {
  return {
    async spend(kind, key, endsAtMs) {
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto('spent')
        .values({
          digest: createHash('sha256').update(`${kind}\n${key}`).digest('base64url'),
          ends: time.write(endsAtMs),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async purge(beforeMs, limit) {
      const rows = await kysely
        .selectFrom('spent')
        .select('id')
        .where('ends', '<', time.write(beforeMs))
        .orderBy('ends')
        .limit(limit)
        .execute();
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const { numDeletedRows } = await kysely.deleteFrom('spent').where('id', 'in', ids).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
