import { sql } from 'kysely';
import type { Database, TimeColumn } from './database.ts';
import type { StoredTime } from './tables.ts';

/** Whether people or addresses are banned. */
export type BanKind = 'user' | 'ip';

/** One ban. */
export interface Ban {
  readonly id: number;
  /** The canonical user name or address. */
  readonly subject: string;
  readonly startedAtMs: number;
  /** Undefined = until it is revoked. */
  readonly expiresAtMs: number | undefined;
  readonly source: string;
  readonly reason: string | undefined;
}

/** Bans in the durable storage. */
export interface BanStore {
  /** The ban of that subject that holds longest from now; undefined where none holds. */
  find(kind: BanKind, subject: string, nowMs: number): Promise<Ban | undefined>;
  /** All that hold now, the oldest first. */
  list(kind: BanKind, nowMs: number): Promise<readonly Ban[]>;
  add(kind: BanKind, ban: Omit<Ban, 'id'>): Promise<void>;
  /** Lifts a subject's bans, or the one of that number; gives how many were lifted. */
  revoke(kind: BanKind, which: { readonly subject: string } | { readonly id: number }): Promise<number>;
}

/** What differs between the two tables. */
const tables = {
  user: { name: 'banned_user', subject: 'username' },
  ip: { name: 'banned_ip', subject: 'ip' },
} as const;

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
      const rows = await selectActive(database, kind, nowMs).execute();
      return rows.map((row) => toBan(row, time));
    },
    async add(kind, ban) {
      const row = {
        time: time.write(ban.startedAtMs),
        expires: ban.expiresAtMs === undefined ? null : time.write(ban.expiresAtMs),
        expired: null,
        revoked: 0,
        source: ban.source,
        reason: ban.reason ?? null,
      };
      if (kind === 'user')
        await kysely
          .insertInto('banned_user')
          .values({ ...row, username: ban.subject })
          .execute();
      else
        await kysely
          .insertInto('banned_ip')
          .values({ ...row, ip: ban.subject })
          .execute();
    },
    async revoke(kind, which) {
      const { numUpdatedRows } = await kysely
        .updateTable(tables[kind].name)
        .set({ revoked: 1 })
        .where('revoked', '=', 0)
        .where(
          'id' in which ? sql.ref<string | number>('id') : subjectColumn(kind),
          '=',
          'id' in which ? which.id : which.subject,
        )
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}

interface BanRow {
  readonly id: number;
  readonly subject: string;
  readonly time: StoredTime;
  readonly expires: StoredTime | null;
  readonly source: string;
  readonly reason: string | null;
}

function selectActive({ kysely, time }: Database, kind: BanKind, nowMs: number) {
  return kysely
    .selectFrom(tables[kind].name)
    .select(['id', 'time', 'expires', 'source', 'reason', subjectColumn(kind).as('subject')])
    .where('revoked', '=', 0)
    .where((column) => column.or([column('expires', 'is', null), column('expires', '>', time.write(nowMs))]))
    .orderBy('id');
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
  };
}
