import { keepBans } from '../audit/keep-bans.ts';
import { browserMemoryMs } from '../audit/known-browsers.ts';
import { createRegulator, type Regulator } from '../regulation/regulator.ts';
import { createAuditLog } from '../storage/audit-log.ts';
import { createAuthenticationLog } from '../storage/authentication-log.ts';
import { createBanStore } from '../storage/bans.ts';
import { createKeptSessions } from '../storage/kept-sessions.ts';
import { createKnownDevices } from '../storage/known-devices.ts';
import { createMailedRows } from '../storage/mailed-rows.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createPurger } from '../storage/purge.ts';
import { purgedTables } from '../storage/purged-tables.ts';
import { createRememberedDeviceStore } from '../storage/remembered-devices.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import { createTotpHistory } from '../storage/totp-history.ts';
import type { World } from './world.ts';

/** Counts and bans over the durable storage, and forgets in the background what is older than the retention. */
export function openRegulation(
  { config, clock, log, worker }: World,
  { database }: Storage,
  opened: AsyncDisposableStack,
): Regulator {
  const attempts = createAuthenticationLog(database);
  const bans = createBanStore(database);
  const { retention: retentionMs } = config.storage;
  const audit = createAuditLog(database);
  const rememberedDevices = createRememberedDeviceStore(database);
  const tables = purgedTables({
    attempts,
    bans,
    sessions: createKeptSessions(database),
    totpHistory: createTotpHistory(database),
    rememberedDevices,
    verifications: createMailedRows(database, 'identity_verification'),
    oneTimeCodes: createMailedRows(database, 'one_time_code'),
    spendOnce: createSpendOnce(database),
    audit,
    devices: createKnownDevices(database),
    retentionMs,
    findTimeMs: config.regulation.find_time,
    browserMemoryMs,
  });
  if (worker === undefined || worker.number === 1) {
    const purger = createPurger({ tables, clock, log });
    opened.adopt(purger, (one) => one.close());
    void purger.run();
  }
  return createRegulator({
    rules: config.regulation,
    attempts,
    bans,
    clock,
    log,
    onBan: keepBans({ audit, clock, log }),
  });
}
