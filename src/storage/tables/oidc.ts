import type { Generated } from 'kysely';
import type { StoredTime } from '../tables.ts';

/** What the OpenID Connect engine keeps: codes, tokens, grants, pushed requests, interactions. Nothing of it is readable: keyed digests and a sealed record. */
export interface OidcArtifactsTable {
  id: Generated<number>;
  /** Keyed digest of kind and value: a stolen database redeems nothing. */
  digest: string;
  /** Keyed digest of the grant that it came from; null where it came from none. */
  grant_digest: string | null;
  /** Keyed digest of the sign-in that it came from; null where it came from none. */
  sign_in_digest: string | null;
  /** Sealed, bound to the row's digest. */
  payload: Uint8Array;
  consumed: StoredTime | null;
  expires: StoredTime;
}

/** What a client was given in one sign-in. */
export interface OidcAuthorizationsTable {
  id: Generated<number>;
  sign_in_digest: string;
  client_digest: string;
  /** Keyed digest of the person's subject; null in rows that are older than the column. */
  account_digest: string | null;
  /** Sealed, bound to the two digests. */
  payload: Uint8Array;
  expires: StoredTime;
}

/** Sign-ins that were ended before their time: nothing that came from one is good any more. */
export interface OidcEndedSignInsTable {
  id: Generated<number>;
  sign_in_digest: string;
  expires: StoredTime;
}

/** What clients are still to be told about sign-ins that ended. */
export interface OidcLogoutsTable {
  id: Generated<number>;
  /** Keyed digest of sign-in and client: each is told once. */
  digest: string;
  /** Sealed, bound to the digest. */
  payload: Uint8Array;
  attempts: number;
  /** When it is tried next; null = never again, for it was delivered or given up. */
  due: StoredTime | null;
  expires: StoredTime;
}

/** Keys that the provider makes for itself. */
export interface OidcSigningKeysTable {
  id: Generated<number>;
  kid: string;
  algorithm: string;
  /** Counts up for each algorithm; of several instances that make the next one, the first keeps it. */
  generation: number;
  created: StoredTime;
  signs_from: StoredTime;
  /** Sealed, bound to the kid. */
  private_key: Uint8Array;
}

/** Clients that registered themselves. */
export interface OidcClientsTable {
  id: Generated<number>;
  client_id: string;
  issuer: string;
  /** Sealed, bound to the client's name. */
  payload: Uint8Array;
  created: StoredTime;
}

/** What lets them register. */
export interface OidcRegistrationTokensTable {
  id: Generated<number>;
  /** Keyed digest of the token. */
  digest: string;
  note: string;
  uses_left: number;
  created: StoredTime;
  expires: StoredTime;
}

/** Names of people that say nothing of them (behaviour.md §7.2). */
export interface UserOpaqueIdentifierTable {
  id: Generated<number>;
  service: string;
  sector_id: string;
  username: string;
  identifier: string;
}

/** Consents that people let be remembered (behaviour.md §7.2). Lists are joined with `|`. */
export interface ConsentPreconfigurationTable {
  id: Generated<number>;
  client_id: string;
  subject: string;
  created_at: StoredTime;
  expires_at: StoredTime;
  revoked: number;
  scopes: string;
  audience: string;
  requested_claims: string;
  signature_claims: string;
  granted_claims: string;
}
