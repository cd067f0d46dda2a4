import type { verifyRegistrationResponse as Library } from '@simplewebauthn/server';
import type { NewWebAuthnCredential } from '../../storage/webauthn-credential.ts';
import { attestationType } from './attestation-type.ts';
import { type FilterRefusal, filterAuthenticator } from './filter-authenticator.ts';
import { isFromFrame } from './is-from-frame.ts';
import { keyAlgorithms } from './key-algorithms.ts';
import { loadWebAuthnLibrary } from './load-webauthn-library.ts';
import type { MetadataRefusal } from './metadata/authenticator-metadata.ts';
import { readToldAttestation, type ToldAttestation } from './metadata/told-attestation.ts';
import type { RegistrationResponse } from './registration-response.ts';
import type { RelyingParty } from './relying-party.ts';
import type { WebAuthnGround } from './webauthn-ground.ts';

/** A registration that a browser brings. */
export interface RegistrationAttempt {
  /** From the session. */
  readonly username: string;
  readonly description: string;
  /** The one that was offered, and is spent. */
  readonly challenge: string;
  readonly response: RegistrationResponse;
}

/** Why a registration was refused: for the log. */
export type RegistrationRefusal = 'not-verified' | FilterRefusal | MetadataRefusal;

/** What came of a registration. */
export type CheckedRegistration =
  | { readonly outcome: 'right'; readonly credential: NewWebAuthnCredential }
  | { readonly outcome: 'refused'; readonly reason: RegistrationRefusal; readonly detail?: string };

/** Checks a registration (WebAuthn §7.1): challenge, origin, relying party, flags, attestation; then filters and metadata. */
export async function checkRegistration(
  ground: WebAuthnGround,
  party: RelyingParty,
  attempt: RegistrationAttempt,
): Promise<CheckedRegistration> {
  const { config, metadata } = ground;
  let verified: VerifiedRegistration;
  try {
    verified = await verify(config.selection_criteria.user_verification === 'required', party, attempt);
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    return { outcome: 'refused', reason: 'not-verified', detail };
  }
  const { info, told } = verified;
  const isBackupEligible = info.credentialDeviceType === 'multiDevice';
  const reason =
    filterAuthenticator(config.filtering, { aaguid: told.aaguid, isBackupEligible }) ??
    (await metadata?.objection(told));
  if (reason !== undefined) return { outcome: 'refused', reason };
  return { outcome: 'right', credential: toCredential(ground, party, attempt, verified) };
}

interface VerifiedRegistration {
  readonly info: NonNullable<Awaited<ReturnType<typeof Library>>['registrationInfo']>;
  readonly told: ToldAttestation;
}

async function verify(
  requireUserVerification: boolean,
  party: RelyingParty,
  { challenge, response }: RegistrationAttempt,
): Promise<VerifiedRegistration> {
  if (isFromFrame(response.response.clientDataJSON)) throw new TypeError('it was made in a frame');
  const { verifyRegistrationResponse } = await loadWebAuthnLibrary();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: toLibraryForm(response),
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    expectedType: 'webauthn.create',
    requireUserPresence: true,
    requireUserVerification,
    supportedAlgorithmIDs: keyAlgorithms,
  });
  if (!verified) throw new TypeError('the attestation is not right');
  if (registrationInfo.credential.id !== response.id) throw new TypeError('it is another credential');
  const told = await readToldAttestation(
    registrationInfo.attestationObject,
    registrationInfo.aaguid.toLowerCase(),
  );
  return { info: registrationInfo, told };
}

/** In the form that the library reads, which knows no absent fields that are written. */
function toLibraryForm({ id, rawId, type, response, authenticatorAttachment }: RegistrationResponse) {
  const form = { id, rawId, type, response, clientExtensionResults: {} };
  return authenticatorAttachment === undefined ? form : { ...form, authenticatorAttachment };
}

function toCredential(
  { config, clock }: WebAuthnGround,
  party: RelyingParty,
  { username, description, response }: RegistrationAttempt,
  { info, told }: VerifiedRegistration,
): NewWebAuthnCredential {
  // Where a browser does not tell, only what was required is sure.
  const isDiscoverable =
    response.clientExtensionResults?.credProps?.rk ??
    config.selection_criteria.discoverability === 'required';
  return {
    createdAtMs: clock.now(),
    lastUsedAtMs: undefined,
    rpid: party.id,
    username,
    description,
    kid: info.credential.id,
    aaguid: told.aaguid,
    attestationType: attestationType(told.format, told.certificates.length > 0),
    attestationFormat: told.format,
    attachment: response.authenticatorAttachment ?? '',
    transports: response.response.transports,
    signCount: info.credential.counter,
    hasCloneWarning: false,
    isLegacy: false,
    isDiscoverable,
    isPresent: true,
    isVerified: info.userVerified,
    isBackupEligible: info.credentialDeviceType === 'multiDevice',
    isBackedUp: info.credentialBackedUp,
    publicKey: info.credential.publicKey,
    attestation: Buffer.from(
      JSON.stringify({
        attestationObject: response.response.attestationObject,
        clientDataJSON: response.response.clientDataJSON,
      }),
    ),
  };
}
