import { createRegulator, type Regulator } from '../regulation/regulator.ts';
import { createAuthenticationLog } from '../storage/authentication-log.ts';
import { createBanStore } from '../storage/bans.ts';
import { createKeptSessions } from '../storage/kept-sessions.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createPurger } from '../storage/purge.ts';
import { purgedTables } from '../storage/purged-tables.ts';
import type { World } from './world.ts';

/** Counts and bans over the durable storage, and forgets in the background what is older than the retention. */
export function openRegulation(
  { config, clock, log }: World,
  { database }: Storage,
  opened: AsyncDisposableStack,
): Regulator {
  const attempts = createAuthenticationLog(database);
  const bans = createBanStore(database);
  const { retention: retentionMs } = config.storage;
  const tables = purgedTables({
    attempts,
    bans,
    sessions: createKeptSessions(database),
    retentionMs,
    findTimeMs: config.regulation.find_time,
  });
  const purger = createPurger({ tables, clock, log });
  opened.adopt(purger, (one) => one.close());
  void purger.run();
  return createRegulator({ rules: config.regulation, attempts, bans, clock, log });
}
