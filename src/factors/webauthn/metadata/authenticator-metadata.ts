import type { ToldAttestation } from './told-attestation.ts';

/** Why the metadata service speaks against an authenticator. */
export type MetadataRefusal =
  | 'metadata-unavailable'
  | 'metadata-outdated'
  | 'model-hidden'
  | 'model-unknown'
  | 'model-status'
  | 'model-unproved';

/** What is known of models of authenticators (behaviour.md §6.6). */
export interface AuthenticatorMetadata {
  /** What speaks against an authenticator by the checks that are configured; undefined = nothing. */
  objection(attestation: ToldAttestation): Promise<MetadataRefusal | undefined>;
}
