import type { Database, TimeColumn } from './database.ts';
import type { SessionsTable } from './tables/sessions.ts';

/** A session as it is kept: nothing of it readable but times and the cookie domain. */
export interface KeptSession {
  /** The keyed hash of its cookie's value. */
  readonly key: string;
  /** The keyed hash of its user's name. */
  readonly userDigest: string;
  readonly cookieDomain: string;
  readonly sealed: Uint8Array;
  readonly lastActivityAtMs: number;
  readonly expiresAtMs: number;
}

/** A sealed word to the process that holds the sessions. */
export interface SessionEnd {
  readonly id: number;
  readonly sealed: Uint8Array;
}

/** Sessions in the durable storage. Methods throw `AppError` `storage-unavailable`. */
export interface KeptSessions {
  find(key: string): Promise<KeptSession | undefined>;
  findByUser(userDigest: string): Promise<readonly KeptSession[]>;
  /** The next ones after that place, in a fixed order; begin with 0. */
  page(
    afterId: number,
    limit: number,
  ): Promise<{ readonly kept: readonly KeptSession[]; readonly lastId: number }>;
  /** Keeps some, in the place of what was under their keys, and forgets others, in one step. */
  write(changes: { readonly kept: readonly KeptSession[]; readonly gone: readonly string[] }): Promise<void>;
  /** Forgets what was over before then, at most so many; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
  /** Leaves a word that sessions are to end, and forgets those of the keys given, in one step; gives the number of the word. */
  announceEnd(sealed: Uint8Array, gone: readonly string[]): Promise<number>;
  /** The words that were left, the oldest first. */
  announcedEnds(): Promise<readonly SessionEnd[]>;
  /** Takes a word away, once it is obeyed. */
  forgetEnd(id: number): Promise<void>;
}

const columns = [
  'session_key',
  'user_digest',
  'cookie_domain',
  'sealed',
  'last_activity',
  'expires',
] as const;

/** So many words are looked at in one go. */
const endsAtOnce = 100;

/** Kept sessions over the tables `sessions` and `session_ends`. */
export function createKeptSessions({ kysely, time }: Database): KeptSessions {
  const select = () => kysely.selectFrom('sessions').select(columns);
  return {
    async find(key) {
      const row = await select().where('session_key', '=', key).executeTakeFirst();
      return row && toKept(row, time);
    },
    async findByUser(userDigest) {
      const rows = await select().where('user_digest', '=', userDigest).execute();
      return rows.map((row) => toKept(row, time));
    },
    async page(afterId, limit) {
      const rows = await select().select('id').where('id', '>', afterId).orderBy('id').limit(limit).execute();
      return { kept: rows.map((row) => toKept(row, time)), lastId: rows.at(-1)?.id ?? afterId };
    },
    write: ({ kept, gone }) =>
      kysely.transaction().execute(async (transaction) => {
        if (gone.length > 0) {
          await transaction.deleteFrom('sessions').where('session_key', 'in', gone).execute();
        }
        if (kept.length === 0) return;
        await transaction
          .insertInto('sessions')
          .values(kept.map((one) => toRow(one, time)))
          .onConflict((conflict) =>
            conflict.column('session_key').doUpdateSet(({ ref }) => ({
              sealed: ref('excluded.sealed'),
              last_activity: ref('excluded.last_activity'),
              expires: ref('excluded.expires'),
            })),
          )
          .execute();
      }),
    async purge(beforeMs, limit) {
      const rows = await kysely
        .selectFrom('sessions')
        .select('id')
        .where('expires', '<', time.write(beforeMs))
        .orderBy('expires')
        .limit(limit)
        .execute();
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const { numDeletedRows } = await kysely
        .deleteFrom('sessions')
        .where('id', 'in', ids)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    announceEnd: (sealed, gone) =>
      kysely.transaction().execute(async (transaction) => {
        if (gone.length > 0) {
          await transaction.deleteFrom('sessions').where('session_key', 'in', gone).execute();
        }
        await transaction.insertInto('session_ends').values({ sealed }).execute();
        const last = await transaction
          .selectFrom('session_ends')
          .select(({ fn }) => fn.max('id').as('id'))
          .executeTakeFirst();
        return Number(last?.id ?? 0);
      }),
    announcedEnds: () =>
      kysely.selectFrom('session_ends').select(['id', 'sealed']).orderBy('id').limit(endsAtOnce).execute(),
    async forgetEnd(id) {
      await kysely.deleteFrom('session_ends').where('id', '=', id).execute();
    },
  };
}

function toKept(row: Omit<SessionsTable, 'id'>, time: TimeColumn): KeptSession {
  return {
    key: row.session_key,
    userDigest: row.user_digest,
    cookieDomain: row.cookie_domain,
    sealed: row.sealed,
    lastActivityAtMs: time.read(row.last_activity),
    expiresAtMs: time.read(row.expires),
  };
}

function toRow(kept: KeptSession, time: TimeColumn): Omit<SessionsTable, 'id'> {
  return {
    session_key: kept.key,
    user_digest: kept.userDigest,
    cookie_domain: kept.cookieDomain,
    sealed: kept.sealed,
    last_activity: time.write(kept.lastActivityAtMs),
    expires: time.write(kept.expiresAtMs),
  };
}
