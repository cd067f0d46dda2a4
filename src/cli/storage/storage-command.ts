import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { trustedCertificates } from '../../app/trusted-certificates.ts';
import type { Config } from '../../config/config.ts';
import type { StorageConfig } from '../../config/sections/storage.ts';
import { AppError } from '../../lib/app-error.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import type { Database } from '../../storage/database.ts';
import { listMigrations } from '../../storage/migrate.ts';
import { type DatabaseConfig, openDatabase } from '../../storage/open-storage.ts';
import { openStorageSeal } from '../../storage/storage-key.ts';
import { CommandError } from '../command-error.ts';
import type { Command } from '../commands.ts';
import { globalFlags, loadOptions } from '../config-options.ts';
import type { CliIo } from '../io.ts';
import { exitCodes } from '../io.ts';
import { loadCommandConfig } from '../load-command-config.ts';
import { wrongArguments } from '../wrong-arguments.ts';
import { readStorageKeys, storageFlags, storageOfFlags } from './storage-flags.ts';

/** What a command about the storage is handed. */
export interface StorageCommandContext {
  readonly database: Database;
  readonly encryptionKey: string;
  /** Undefined where the flags said all there was to know. */
  readonly config: Config | undefined;
  /** The arguments that are no flags. */
  readonly words: readonly string[];
  /** The command's own flags. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly io: CliIo;
}

/** A command about the storage. */
export interface StorageCommandOptions {
  /** The text of `--help`, without the flags that all of them have. */
  readonly help: string;
  readonly flags?: NonNullable<ParseArgsConfig['options']>;
  /** Whether the schema must be this version's and the key the right one; no only for what mends or tells of these. */
  readonly needsReadyStorage?: boolean;
  /** Gives the exit code. Expected failures throw `CommandError`. */
  run(context: StorageCommandContext): Promise<number>;
}

const flagsHelp = `
      --encryption-key KEY           instead of storage.encryption_key
      --sqlite.path FILE             instead of storage.local.path
      --postgres.address ADDRESS     instead of storage.postgres; also .database, .username, .password, .schema
      --mysql.address ADDRESS        instead of storage.mysql; also .database, .username, .password
                                     with one of these and --encryption-key no configuration is read
  -c, --config FILE,…                the configuration (default: configuration.yml)
  -h, --help                         this help
`;

/** Makes a command that works on the configured storage, also while Gatehouse serves (behaviour.md §7.4). */
export function storageCommand(options: StorageCommandOptions): Command {
  return async (args, io) => {
    const { values, positionals } = readArguments(args, options);
    if (values.help === true) {
      io.stdout(
        `${options.help.trimEnd()}\n${options.help.includes('\nFlags:') ? '' : '\nFlags:'}${flagsHelp}`,
      );
      return exitCodes.success;
    }
    try {
      return await runWith(options, { flags: values, words: positionals, io });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const detail = error.detail === undefined ? '' : ` ${error.detail}.`;
      throw new CommandError('failure', `${error.message}${detail}`);
    }
  };
}

async function runWith(
  options: StorageCommandOptions,
  context: Pick<StorageCommandContext, 'flags' | 'words' | 'io'>,
): Promise<number> {
  const { storage, config, trustedCertificates } = await readStorage(context.flags, context.io);
  const database = openDatabase(storage, { log: silentLog, trustedCertificates });
  try {
    const encryptionKey = storage.encryption_key ?? '';
    if (options.needsReadyStorage !== false) await checkReady(database, encryptionKey);
    return await options.run({ ...context, config, database, encryptionKey });
  } finally {
    await database.close();
  }
}

function readArguments(args: readonly string[], { flags }: StorageCommandOptions) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...globalFlags, ...storageFlags, ...flags },
      allowPositionals: true,
    });
    const ownFlags: Record<string, string | boolean | undefined> = {};
    for (const [name, value] of Object.entries(values)) {
      ownFlags[name] = Array.isArray(value) ? value.join(',') : value;
    }
    return { values: ownFlags, positionals };
  } catch (error) {
    throw wrongArguments(error);
  }
}

interface ReadStorage {
  readonly storage: DatabaseConfig & Pick<StorageConfig, 'encryption_key'>;
  readonly config: Config | undefined;
  readonly trustedCertificates: readonly string[];
}

/** From the flags where they say it all, else from the configuration. */
async function readStorage(flags: StorageCommandContext['flags'], io: CliIo): Promise<ReadStorage> {
  const key = flags['encryption-key'];
  const told = storageOfFlags(flags);
  const config = told === undefined || key === undefined ? await loadForStorage(flags, io) : undefined;
  const written: DatabaseConfig = told === undefined ? (config?.storage ?? {}) : readStorageKeys(told);
  return {
    config,
    storage: {
      ...written,
      ...(written.local === undefined ? {} : { local: { path: existingFile(written.local.path, io) } }),
      encryption_key: typeof key === 'string' ? key : config?.storage.encryption_key,
    },
    trustedCertificates: config === undefined ? [] : await trustedCertificates(config),
  };
}

/** A missing file would be made: it is more likely a wrong path. */
function existingFile(path: string, io: CliIo): string {
  const absolute = resolve(io.workingDirectory, path);
  if (existsSync(absolute)) return absolute;
  throw new CommandError(
    'failure',
    `There is no database at ${absolute}. Gatehouse makes it when it starts for the first time.`,
  );
}

async function loadForStorage(flags: StorageCommandContext['flags'], io: CliIo): Promise<Config> {
  const { config, 'config.experimental.filters': filters } = flags;
  const named = {
    ...(typeof config === 'string' && { config: [config] }),
    ...(typeof filters === 'string' && { 'config.experimental.filters': [filters] }),
  };
  return loadCommandConfig(loadOptions(named, io), io);
}

async function checkReady(database: Database, encryptionKey: string): Promise<void> {
  const pending = (await listMigrations(database)).filter(({ executedAt }) => executedAt === undefined);
  if (pending.length > 0) {
    throw new CommandError(
      'failure',
      'The schema of the storage is not up to date: run "gatehouse storage migrate up".',
    );
  }
  await openStorageSeal(database, encryptionKey, systemRandom);
}
