import type { AuthenticationLog } from './authentication-log.ts';
import type { BanStore } from './bans.ts';
import type { KeptSessions } from './kept-sessions.ts';
import type { PurgedTable } from './purge.ts';

/** What the rows are that are forgotten after a time (departures.md §4). */
export interface PurgedTablesOptions {
  readonly attempts: AuthenticationLog;
  readonly bans: BanStore;
  readonly sessions: KeptSessions;
  /** `storage.retention`, in milliseconds. */
  readonly retentionMs: number;
  /** `regulation.find_time`, in milliseconds: attempts that may still count are kept whatever the retention. */
  readonly findTimeMs: number;
}

/** The tables that grow, and how long their rows are kept. Bans are kept from their end on. */
export function purgedTables({
  attempts,
  bans,
  sessions,
  retentionMs,
  findTimeMs,
}: PurgedTablesOptions): readonly PurgedTable[] {
  return [
    {
      name: 'authentication_logs',
      keptForMs: Math.max(retentionMs, findTimeMs),
      purge: (beforeMs, limit) => attempts.purge(beforeMs, limit),
    },
    {
      name: 'banned_user',
      keptForMs: retentionMs,
      purge: (beforeMs, limit) => bans.purge('user', beforeMs, limit),
    },
    {
      name: 'banned_ip',
      keptForMs: retentionMs,
      purge: (beforeMs, limit) => bans.purge('ip', beforeMs, limit),
    },
    {
      name: 'sessions',
      keptForMs: 0,
      purge: (beforeMs, limit) => sessions.purge(beforeMs, limit),
    },
  ];
}
