import type { CreateTableBuilder, Kysely, RawBuilder } from 'kysely';
import type { StoredTime, Tables } from './tables.ts';

/** An open database, the same for every engine. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly time: TimeColumn;
  /** How its migrations spell what differs between the engines. */
  readonly words: SchemaWords;
  /** Whether it is on a server, where other instances reach it too. */
  readonly isShared: boolean;
  /** The same database for its migrations, whose statements may take longer; undefined where nothing limits them. */
  readonly migrating?: Kysely<Tables>;
  /** The schema that holds the tables; undefined where the engine has none. */
  readonly schema?: string;
  /** The file that is really used; undefined where there is none. */
  readonly file?: string;
  /** Ends the connections. */
  close(): Promise<void>;
}

/** How an engine keeps a moment: always UTC, to the millisecond, in a form that sorts by time. */
export interface TimeColumn {
  write(timeMs: number): StoredTime;
  /** Milliseconds since 1970 UTC. Throws `TypeError` for what is no time. */
  read(stored: StoredTime): number;
}

/** What the engines spell differently when a table is made. */
export interface SchemaWords {
  /** The type of a column for `TimeColumn`. */
  readonly time: RawBuilder<unknown>;
  /** The type of a column for bytes. */
  readonly bytes: RawBuilder<unknown>;
  /** The type of a column for up to 16 MiB. */
  readonly manyBytes: RawBuilder<unknown>;
  /** Drops an index of a table. */
  dropIndex(db: Kysely<unknown>, table: string, name: string): Promise<void>;
  /** Begins a table with the column `id`, which the engine counts up. Text in it is compared byte by byte. */
  createTable<Name extends string>(db: Kysely<unknown>, name: Name): CreateTableBuilder<Name, 'id'>;
}
