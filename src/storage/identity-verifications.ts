import type { Database } from './database.ts';
import { createMailedRows, type MailedMoment, type MailedRows } from './mailed-rows.ts';

/** A link that was mailed, or is about to be. */
export interface IdentityVerification {
  /** The `jti` of its JWT: a UUID. */
  readonly id: string;
  readonly username: string;
  /** `ResetPassword` (behaviour.md §6.3). */
  readonly action: string;
  readonly issuedAtMs: number;
  /** Canonical; undefined where it cannot be told. */
  readonly issuedAddress: string | undefined;
  readonly expiresAtMs: number;
}

/** A link as it is kept. */
export type KeptVerification = Pick<IdentityVerification, 'username' | 'action' | 'expiresAtMs'> & {
  readonly isConsumed: boolean;
  readonly isRevoked: boolean;
};

/** Mailed links in the durable storage, by their ids. Methods throw `AppError` `storage-unavailable`. */
export interface IdentityVerificationStore extends MailedRows {
  add(verification: IdentityVerification): Promise<void>;
  find(id: string): Promise<KeptVerification | undefined>;
  /** Revokes all of a user for that action, consumed or not. */
  revokeAll(of: Pick<IdentityVerification, 'username' | 'action'>, moment: MailedMoment): Promise<void>;
  /** How many links for that action a user has that end after then. */
  countOpen(username: string, action: string, nowMs: number): Promise<number>;
}

/** Mailed links over the table `identity_verification`. The links themselves are not kept. */
export function createIdentityVerificationStore(database: Database): IdentityVerificationStore {
  const { kysely, time } = database;
  return {
    ...createMailedRows(database, 'identity_verification'),
    async add({ id, username, action, issuedAtMs, issuedAddress, expiresAtMs }) {
      await kysely
        .insertInto('identity_verification')
        .values({
          jti: id,
          iat: time.write(issuedAtMs),
          issued_ip: issuedAddress ?? null,
          exp: time.write(expiresAtMs),
          username,
          action,
        })
        .execute();
    },
    async find(id) {
      const row = await kysely
        .selectFrom('identity_verification')
        .select(['username', 'action', 'exp', 'consumed', 'revoked'])
        .where('jti', '=', id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { username, action, exp, consumed, revoked } = row;
      return {
        username,
        action,
        expiresAtMs: time.read(exp),
        isConsumed: consumed !== null,
        isRevoked: revoked !== null,
      };
    },
    async revokeAll({ username, action }, { atMs, address }) {
      await kysely
        .updateTable('identity_verification')
        .set({ revoked: time.write(atMs), revoked_ip: address ?? null })
        .where('username', '=', username)
        .where('action', '=', action)
        .where('revoked', 'is', null)
        .execute();
    },
    async countOpen(username, action, nowMs) {
      const { count } = await kysely
        .selectFrom('identity_verification')
        .select(({ fn }) => fn.countAll<number | string | bigint>().as('count'))
        .where('username', '=', username)
        .where('action', '=', action)
        .where('exp', '>', time.write(nowMs))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}
