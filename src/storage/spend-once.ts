import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import { purgeRows } from './purge-rows.ts';

/** What can be spent once. */
export type OneTimeKind =
  | 'one-time-code'
  | 'reset-link'
  | 'totp-step'
  | 'totp-registration'
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
export function createSpendOnce(database: Database): SpendOnce {
  const { kysely, time } = database;
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
    purge: (beforeMs, limit) => purgeRows(database, 'spent', { beforeMs, limit }),
  };
}
