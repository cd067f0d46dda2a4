import type { AuditLog } from './audit-log.ts';
import type { AuthenticationLog } from './authentication-log.ts';
import type { BanStore } from './bans.ts';
import type { KeptSessions } from './kept-sessions.ts';
import type { KnownDevices } from './known-devices.ts';
import type { MailedRows } from './mailed-rows.ts';
import type { PurgedTable } from './purge.ts';
import type { RememberedDeviceStore } from './remembered-devices.ts';
import type { SpendOnce } from './spend-once.ts';
import type { TotpHistory } from './totp-history.ts';

/** What the rows are that are forgotten after a time (departures.md §4). */
export interface PurgedTablesOptions {
  readonly attempts: AuthenticationLog;
  readonly bans: BanStore;
  readonly sessions: KeptSessions;
  readonly rememberedDevices: Pick<RememberedDeviceStore, 'purge'>;
  readonly totpHistory: TotpHistory;
  readonly verifications: MailedRows;
  readonly oneTimeCodes: MailedRows;
  readonly spendOnce: SpendOnce;
  readonly audit: AuditLog;
  readonly devices: KnownDevices;
  /** `storage.retention`, in milliseconds. */
  readonly retentionMs: number;
  /** `regulation.find_time`, in milliseconds: attempts that may still count are kept whatever the retention. */
  readonly findTimeMs: number;
  /** How long a browser that is not seen stays known, in milliseconds. */
  readonly browserMemoryMs: number;
}

/** The tables that grow, and how long their rows are kept. Bans, links and codes are kept from their end on. */
export function purgedTables({
  attempts,
  bans,
  sessions,
  rememberedDevices,
  totpHistory,
  verifications,
  oneTimeCodes,
  spendOnce,
  audit,
  devices,
  retentionMs,
  findTimeMs,
  browserMemoryMs,
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
    {
      // Once they have expired they are worth nothing.
      name: 'remembered_devices',
      keptForMs: 0,
      purge: (beforeMs, limit) => rememberedDevices.purge(beforeMs, limit),
    },
    {
      // A record only: that a step is taken once is up to the table of what was spent.
      name: 'totp_history',
      keptForMs: retentionMs,
      purge: (beforeMs, limit) => totpHistory.purge(beforeMs, limit),
    },
    {
      name: 'identity_verification',
      keptForMs: retentionMs,
      purge: (beforeMs, limit) => verifications.purge(beforeMs, limit),
    },
    {
      name: 'one_time_code',
      keptForMs: retentionMs,
      purge: (beforeMs, limit) => oneTimeCodes.purge(beforeMs, limit),
    },
    // Worth nothing any more from its end on.
    { name: 'spent', keptForMs: 0, purge: (beforeMs, limit) => spendOnce.purge(beforeMs, limit) },
    {
      name: 'audit_events',
      keptForMs: retentionMs,
      purge: (beforeMs, limit) => audit.purge(beforeMs, limit),
    },
    {
      name: 'known_devices',
      keptForMs: browserMemoryMs,
      purge: (beforeMs, limit) => devices.purge(beforeMs, limit),
    },
  ];
}
