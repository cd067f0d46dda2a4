import type { OidcStorage } from './oidc-artifacts.ts';
import { purgeRows } from './purge-rows.ts';
import { columnContext } from './storage-key.ts';

/** That a client is to be told of the end of a sign-in. */
export interface OidcLogout {
  readonly issuer: string;
  readonly clientId: string;
  /** The subject that the person is known by, before it is made one of the client's sector. */
  readonly accountId: string;
  /** What the client knows the sign-in by. */
  readonly sid: string | undefined;
}

/** A logout whose turn has come, which nobody else tries until `triedUntilMs` is over. */
export interface ClaimedLogout {
  readonly id: number;
  /** Undefined where the row does not open: it was changed, or moved from another one. It keeps no other waiting. */
  readonly logout: OidcLogout | undefined;
  /** Which attempt this is, counted from 1. */
  readonly attempt: number;
}

/** When something is tried again, and when it is forgotten. */
export interface LogoutTimes {
  readonly nowMs: number;
  readonly expiresAtMs: number;
}

/** What clients are still to be told, for every instance that shares the storage. Methods throw `AppError` `storage-unavailable`. */
export interface OidcLogouts {
  /** Notes a logout, due at once; nothing where that of the same client in the same sign-in was noted before, delivered or not. */
  note(signIn: string, logout: OidcLogout, times: LogoutTimes): Promise<void>;
  /** Takes those that are due, at most so many: of several instances one gets each. They are due again at `triedUntilMs`. */
  claim(nowMs: number, triedUntilMs: number, limit: number): Promise<readonly ClaimedLogout[]>;
  /** Says when one is to be tried again; undefined = never, for it was delivered or given up. */
  settle(id: number, nextAtMs: number | undefined): Promise<void>;
  /** Forgets what was over before then, at most so many; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

const table = 'oidc_logouts';

/** Logouts over the table `oidc_logouts`. */
export function createOidcLogouts({ database, seal, digest }: OidcStorage): OidcLogouts {
  const { kysely, time } = database;
  const contextOf = (row: string) => columnContext(table, 'payload', row);
  return {
    async note(signIn, logout, { nowMs, expiresAtMs }) {
      const row = digest(`logout\n${signIn}\n${logout.clientId}`);
      await kysely
        .insertInto(table)
        .values({
          digest: row,
          payload: seal.seal(Buffer.from(JSON.stringify(logout)), contextOf(row)),
          attempts: 0,
          due: time.write(nowMs),
          expires: time.write(expiresAtMs),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async claim(nowMs, triedUntilMs, limit) {
      const due = await kysely
        .selectFrom(table)
        .select(['id', 'digest', 'payload', 'attempts'])
        .where('due', '<=', time.write(nowMs))
        .where('expires', '>', time.write(nowMs))
        .orderBy('due')
        .limit(limit)
        .execute();
      const claimed: ClaimedLogout[] = [];
      for (const { id, attempts, payload, digest: row } of due) {
        const attempt = attempts + 1;
        const { numUpdatedRows } = await kysely
          .updateTable(table)
          .set({ attempts: attempt, due: time.write(triedUntilMs) })
          .where('id', '=', id)
          .where('attempts', '=', attempts)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) continue;
        claimed.push({ id, attempt, logout: parseLogout(seal.open(payload, contextOf(row))) });
      }
      return claimed;
    },
    async settle(id, nextAtMs) {
      const due = nextAtMs === undefined ? null : time.write(nextAtMs);
      await kysely.updateTable(table).set({ due }).where('id', '=', id).execute();
    },
    purge: (beforeMs, limit) => purgeRows(database, table, { beforeMs, limit }),
  };
}

function parseLogout(plain: Uint8Array | undefined): OidcLogout | undefined {
  const parsed: unknown = plain === undefined ? undefined : JSON.parse(Buffer.from(plain).toString());
  return isLogout(parsed) ? parsed : undefined;
}

function isLogout(value: unknown): value is OidcLogout {
  return (
    typeof value === 'object' &&
    value !== null &&
    'issuer' in value &&
    'clientId' in value &&
    'accountId' in value
  );
}
