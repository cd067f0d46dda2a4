import type { StorageConfig } from '../config/sections/storage.ts';
import { AppError } from '../lib/app-error.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import type { Seal } from '../lib/seal.ts';
import type { Database } from './database.ts';
import { openMysql } from './dialects/mysql.ts';
import { openPostgres } from './dialects/postgres.ts';
import { inMemory, openSqlite } from './dialects/sqlite.ts';
import { migrateUp } from './migrate.ts';
import { holdsForeignTables, placeOfOurOwn } from './refuse-foreign-tables.ts';
import { openStorageSeal } from './storage-key.ts';

/** The durable storage, ready to be used. */
export interface Storage {
  readonly database: Database;
  /** Seals columns, each bound to its row by `columnContext`. */
  readonly seal: Seal;
  /** The migrations that were taken just now, by name. */
  readonly migrated: readonly string[];
}

/** Which database it is: exactly one of the three. */
export type DatabaseConfig = Partial<Pick<StorageConfig, 'local' | 'mysql' | 'postgres'>>;

/** What a database on a server is handed: a log for its outages, PEM certificates to trust besides the system's. */
export interface DatabaseWorld {
  readonly log: Log;
  readonly trustedCertificates?: readonly string[];
}

/** Opens the configured database as it is; one on a server is connected to when it is first needed. */
export function openDatabase(
  { local, mysql, postgres }: DatabaseConfig,
  { log, trustedCertificates = [] }: DatabaseWorld,
): Database {
  const world = { log, trustedCertificates };
  if (postgres !== undefined) return openPostgres(postgres, world);
  if (mysql !== undefined) return openMysql(mysql, world);
  if (local !== undefined) return openSqlite(local.path);
  throw new AppError('configuration-invalid', 'Nothing says where data is kept.');
}

/**
 * Opens the configured storage: the database, its schema brought up to date, its key checked. Throws `AppError` `storage-unavailable` or
 * `storage-key-wrong`; nothing is left open then.
 */
export async function openStorage(
  config: DatabaseConfig & Pick<StorageConfig, 'encryption_key'>,
  { random, ...world }: DatabaseWorld & { readonly random: Random },
): Promise<Storage> {
  if (config.encryption_key === undefined) {
    throw new AppError('configuration-invalid', 'storage.encryption_key is missing.');
  }
  const database = await apartFromAuthelia(openDatabase(config, world), world.log);
  if (config.local !== undefined && database.file !== undefined && database.file !== config.local.path) {
    const { file } = database;
    world.log.warn(
      { file },
      'storage.local.path holds the database of Authelia, which is left as it is: the file beside it is used',
    );
  }
  try {
    const migrated = await migrateUp(database);
    const seal = await openStorageSeal(database, config.encryption_key, random);
    return { database, seal, migrated };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Where Authelia's own database is found on a server, its configuration starts all the same: data is kept in memory, which is told. */
async function apartFromAuthelia(configured: Database, log: Log): Promise<Database> {
  try {
    if (!(await holdsForeignTables(configured))) return configured;
  } catch (error) {
    await configured.close();
    throw error;
  }
  await configured.close();
  log.warn(
    `The storage holds the database of Authelia: bans are kept in memory and forgotten at a stop until you ${placeOfOurOwn}.`,
  );
  return openSqlite(inMemory);
}
