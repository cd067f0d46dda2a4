import type { Kysely } from 'kysely';
import type { StoredTime, Tables } from './tables.ts';

/** An open database, the same for every engine. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly time: TimeColumn;
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
