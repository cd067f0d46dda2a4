import { sql } from 'kysely';
import type { Database, TimeColumn } from './database.ts';
import type { KeptSession } from './kept-sessions.ts';
import type { SessionsTable } from './tables/sessions.ts';
import type { StoredTime } from './tables.ts';

/** A session that several instances share: nothing of it readable but times and the cookie domain. */
export interface SharedSession extends KeptSession {
  /** The sealed address of the last activity where that is newer than `sealed`. */
  readonly sealedAddress: Uint8Array | undefined;
}

/** What is written in the place of what a session was. */
export type SessionChange = Pick<KeptSession, 'sealed' | 'lastActivityAtMs'>;

/** That the session of a key was seen. */
export interface SeenKey {
  readonly key: string;
  readonly atMs: number;
  /** Undefined where the address is not known: then the known one stays. */
  readonly sealedAddress: Uint8Array | undefined;
}

/**
 * Sessions in the durable storage as several instances share them. Every change is one statement, so that nothing comes between its steps; what is over
 * is not there. Methods throw `AppError` `storage-unavailable`.
 */
export interface SharedSessions {
  /** Those of the keys that are there. */
  find(keys: readonly string[], nowMs: number): Promise<readonly SharedSession[]>;
  findByUser(userDigest: string, nowMs: number): Promise<readonly SharedSession[]>;
  /** Those with the newest activity, newest first; looks at every row. */
  findNewest(limit: number, nowMs: number): Promise<readonly SharedSession[]>;
  /** Keeps one, in the place of what was under its key. */
  add(session: KeptSession): Promise<void>;
  /** Changes one that is there, and keeps the later of both activities; gives whether it was there. */
  replace(key: string, change: SessionChange, nowMs: number): Promise<boolean>;
  /** Changes one that is there and puts it under another key; gives whether it was there. */
  move(from: string, to: string, change: SessionChange, nowMs: number): Promise<boolean>;
  /** Notes later activity on those that are there. */
  touch(seen: readonly SeenKey[]): Promise<void>;
  /** Forgets one; gives whether it was there. */
  remove(key: string, nowMs: number): Promise<boolean>;
  /** Forgets all of a user but those of the keys given; gives how many went. */
  removeByUser(userDigest: string, except: readonly string[], nowMs: number): Promise<number>;
}

const columns = [
  'session_key',
  'user_digest',
  'cookie_domain',
  'sealed',
  'last_activity',
  'expires',
  'seen_address',
] as const;

/** Shared sessions over the table `sessions`. */
export function createSharedSessions(database: Database): SharedSessions {
  const { kysely, time } = database;
  const select = (nowMs: number) =>
    kysely.selectFrom('sessions').select(columns).where('expires', '>', time.write(nowMs));
  const deleteLive = (nowMs: number) =>
    kysely.deleteFrom('sessions').where('expires', '>', time.write(nowMs));
  return {
    async find(keys, nowMs) {
      const rows = await select(nowMs).where('session_key', 'in', keys).execute();
      return rows.map((row) => toShared(row, time));
    },
    async findByUser(userDigest, nowMs) {
      const rows = await select(nowMs).where('user_digest', '=', userDigest).execute();
      return rows.map((row) => toShared(row, time));
    },
    async findNewest(limit, nowMs) {
      const rows = await select(nowMs).orderBy('last_activity', 'desc').limit(limit).execute();
      return rows.map((row) => toShared(row, time));
    },
    add: (session) => add(database, session),
    replace: (key, change, nowMs) => replace(database, key, change, nowMs),
    move: (from, to, change, nowMs) => move(database, { from, to }, change, nowMs),
    touch: (seen) => touch(database, seen),
    async remove(key, nowMs) {
      const { numDeletedRows } = await deleteLive(nowMs).where('session_key', '=', key).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async removeByUser(userDigest, except, nowMs) {
      const ofUser = deleteLive(nowMs).where('user_digest', '=', userDigest);
      const doomed = except.length === 0 ? ofUser : ofUser.where('session_key', 'not in', except);
      return Number((await doomed.executeTakeFirst()).numDeletedRows);
    },
  };
}

async function add({ kysely, time }: Database, session: KeptSession): Promise<void> {
  const row = {
    user_digest: session.userDigest,
    cookie_domain: session.cookieDomain,
    sealed: session.sealed,
    last_activity: time.write(session.lastActivityAtMs),
    expires: time.write(session.expiresAtMs),
    seen_address: null,
  };
  await kysely
    .insertInto('sessions')
    .values({ session_key: session.key, ...row })
    .onConflict((conflict) => conflict.column('session_key').doUpdateSet(row))
    .execute();
}

/** MySQL sets columns from left to right and reads what it has set: `last_activity` comes last in each of these. */
async function replace(
  { kysely, time }: Database,
  key: string,
  { sealed, lastActivityAtMs }: SessionChange,
  nowMs: number,
): Promise<boolean> {
  const at = time.write(lastActivityAtMs);
  const { numUpdatedRows } = await kysely
    .updateTable('sessions')
    .set({
      sealed,
      seen_address: sql<Uint8Array | null>`case when last_activity < ${at} then null else seen_address end`,
      last_activity: laterOf(at),
    })
    .where('session_key', '=', key)
    .where('expires', '>', time.write(nowMs))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const laterOf = (at: StoredTime) =>
  sql<StoredTime>`case when last_activity < ${at} then ${at} else last_activity end`;

/** An address is sealed for its key, so that what is known from before the move goes. */
async function move(
  { kysely, time }: Database,
  { from, to }: { readonly from: string; readonly to: string },
  { sealed, lastActivityAtMs }: SessionChange,
  nowMs: number,
): Promise<boolean> {
  const at = time.write(lastActivityAtMs);
  const { numUpdatedRows } = await kysely
    .updateTable('sessions')
    .set({ session_key: to, sealed, seen_address: null, last_activity: laterOf(at) })
    .where('session_key', '=', from)
    .where('expires', '>', time.write(nowMs))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function touch({ kysely, time }: Database, seen: readonly SeenKey[]): Promise<void> {
  const placed = seen.filter(({ sealedAddress }) => sealedAddress !== undefined);
  const when = ({ key, atMs }: SeenKey) =>
    sql`when session_key = ${key} and last_activity < ${time.write(atMs)} then`;
  const activities = seen.map((one) => sql`${when(one)} ${time.write(one.atMs)}`);
  const addresses = placed.map((one) => sql`${when(one)} ${one.sealedAddress}`);
  await kysely
    .updateTable('sessions')
    .set({
      ...(placed.length === 0
        ? {}
        : { seen_address: sql<Uint8Array>`case ${sql.join(addresses, sql` `)} else seen_address end` }),
      last_activity: sql<StoredTime>`case ${sql.join(activities, sql` `)} else last_activity end`,
    })
    .where(
      'session_key',
      'in',
      seen.map(({ key }) => key),
    )
    .execute();
}

function toShared(row: Omit<SessionsTable, 'id'>, time: TimeColumn): SharedSession {
  return {
    key: row.session_key,
    userDigest: row.user_digest,
    cookieDomain: row.cookie_domain,
    sealed: row.sealed,
    sealedAddress: row.seen_address ?? undefined,
    lastActivityAtMs: time.read(row.last_activity),
    expiresAtMs: time.read(row.expires),
  };
}
