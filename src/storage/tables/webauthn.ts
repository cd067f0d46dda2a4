import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** Security keys and passkeys of people (behaviour.md §7.2). Booleans are 0 and 1; `public_key` and `attestation` are sealed. */
export interface WebAuthnCredentialsTable {
  id: Generated<number>;
  created_at: StoredTime;
  last_used_at: StoredTime | null;
  rpid: string;
  username: string;
  description: string;
  /** The credential's id, base64url. */
  kid: string;
  aaguid: string | null;
  attestation_type: string;
  attestation_format: string;
  attachment: string;
  /** Parted by commas. */
  transport: string;
  sign_count: number;
  clone_warning: number;
  legacy: number;
  discoverable: number;
  present: number;
  verified: number;
  backup_eligible: number;
  backup_state: number;
  public_key: Uint8Array;
  attestation: Uint8Array | null;
}

/** By which handle authenticators know people. */
export interface WebAuthnUsersTable {
  id: Generated<number>;
  rpid: string;
  username: string;
  userid: string;
}

/** What was fetched from elsewhere and is kept for a while. */
export interface CachedDataTable {
  id: Generated<number>;
  created_at: StoredTime;
  updated_at: StoredTime;
  name: string;
  encrypted: number;
  value: Uint8Array;
}
