import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** What happened to accounts. Ours alone: Authelia has no such table. */
export interface AuditEventsTable {
  id: Generated<number>;
  time: StoredTime;
  kind: string;
  /** Whose account; empty where nobody is known. */
  username: string;
  /** Who did it, where that was somebody else. */
  actor: string | null;
  successful: number;
  remote_ip: string | null;
  user_agent: string;
  request_id: string;
  /** A JSON object of texts. */
  details: string;
}

/** The browsers that people have signed in with, each only as a keyed digest. */
export interface KnownDevicesTable {
  id: Generated<number>;
  username: string;
  digest: string;
  first_seen: StoredTime;
  last_seen: StoredTime;
}
