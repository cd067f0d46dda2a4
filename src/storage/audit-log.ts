import type { Database } from './database.ts';
import { purgeRows } from './purge-rows.ts';

/** One thing that happened to an account. */
export interface AuditRecord {
  readonly timeMs: number;
  readonly kind: string;
  /** Canonical; empty where nobody is known. */
  readonly username: string;
  /** Who did it, where that was somebody else. */
  readonly actor: string | undefined;
  readonly isSuccessful: boolean;
  readonly address: string | undefined;
  readonly userAgent: string;
  readonly requestId: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Which records are asked for; what is left out does not matter. */
export interface AuditQuestion {
  readonly sinceMs?: number | undefined;
  readonly username?: string | undefined;
  readonly kind?: string | undefined;
  readonly limit: number;
}

/** What happened to accounts, in the durable storage. Methods throw `AppError` `storage-unavailable`. */
export interface AuditLog {
  append(record: AuditRecord): Promise<void>;
  /** The newest first. */
  list(question: AuditQuestion): Promise<readonly AuditRecord[]>;
  /** Forgets what is older, at most so many rows, the oldest first; gives how many went. */
  purge(beforeMs: number, limit: number): Promise<number>;
}

/** What columns of others' choice hold at most, in characters. */
const longest = { name: 255, userAgent: 255, requestId: 128, detail: 500 } as const;

/** The records over the table `audit_events`. */
export function createAuditLog(database: Database): AuditLog {
  const { kysely, time } = database;
  return {
    async append(record) {
      await kysely
        .insertInto('audit_events')
        .values({
          time: time.write(record.timeMs),
          kind: record.kind,
          username: cut(record.username, longest.name),
          actor: record.actor === undefined ? null : cut(record.actor, longest.name),
          successful: Number(record.isSuccessful),
          remote_ip: record.address ?? null,
          user_agent: cut(record.userAgent, longest.userAgent),
          request_id: cut(record.requestId, longest.requestId),
          details: writeDetails(record.details),
        })
        .execute();
    },
    async list({ sinceMs, username, kind, limit }) {
      const rows = await kysely
        .selectFrom('audit_events')
        .selectAll()
        .$if(sinceMs !== undefined, (query) => query.where('time', '>=', time.write(sinceMs ?? 0)))
        .$if(username !== undefined, (query) => query.where('username', '=', username ?? ''))
        .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
        .orderBy('time', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        timeMs: time.read(row.time),
        kind: row.kind,
        username: row.username,
        actor: row.actor ?? undefined,
        isSuccessful: row.successful === 1,
        address: row.remote_ip ?? undefined,
        userAgent: row.user_agent,
        requestId: row.request_id,
        details: readDetails(row.details),
      }));
    },
    purge: (beforeMs, limit) => purgeRows(database, 'audit_events', { beforeMs, limit }),
  };
}

function cut(text: string, characters: number): string {
  return text.slice(0, characters).toWellFormed().replaceAll('\0', '');
}

function writeDetails(details: AuditRecord['details']): string {
  const entries = Object.entries(details).map(([name, value]) => [name, cut(value, longest.detail)] as const);
  return JSON.stringify(Object.fromEntries(entries));
}

function readDetails(stored: string): AuditRecord['details'] {
  const parsed: unknown = JSON.parse(stored);
  const entries = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
