import type { Database } from './database.ts';
import { purgeRows } from './purge-rows.ts';

/**
 * The kinds of proof, as the column `auth_type` names them in at most 8 characters (behaviour.md §6.1). `Password` is a password as the
 * second factor, `Recovery` (ours) a recovery code, `OTC` (ours) a mailed code.
 */
export type ProofType = '1FA' | 'Passkey' | 'TOTP' | 'WebAuthn' | 'Duo' | 'Password' | 'Recovery' | 'OTC';

/** One proof that was tried, whatever came of it. */
export interface AuthenticationAttempt {
  readonly timeMs: number;
  readonly isSuccessful: boolean;
  /** Refused because of a ban, without a look at the proof. */
  readonly isBanned: boolean;
  /** Canonical; empty where the user is not known. */
  readonly username: string;
  readonly type: ProofType;
  /** Canonical; undefined where it is not known. */
  readonly address: string | undefined;
  /** What the address is counted as: itself, or an IPv6 address's /64. */
  readonly addressBlock: string | undefined;
  /** Where the person was going; empty where that is not known. */
  readonly requestUri: string;
  readonly requestMethod: string;
}

/** Which attempts are asked for. */
export interface AttemptQuestion {
  readonly of: { readonly username: string } | { readonly addressBlock: string };
  /** Only these kinds. */
  readonly types: readonly ProofType[];
  /** Only later ones, in milliseconds since 1970 UTC. */
  readonly sinceMs: number;
  readonly limit: number;
}

/** The log of attempts, in the durable storage. Methods throw `AppError` `storage-unavailable`. */
export interface AuthenticationLog {
  append(attempt: AuthenticationAttempt): Promise<void>;
  /** Attempts that were looked at (not the banned ones), newest first. */
  recent(
    question: AttemptQuestion,
  ): Promise<readonly Pick<AuthenticationAttempt, 'timeMs' | 'isSuccessful'>[]>;
  /** Forgets what is older, at most so many rows, the oldest first; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** What the columns of attackers' choice may hold at most, in characters. */
const longest = { uri: 2_000, method: 8 } as const;

/** The log over the table `authentication_logs`. */
export function createAuthenticationLog(database: Database): AuthenticationLog {
  const { kysely, time } = database;
  return {
    async append(attempt) {
      await kysely
        .insertInto('authentication_logs')
        .values({
          time: time.write(attempt.timeMs),
          successful: Number(attempt.isSuccessful),
          banned: Number(attempt.isBanned),
          username: attempt.username,
          auth_type: attempt.type,
          remote_ip: attempt.address ?? null,
          remote_block: attempt.addressBlock ?? null,
          request_uri: attempt.requestUri.slice(0, longest.uri).toWellFormed(),
          request_method: attempt.requestMethod.slice(0, longest.method),
        })
        .execute();
    },
    async recent({ of, types, sinceMs, limit }) {
      const rows = await kysely
        .selectFrom('authentication_logs')
        .select(['time', 'successful'])
        .where((column) =>
          'username' in of
            ? column('username', '=', of.username)
            : column('remote_block', '=', of.addressBlock),
        )
        .where('time', '>', time.write(sinceMs))
        .where('banned', '=', 0)
        .where('auth_type', 'in', [...types])
        .orderBy('time', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ timeMs: time.read(row.time), isSuccessful: row.successful === 1 }));
    },
    purge: (beforeMs, limit) => purgeRows(database, 'authentication_logs', { beforeMs, limit }),
  };
}
