import type { ParseArgsConfig } from 'node:util';
import { type StorageConfig, storage } from '../../config/sections/storage.ts';
import { CommandError } from '../command-error.ts';

/** The keys of a database server that have a flag, and what they are where no flag says so (Authelia's). */
const serverDefaults = {
  mysql: { address: 'tcp://127.0.0.1:3306', database: 'authelia', username: 'authelia', password: undefined },
  postgres: {
    address: 'tcp://127.0.0.1:5432',
    database: 'authelia',
    username: 'authelia',
    password: undefined,
    schema: 'public',
  },
} as const satisfies Record<string, Record<string, string | undefined>>;

/** The flags that say where the storage is, spelled as Authelia's (behaviour.md §7.4). */
export const storageFlags: NonNullable<ParseArgsConfig['options']> = {
  'encryption-key': { type: 'string' },
  'sqlite.path': { type: 'string' },
  ...Object.fromEntries(
    Object.entries(serverDefaults).flatMap(([engine, keys]) =>
      Object.keys(keys).map((key) => [`${engine}.${key}`, { type: 'string' as const }]),
    ),
  ),
};

/** Where the flags say that the storage is, as raw keys of `storage`; undefined where they do not. */
export function storageOfFlags(
  flags: Readonly<Record<string, string | boolean | undefined>>,
): Record<string, unknown> | undefined {
  const engines = (['sqlite', 'mysql', 'postgres'] as const).filter((engine) =>
    Object.keys(flags).some((name) => name.startsWith(`${engine}.`)),
  );
  const [engine, other] = engines;
  if (engine === undefined) return undefined;
  if (other !== undefined) {
    throw new CommandError('usage', `The flags of ${engine} and ${other} cannot be given together.`);
  }
  if (engine === 'sqlite') return { local: { path: flags['sqlite.path'] } };
  const keys = Object.entries(serverDefaults[engine]).map(([key, fallback]) => [
    key,
    flags[`${engine}.${key}`] ?? fallback,
  ]);
  return { [engine]: Object.fromEntries(keys.filter(([, value]) => value !== undefined)) };
}

/** The ready section of raw keys. Throws `CommandError` for values that cannot be, by the flag that they came from. */
export function readStorageKeys(raw: Record<string, unknown>): StorageConfig {
  const parsed = storage.schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const hint =
    issue?.code === 'custom' && typeof issue.params?.hint === 'string' ? ` ${issue.params.hint}` : '';
  throw new CommandError('usage', `--${issue?.path.join('.')}: ${issue?.message}${hint}`);
}
