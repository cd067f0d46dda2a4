import { createRegulator, type RegulationRules, type Regulator } from '../../src/regulation/regulator.ts';
import { createAuthenticationLog } from '../../src/storage/authentication-log.ts';
import { type BanStore, createBanStore } from '../../src/storage/bans.ts';
import type { Database } from '../../src/storage/database.ts';
import { inMemory, openSqlite } from '../../src/storage/dialects/sqlite.ts';
import { migrateDown, migrateUp } from '../../src/storage/migrate.ts';
import { createCollectingLog, type LogLine } from './collecting-log.ts';
import { createFrozenClock, type FrozenClock } from './frozen-clock.ts';

/** The rules of behaviour.md §6.1 where nothing is configured. */
const defaultRules: RegulationRules = {
  modes: ['user'],
  max_retries: 3,
  find_time: 120_000,
  ban_time: 300_000,
};

/** A regulator over a database of its own in memory. */
export interface RegulationWorld {
  readonly clock: FrozenClock;
  readonly database: Database;
  readonly bans: BanStore;
  readonly regulator: Regulator;
  readonly lines: readonly LogLine[];
  /** Another one over the same database. */
  regulatorWith(rules: Partial<RegulationRules>): Regulator;
  /** What was recorded so far, oldest first. */
  recorded(): Promise<readonly RecordedAttempt[]>;
  /** Takes the tables away, as a storage does that has gone wrong. */
  breakStorage(): Promise<void>;
  close(): Promise<void>;
}

/** A row of the log of attempts, as far as tests look at it. */
export interface RecordedAttempt {
  readonly username: string;
  readonly remote_ip: string | null;
  readonly successful: number;
  readonly banned: number;
  readonly auth_type: string;
  readonly request_uri: string;
  readonly request_method: string;
}

/** Makes one. */
export async function createRegulationWorld(rules: Partial<RegulationRules> = {}): Promise<RegulationWorld> {
  const clock = createFrozenClock();
  const database = openSqlite(inMemory);
  await migrateUp(database);
  const bans = createBanStore(database);
  const attempts = createAuthenticationLog(database);
  const { log, lines } = createCollectingLog();
  const regulatorWith = (changes: Partial<RegulationRules>) =>
    createRegulator({ rules: { ...defaultRules, ...changes }, attempts, bans, clock, log });
  return {
    clock,
    database,
    bans,
    lines,
    regulator: regulatorWith(rules),
    regulatorWith,
    recorded: () =>
      database.kysely
        .selectFrom('authentication_logs')
        .select([
          'username',
          'remote_ip',
          'successful',
          'banned',
          'auth_type',
          'request_uri',
          'request_method',
        ])
        .orderBy('id')
        .execute(),
    breakStorage: async () => void (await migrateDown(database, undefined)),
    close: () => database.close(),
  };
}
