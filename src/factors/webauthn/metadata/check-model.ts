import type { WebAuthnConfig } from '../../../config/sections/webauthn.ts';
import type { MetadataRefusal } from './authenticator-metadata.ts';
import { leadsToAnchor } from './certificate-chain.ts';
import type { MetadataModel } from './metadata-blob.ts';
import type { ToldAttestation } from './told-attestation.ts';

/** An authenticator and what is known of its model. */
export interface ModelQuestion {
  readonly told: ToldAttestation;
  /** Undefined where its AAGUID is not listed. */
  readonly model: MetadataModel | undefined;
  readonly nowMs: number;
}

const zeroAaguid = '00000000-0000-0000-0000-000000000000';

/**
 * What speaks against an authenticator by the configured checks; undefined = nothing. The documented defaults are real here (departures.md
 * §4). A model that is not listed has no status and no certificates to compare: only `validate_entry` speaks of it.
 */
export function checkModel(
  config: WebAuthnConfig['metadata'],
  { told, model, nowMs }: ModelQuestion,
): MetadataRefusal | undefined {
  if (told.aaguid === zeroAaguid) {
    return config.validate_entry && !config.validate_entry_permit_zero_aaguid ? 'model-hidden' : undefined;
  }
  if (model === undefined) return config.validate_entry ? 'model-unknown' : undefined;
  if (config.validate_status && !hasGoodStatus(config, model.statuses)) return 'model-status';
  return config.validate_trust_anchor && !isProved(told, model, nowMs) ? 'model-unproved' : undefined;
}

function hasGoodStatus(config: WebAuthnConfig['metadata'], statuses: readonly string[]): boolean {
  const has = (list: readonly string[]) => statuses.some((status) => list.includes(status));
  const { validate_status_permitted: permitted, validate_status_prohibited: prohibited } = config;
  return !has(prohibited) && (permitted.length === 0 || has(permitted));
}

/** Without certificates anybody could name that model, unless it is one of those that only speak for themselves. */
function isProved(told: ToldAttestation, model: MetadataModel, nowMs: number): boolean {
  if (told.certificates.length === 0) {
    return told.format !== 'none' && model.attestationTypes.includes('basic_surrogate');
  }
  return leadsToAnchor({ chain: told.certificates, anchors: model.anchors, nowMs });
}
