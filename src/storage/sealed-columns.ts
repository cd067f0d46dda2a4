import type { Tables } from './tables.ts';

/** A column whose values are sealed, each bound to its row by `columnContext`. */
export interface SealedColumn {
  readonly table: keyof Tables;
  readonly column: string;
  /** The columns that the row is known by, in the order in which they stand in the associated data. */
  readonly rowKey: readonly string[];
}

/** Every sealed column (behaviour.md §7.3): whoever adds one adds it here, or a change of key would lose it. A test compares with the schema. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'encryption', column: 'value', rowKey: ['name'] },
  { table: 'one_time_code', column: 'code', rowKey: ['public_id'] },
  { table: 'oidc_artifacts', column: 'payload', rowKey: ['digest'] },
  { table: 'oidc_authorizations', column: 'payload', rowKey: ['sign_in_digest', 'client_digest'] },
  { table: 'oidc_logouts', column: 'payload', rowKey: ['digest'] },
  { table: 'oidc_signing_keys', column: 'private_key', rowKey: ['kid'] },
  { table: 'oidc_clients', column: 'payload', rowKey: ['client_id'] },
  { table: 'totp_configurations', column: 'secret', rowKey: ['username'] },
  { table: 'webauthn_credentials', column: 'public_key', rowKey: ['kid', 'rpid', 'username'] },
  { table: 'webauthn_credentials', column: 'attestation', rowKey: ['kid', 'rpid', 'username'] },
];

/** What separates the parts of a row's key in the associated data. */
export const rowKeySeparator = ':';
