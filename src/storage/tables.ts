import type { Generated } from 'kysely';
import type { AuditEventsTable, KnownDevicesTable } from './tables/audit.ts';
import type { DuoDevicesTable, RememberedDevicesTable } from './tables/duo.ts';
import type { IdentityVerificationTable, OneTimeCodeTable } from './tables/identity.ts';
import type {
  ConsentPreconfigurationTable,
  OidcArtifactsTable,
  OidcAuthorizationsTable,
  OidcClientsTable,
  OidcEndedSignInsTable,
  OidcLogoutsTable,
  OidcRegistrationTokensTable,
  OidcSigningKeysTable,
  UserOpaqueIdentifierTable,
} from './tables/oidc.ts';
import type { RecoveryCodesTable } from './tables/recovery-codes.ts';
import type { SessionEndsTable, SessionsTable } from './tables/sessions.ts';
import type { TotpConfigurationsTable, TotpHistoryTable, UserPreferencesTable } from './tables/totp.ts';
import type { CachedDataTable, WebAuthnCredentialsTable, WebAuthnUsersTable } from './tables/webauthn.ts';

/** A moment as the database engine keeps it; `Database.time` reads and writes it. */
export type StoredTime = string;

/** The tables (behaviour.md §7.2): names and columns are those of Authelia where they carry the same thing. */
export interface Tables {
  authentication_logs: AuthenticationLogsTable;
  banned_user: BannedTable & { username: string };
  banned_ip: BannedTable & { ip: string };
  encryption: EncryptionTable;
  spent: SpentTable;
  sessions: SessionsTable;
  session_ends: SessionEndsTable;
  user_preferences: UserPreferencesTable;
  totp_configurations: TotpConfigurationsTable;
  totp_history: TotpHistoryTable;
  recovery_codes: RecoveryCodesTable;
  duo_devices: DuoDevicesTable;
  remembered_devices: RememberedDevicesTable;
  identity_verification: IdentityVerificationTable;
  one_time_code: OneTimeCodeTable;
  audit_events: AuditEventsTable;
  known_devices: KnownDevicesTable;
  webauthn_credentials: WebAuthnCredentialsTable;
  webauthn_users: WebAuthnUsersTable;
  cached_data: CachedDataTable;
  oidc_artifacts: OidcArtifactsTable;
  oidc_authorizations: OidcAuthorizationsTable;
  oidc_ended_sign_ins: OidcEndedSignInsTable;
  oidc_logouts: OidcLogoutsTable;
  oidc_signing_keys: OidcSigningKeysTable;
  oidc_clients: OidcClientsTable;
  oidc_registration_tokens: OidcRegistrationTokensTable;
  user_opaque_identifier: UserOpaqueIdentifierTable;
  oauth2_consent_preconfiguration: ConsentPreconfigurationTable;
}

/** Every proof that was tried. Booleans are 0 and 1. */
export interface AuthenticationLogsTable {
  id: Generated<number>;
  time: StoredTime;
  successful: number;
  banned: number;
  username: string;
  auth_type: string;
  remote_ip: string | null;
  /** Ours alone: what the address is counted as, so that an IPv6 /64 is found by its index. */
  remote_block: string | null;
  request_uri: string;
  request_method: string;
}

/** The columns that both kinds of ban share. */
export interface BannedTable {
  id: Generated<number>;
  time: StoredTime;
  /** Null = until revoked. */
  expires: StoredTime | null;
  /** When it was closed after its end. */
  expired: StoredTime | null;
  revoked: number;
  source: string;
  reason: string | null;
}

/** Values that the program itself needs, sealed with the storage's key. */
export interface EncryptionTable {
  id: Generated<number>;
  name: string;
  value: Uint8Array;
}

/** One-time things that were spent: only a digest of what they were. */
export interface SpentTable {
  id: Generated<number>;
  digest: string;
  ends: StoredTime;
}
