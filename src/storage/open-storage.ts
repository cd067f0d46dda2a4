import type { StorageConfig } from '../config/sections/storage.ts';
import { AppError } from '../lib/app-error.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import type { Seal } from '../lib/seal.ts';
import type { Database } from './database.ts';
import { inMemory, openSqlite } from './dialects/sqlite.ts';
import { migrateUp } from './migrate.ts';
import { openStorageSeal } from './storage-key.ts';

/** The durable storage, ready to be used. */
export interface Storage {
  readonly database: Database;
  /** Seals columns, each bound to its row by `columnContext`. */
  readonly seal: Seal;
  /** The migrations that were taken just now, by name. */
  readonly migrated: readonly string[];
}

/** Opens the configured database as it is. Engines that this version does not have are stood in for by memory; the configuration warns of it. */
export function openDatabase({ local }: Pick<StorageConfig, 'local'>): Database {
  return openSqlite(local?.path ?? inMemory);
}

/**
 * Opens the configured storage: the database, its schema brought up to date, its key checked. Throws `AppError` `storage-unavailable` or
 * `storage-key-wrong`; nothing is left open then.
 */
export async function openStorage(
  config: Pick<StorageConfig, 'local' | 'encryption_key'>,
  { random, log }: { readonly random: Random; readonly log: Log },
): Promise<Storage> {
  if (config.encryption_key === undefined) {
    throw new AppError('configuration-invalid', 'storage.encryption_key is missing.');
  }
  const database = openDatabase(config);
  if (config.local !== undefined && database.file !== undefined && database.file !== config.local.path) {
    const { file } = database;
    log.warn(
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
