import { createHmacSha256, type Hmac } from '../lib/hmac.ts';
import { deriveKey } from '../lib/seal.ts';
import { createOidcArtifacts, type OidcArtifacts, type OidcStorage } from '../storage/oidc-artifacts.ts';
import { createOidcAuthorizations, type OidcAuthorizations } from '../storage/oidc-authorizations.ts';
import { oidcDigest } from '../storage/oidc-digest.ts';
import { createOidcLogouts, type OidcLogouts } from '../storage/oidc-logouts.ts';

/** What the provider keeps of sign-ins and of what came from them. */
export interface OidcRecords {
  readonly artifacts: OidcArtifacts;
  readonly authorizations: OidcAuthorizations;
  readonly logouts: OidcLogouts;
  /** Turns what must not be seen into the names by which the engine knows sign-ins. */
  readonly hash: Hmac;
}

/** What they are opened with. */
export interface RecordsOptions {
  readonly storage: Pick<OidcStorage, 'database' | 'seal'>;
  /** `storage.encryption_key`. */
  readonly encryptionKey: string;
}

/** Opens the records without the engine: a command can do so as well. */
export function openRecords({ storage, encryptionKey }: RecordsOptions): OidcRecords {
  const { database, seal } = storage;
  const sealed = { database, seal, digest: oidcDigest(encryptionKey) };
  return {
    artifacts: createOidcArtifacts(sealed),
    authorizations: createOidcAuthorizations(sealed),
    logouts: createOidcLogouts(sealed),
    hash: createHmacSha256(deriveKey(encryptionKey, 'gatehouse oidc sign-in')),
  };
}
