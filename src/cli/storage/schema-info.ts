import { AppError } from '../../lib/app-error.ts';
import { systemRandom } from '../../lib/random.ts';
import type { Database } from '../../storage/database.ts';
import { listMigrations } from '../../storage/migrate.ts';
import { openStorageSeal } from '../../storage/storage-key.ts';
import { exitCodes } from '../io.ts';
import { storageCommand } from './storage-command.ts';

/** `gatehouse storage schema-info`: version, tables and key of the storage. */
export const schemaInfo = storageCommand({
  help: `Tell version, tables and key of the storage.

Usage:
  gatehouse storage schema-info [flags]
`,
  needsReadyStorage: false,
  async run({ database, encryptionKey, io }) {
    const steps = await listMigrations(database);
    const taken = steps.filter(({ executedAt }) => executedAt !== undefined);
    const tables = await database.kysely.introspection.getTables();
    const own = tables.filter(({ schema }) => database.schema === undefined || schema === database.schema);
    const names = own.map(({ name }) => name).filter((name) => !name.startsWith('gatehouse_'));
    const key = taken.length === 0 ? 'not used yet' : await keyState(database, encryptionKey);
    io.stdout(
      [
        `Schema Version: ${taken.at(-1)?.name ?? 'N/A'}`,
        `Schema Upgrade Available: ${taken.length === steps.length ? 'no' : `yes - ${steps.at(-1)?.name}`}`,
        `Schema Tables: ${names.toSorted().join(', ') || 'N/A'}`,
        `Schema Encryption Key: ${key}`,
        '',
      ].join('\n'),
    );
    return exitCodes.success;
  },
});

/** `gatehouse storage encryption check`: whether the key is the one that the storage was first used with; exit code 1 when not. */
export const encryptionCheck = storageCommand({
  help: `Check whether storage.encryption_key is the key of this storage.

Usage:
  gatehouse storage encryption check [flags]

Flags:
      --verbose                      accepted for Authelia's sake
`,
  flags: { verbose: { type: 'boolean' } },
  needsReadyStorage: false,
  async run({ database, encryptionKey, io }) {
    const isValid = (await keyState(database, encryptionKey)) === 'valid';
    io.stdout(`Storage Encryption Key Validation: ${isValid ? 'SUCCESS' : 'FAILURE'}\n`);
    return isValid ? exitCodes.success : exitCodes.failure;
  },
});

async function keyState(database: Database, encryptionKey: string): Promise<'valid' | 'invalid'> {
  try {
    await openStorageSeal(database, encryptionKey, systemRandom);
    return 'valid';
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage-key-wrong') return 'invalid';
    throw error;
  }
}
