import type { Database } from './database.ts';

/** One proof that was tried, whatever came of it. */
export interface AuthenticationAttempt {
  readonly timeMs: number;
  readonly isSuccessful: boolean;
  /** Refused because of a ban, without a look at the proof. */
  readonly isBanned: boolean;
  /** Canonical; empty where the user is not known. */
  readonly username: string;
  readonly type: '1FA' | 'Passkey' | 'TOTP' | 'WebAuthn' | 'Duo' | 'Password';
  /** Canonical (an IPv6 address stands for its /64); undefined where it is not known. */
  readonly address: string | undefined;
  readonly requestUri: string;
  readonly requestMethod: string;
}

/** Whose attempts are asked for. */
export type AttemptsOf = { readonly username: string } | { readonly address: string };

/** The log of attempts, in the durable storage. */
export interface AuthenticationLog {
  append(attempt: AuthenticationAttempt): Promise<void>;
  /** Attempts that were looked at (not the banned ones) since then, newest first. */
  recent(
    of: AttemptsOf,
    sinceMs: number,
    limit: number,
  ): Promise<readonly Pick<AuthenticationAttempt, 'timeMs' | 'isSuccessful'>[]>;
  /** Forgets what is older; gives how many rows went. */
  purge(beforeMs: number): Promise<number>;
}

const longestUsername = 100;

/** The log over the table `authentication_logs`. */
export function createAuthenticationLog({ kysely, time }: Database): AuthenticationLog {
  return {
    async append(attempt) {
      await kysely
        .insertInto('authentication_logs')
        .values({
          time: time.write(attempt.timeMs),
          successful: Number(attempt.isSuccessful),
          banned: Number(attempt.isBanned),
          username: attempt.username.slice(0, longestUsername),
          auth_type: attempt.type,
          remote_ip: attempt.address ?? null,
          request_uri: attempt.requestUri,
          request_method: attempt.requestMethod,
        })
        .execute();
    },
    async recent(of, sinceMs, limit) {
      const rows = await kysely
        .selectFrom('authentication_logs')
        .select(['time', 'successful'])
        .where((column) =>
          'username' in of ? column('username', '=', of.username) : column('remote_ip', '=', of.address),
        )
        .where('time', '>', time.write(sinceMs))
        .where('banned', '=', 0)
        .orderBy('time', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ timeMs: time.read(row.time), isSuccessful: row.successful === 1 }));
    },
    async purge(beforeMs) {
      const { numDeletedRows } = await kysely
        .deleteFrom('authentication_logs')
        .where('time', '<', time.write(beforeMs))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
