import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/**
 * Sessions of a store in memory, kept for the time after a restart, and sessions that several instances share. Nothing of a person is readable: keyed
 * hashes and sealed records.
 */
export interface SessionsTable {
  id: Generated<number>;
  session_key: string;
  user_digest: string;
  cookie_domain: string;
  sealed: Uint8Array;
  last_activity: StoredTime;
  expires: StoredTime;
  /** The sealed address of the last activity where that is newer than the sealed record. */
  seen_address: Uint8Array | null;
}

/** Sealed words to the process that holds the sessions: whose are to end. */
export interface SessionEndsTable {
  id: Generated<number>;
  sealed: Uint8Array;
}
