import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely';
import { AppError } from '../../lib/app-error.ts';
import type { Database, SchemaWords } from '../database.ts';
import { isoTime } from '../iso-time.ts';
import type { Tables } from '../tables.ts';
import { loadSqlite } from './load-sqlite.ts';

/** The path of a database that lives as long as the process. */
export const inMemory = ':memory:';

/** How long a statement waits for another process (a command, a backup). Node's SQLite is synchronous, so everybody waits with it. */
const busyTimeoutMs = 2_000;

/**
 * Opens, and makes where it is missing, the database file of `storage.local.path`; only its owner may read it. Where Authelia's own database is
 * found there, it is left as it is and `<path>.gatehouse` beside it is used. Whatever SQLite refuses, here or later, is an `AppError`
 * `storage-unavailable`.
 */
export function openSqlite(configuredPath: string): Database {
  const path = holdsForeignDatabase(configuredPath) ? `${configuredPath}.gatehouse` : configuredPath;
  const native = openNative(path);
  const kysely = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: toKyselyDatabase(native, path) }),
  });
  let isOpen = true;
  return {
    kysely,
    isShared: false,
    time: isoTime,
    words,
    ...(path === inMemory ? {} : { file: path }),
    async close() {
      await kysely.destroy();
      // Kysely closes only what it has used.
      if (isOpen && native.isOpen) native.close();
      isOpen = false;
    },
  };
}

function openNative(path: string): DatabaseSync {
  return orUnavailable(path, () => {
    const { DatabaseSync } = loadSqlite();
    if (path !== inMemory && !existsSync(path)) makeFile(path);
    const native = new DatabaseSync(path, { timeout: busyTimeoutMs });
    try {
      native.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    } catch (error) {
      native.close();
      throw error;
    }
    return native;
  });
}

function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** Whether a file is Authelia's own database, which has tables of the same names, sealed in another way. It is only looked at. */
function holdsForeignDatabase(path: string): boolean {
  if (path === inMemory || !existsSync(path)) return false;
  return orUnavailable(path, () => {
    const { DatabaseSync } = loadSqlite();
    const native = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
    try {
      const has = (table: string) =>
        native.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !==
        undefined;
      return has('migrations') && !has('gatehouse_migration');
    } finally {
      native.close();
    }
  });
}

/** Kysely expects the statements of `better-sqlite3`; those of Node differ in how they take parameters. */
function toKyselyDatabase(native: DatabaseSync, path: string): SqliteDatabase {
  return {
    close: () => native.close(),
    prepare(text): SqliteStatement {
      const statement = orUnavailable(path, () => native.prepare(text));
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => orUnavailable(path, () => statement.all(...parameters.map(toSqlValue))),
        run: (parameters) => orUnavailable(path, () => statement.run(...parameters.map(toSqlValue))),
        iterate: (parameters) => orUnavailable(path, () => statement.iterate(...parameters.map(toSqlValue))),
      };
    },
  };
}

/** What SQLite says names tables and columns, never values. */
function orUnavailable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof TypeError) throw cause;
    throw new AppError('storage-unavailable', 'The storage is not available.', {
      detail: `SQLite file ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
}

type SqlValue = null | number | bigint | string | Uint8Array;

function toSqlValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot keep a ${typeof value}`);
}

/** SQLite has no type for times: text in ISO 8601, UTC, sorts as time does. */
const words: SchemaWords = {
  time: sql`text`,
  bytes: sql`blob`,
  manyBytes: sql`blob`,
  dropIndex: (db, _table, name) => db.schema.dropIndex(name).execute(),
  createTable: (db, name) =>
    db.schema.createTable(name).addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()),
};
