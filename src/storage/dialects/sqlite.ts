import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { AppError } from '../../lib/app-error.ts';
import type { Database, TimeColumn } from '../database.ts';
import type { Tables } from '../tables.ts';

const busyTimeoutMs = 5_000;

/** Opens, and makes where it is missing, the database file of `storage.local.path`; only its owner may read it. */
export function openSqlite(path: string): Database {
  const native = openNative(path);
  const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: toKyselyDatabase(native) }) });
  let isOpen = true;
  return {
    kysely,
    time: isoTextTime,
    async close() {
      await kysely.destroy();
      // Kysely closes only what it has used.
      if (isOpen && native.isOpen) native.close();
      isOpen = false;
    },
  };
}

function openNative(path: string): DatabaseSync {
  try {
    if (path !== ':memory:' && !existsSync(path)) makeFile(path);
    const native = new DatabaseSync(path, { timeout: busyTimeoutMs });
    native.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    return native;
  } catch (cause) {
    throw new AppError('storage-unavailable', 'The storage cannot be opened.', {
      detail: `SQLite file ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
}

function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** Kysely expects the statements of `better-sqlite3`; those of Node differ in how they take parameters. */
function toKyselyDatabase(native: DatabaseSync): SqliteDatabase {
  return {
    close: () => native.close(),
    prepare(sql): SqliteStatement {
      const statement = native.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(toSqlValue)),
        run: (parameters) => statement.run(...parameters.map(toSqlValue)),
        iterate: (parameters) => statement.iterate(...parameters.map(toSqlValue)),
      };
    },
  };
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
const isoTextTime: TimeColumn = {
  write: (timeMs) => new Date(timeMs).toISOString(),
  read(stored) {
    const timeMs = Date.parse(stored);
    if (Number.isNaN(timeMs)) throw new TypeError(`The database holds "${stored}" where a time was expected`);
    return timeMs;
  },
};
