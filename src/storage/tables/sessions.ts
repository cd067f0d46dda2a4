import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** Sessions of a store in memory, kept for the time after a restart. Nothing of a person is readable: keyed hashes and a sealed record. */
export interface SessionsTable {
  id: Generated<number>;
  session_key: string;
  user_digest: string;
  cookie_domain: string;
  sealed: Uint8Array;
  last_activity: StoredTime;
  expires: StoredTime;
}

/** Sealed words to the process that holds the sessions: whose are to end. */
export interface SessionEndsTable {
  id: Generated<number>;
  sealed: Uint8Array;
}
