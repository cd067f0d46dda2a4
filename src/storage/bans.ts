import { sql } from 'kysely';
import type { Database, TimeColumn } from './database.ts';
import type { StoredTime } from './tables.ts';

/** Whether people or addresses are banned. */
export type BanKind = 'user' | 'ip';

/** One ban. */
export interface Ban {
  readonly id: number;
  /** The canonical user name, or what the address is counted as: itself, or an IPv6 address's /64. */
  readonly subject: string;
  readonly startedAtMs: number;
  /** Undefined = until it is revoked. */
  readonly expiresAtMs: number | undefined;
  /** Who made it: `regulation` or `cli`. */
  readonly source: string;
  readonly reason: string | undefined;
  readonly isRevoked: boolean;
}

/** A ban to be made. */
export type NewBan = Omit<Ban, 'id' | 'isRevoked'>;

/** Bans in the durable storage. Methods throw `AppError` `storage-unavailable`. */
export interface BanStore {
  /** The ban of that subject that holds longest from now; undefined where none holds. */
  find(kind: BanKind, subject: string, nowMs: number): Promise<Ban | undefined>;
  /** All that hold now, the oldest first. */
  list(kind: BanKind, nowMs: number): Promise<readonly Ban[]>;
  /** The ban of that number, whether it holds or not. */
  get(kind: BanKind, id: number): Promise<Ban | undefined>;
  add(kind: BanKind, ban: NewBan): Promise<void>;
  /** Lifts the ban of that number; gives whether there was one to lift. */
  revoke(kind: BanKind, id: number, nowMs: number): Promise<boolean>;
  /** Forgets bans that ended before then, or were lifted and begun before, at most so many; gives how many went. */
  purge(kind: BanKind, beforeMs: number, limit: number): Promise<number>;
}

/** What differs between the two tables. */
const tables = {
  user: { name: 'banned_user', subject: 'username' },
  ip: { name: 'banned_ip', subject: 'ip' },
} as const;

/** The longest reason that the column holds, in characters. */
export const longestBanReason = 100;

/** Bans over the tables `banned_user` and `banned_ip` (behaviour.md §7.2). */
export function createBanStore(database: Database): BanStore {
  const { kysely, time } = database;
  return {
    async find(kind, subject, nowMs) {
      const rows = await selectActive(database, kind, nowMs)
        .where(subjectColumn(kind), '=', subject)
        .execute();
      const bans = rows.map((row) => toBan(row, time));
      return bans.toSorted(
        (one, other) => (other.expiresAtMs ?? Infinity) - (one.expiresAtMs ?? Infinity),
      )[0];
    },
    async list(kind, nowMs) {
      const rows = await selectActive(database, kind, nowMs).orderBy('id').execute();
      return rows.map((row) => toBan(row, time));
    },
    async get(kind, id) {
      const row = await selectBans(database, kind).where('id', '=', id).executeTakeFirst();
      return row && toBan(row, time);
    },
    add: (kind, ban) => insert(database, kind, ban),
    async revoke(kind, id, nowMs) {
      const { numUpdatedRows } = await kysely
        .updateTable(tables[kind].name)
        .set({ revoked: 1, expired: time.write(nowMs) })
        .where('revoked', '=', 0)
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    purge: (kind, beforeMs, limit) => purge(database, kind, { beforeMs, limit }),
  };
}

interface BanRow {
  readonly id: number;
  readonly subject: string;
  readonly time: StoredTime;
  readonly expires: StoredTime | null;
  readonly revoked: number;
  readonly source: string;
  readonly reason: string | null;
}

function selectBans({ kysely }: Database, kind: BanKind) {
  return kysely
    .selectFrom(tables[kind].name)
    .select(['id', 'time', 'expires', 'revoked', 'source', 'reason', subjectColumn(kind).as('subject')]);
}

function selectActive(database: Database, kind: BanKind, nowMs: number) {
  const now = database.time.write(nowMs);
  return selectBans(database, kind)
    .where('revoked', '=', 0)
    .where((column) => column.or([column('expires', 'is', null), column('expires', '>', now)]));
}

async function insert({ kysely, time }: Database, kind: BanKind, ban: NewBan): Promise<void> {
  const row = {
    time: time.write(ban.startedAtMs),
    expires: ban.expiresAtMs === undefined ? null : time.write(ban.expiresAtMs),
    expired: null,
    revoked: 0,
    source: ban.source,
    reason: ban.reason ?? null,
  };
  const query =
    kind === 'user'
      ? kysely.insertInto('banned_user').values({ ...row, username: ban.subject })
      : kysely.insertInto('banned_ip').values({ ...row, ip: ban.subject });
  await query.execute();
}

async function purge(
  { kysely, time }: Database,
  kind: BanKind,
  { beforeMs, limit }: { readonly beforeMs: number; readonly limit: number },
): Promise<number> {
  const before = time.write(beforeMs);
  const rows = await kysely
    .selectFrom(tables[kind].name)
    .select('id')
    .where('time', '<', before)
    .where((column) => column.or([column('expires', '<', before), column('revoked', '=', 1)]))
    .limit(limit)
    .execute();
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const { numDeletedRows } = await kysely
    .deleteFrom(tables[kind].name)
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function subjectColumn(kind: BanKind) {
  return sql.ref<string>(tables[kind].subject);
}

function toBan(row: BanRow, time: TimeColumn): Ban {
  return {
    id: row.id,
    subject: row.subject,
    startedAtMs: time.read(row.time),
    expiresAtMs: row.expires === null ? undefined : time.read(row.expires),
    source: row.source,
    reason: row.reason ?? undefined,
    isRevoked: row.revoked === 1,
  };
}
