import type { Selectable } from 'kysely';
import { AppError } from '../lib/app-error.ts';
import type { Storage } from './open-storage.ts';
import { columnContext } from './storage-key.ts';
import type { TotpConfigurationsTable } from './tables/totp.ts';

/** The digests of RFC 6238. */
export type TotpDigest = 'SHA1' | 'SHA256' | 'SHA512';

/** Somebody's one-time passwords. */
export interface TotpConfiguration {
  /** Canonical. */
  readonly username: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | undefined;
  readonly issuer: string;
  readonly algorithm: TotpDigest;
  readonly digits: number;
  /** Seconds. */
  readonly period: number;
  /** The key itself, as bytes. */
  readonly secret: Buffer;
}

/** What everybody's one-time passwords are, one for each user name. Methods throw `AppError` `storage-unavailable`. */
export interface TotpConfigurations {
  find(username: string): Promise<TotpConfiguration | undefined>;
  has(username: string): Promise<boolean>;
  /** Keeps it in place of the one of before. */
  save(configuration: TotpConfiguration): Promise<void>;
  noteUse(username: string, atMs: number): Promise<void>;
  /** Whether there was one. */
  remove(username: string): Promise<boolean>;
  /** All, by user name. */
  list(): Promise<readonly TotpConfiguration[]>;
}

const table = 'totp_configurations';

/** The configurations over the table of that name (behaviour.md §7.2); each secret is sealed for its user. */
export function createTotpConfigurations(storage: Pick<Storage, 'database' | 'seal'>): TotpConfigurations {
  const { kysely, time } = storage.database;
  const read = (row: Selectable<TotpConfigurationsTable>) => readRow(storage, row);
  return {
    async find(username) {
      const row = await kysely
        .selectFrom(table)
        .selectAll()
        .where('username', '=', username)
        .executeTakeFirst();
      return row && read(row);
    },
    async has(username) {
      const row = await kysely
        .selectFrom(table)
        .select('id')
        .where('username', '=', username)
        .executeTakeFirst();
      return row !== undefined;
    },
    async save(configuration) {
      const { username, ...row } = toRow(storage, configuration);
      await kysely
        .insertInto(table)
        .values({ username, ...row })
        .onConflict((conflict) => conflict.column('username').doUpdateSet(row))
        .execute();
    },
    async noteUse(username, atMs) {
      await kysely
        .updateTable(table)
        .set({ last_used_at: time.write(atMs) })
        .where('username', '=', username)
        .execute();
    },
    async remove(username) {
      const { numDeletedRows } = await kysely
        .deleteFrom(table)
        .where('username', '=', username)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async list() {
      return (await kysely.selectFrom(table).selectAll().orderBy('username').execute()).map(read);
    },
  };
}

function toRow({ database, seal }: Pick<Storage, 'database' | 'seal'>, configuration: TotpConfiguration) {
  const { username, createdAtMs, lastUsedAtMs, issuer, algorithm, digits, period, secret } = configuration;
  return {
    username,
    created_at: database.time.write(createdAtMs),
    last_used_at: lastUsedAtMs === undefined ? null : database.time.write(lastUsedAtMs),
    issuer,
    algorithm,
    digits,
    period,
    secret: seal.seal(secret, columnContext(table, 'secret', username)),
  };
}

function readRow(
  { database, seal }: Pick<Storage, 'database' | 'seal'>,
  row: Selectable<TotpConfigurationsTable>,
): TotpConfiguration {
  const { username, issuer, digits, period } = row;
  const secret = seal.open(row.secret, columnContext(table, 'secret', username));
  const algorithm = digests.find((digest) => digest === row.algorithm);
  if (secret === undefined || algorithm === undefined) {
    throw new AppError('internal', 'A one-time password configuration cannot be read.', {
      detail: `the row of ${username} in ${table} was altered, or moved from another row`,
    });
  }
  return {
    username,
    createdAtMs: database.time.read(row.created_at),
    lastUsedAtMs: row.last_used_at === null ? undefined : database.time.read(row.last_used_at),
    issuer,
    algorithm,
    digits,
    period,
    secret,
  };
}

const digests: readonly TotpDigest[] = ['SHA1', 'SHA256', 'SHA512'];
