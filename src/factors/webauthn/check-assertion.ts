import type { verifyAuthenticationResponse as Library } from '@simplewebauthn/server';
import { isSameSecret } from '../../lib/constant-time.ts';
import type { WebAuthnCredential } from '../../storage/webauthn-credential.ts';
import type { AssertionResponse } from './assertion-response.ts';
import { u2fAttestation } from './attestation-type.ts';
import { isFromFrame } from './is-from-frame.ts';
import { loadWebAuthnLibrary } from './load-webauthn-library.ts';
import type { ProvedByKey } from './methods-of.ts';
import type { RelyingParty } from './relying-party.ts';
import type { WebAuthnGround } from './webauthn-ground.ts';

/** An assertion that a browser brings for a credential that is known. */
export interface AssertionAttempt {
  readonly credential: WebAuthnCredential;
  /** The one that was offered, and is spent. */
  readonly challenge: string;
  readonly response: AssertionResponse;
  /** Used without a user name: the authenticator must say whose it is. */
  readonly isPasskey: boolean;
}

/** Why an assertion was refused: for the log. */
export type AssertionRefusal =
  | 'not-verified'
  | 'other-user'
  | 'not-discoverable'
  | 'backup-changed'
  | 'cloned';

/** What came of an assertion. */
export type CheckedAssertion =
  | ({ readonly outcome: 'right' } & ProvedByKey)
  | { readonly outcome: 'refused'; readonly reason: AssertionRefusal; readonly detail?: string };

/**
 * Checks an assertion (WebAuthn §7.2) and notes the use: challenge, origin, relying party, flags, signature, owner, and that the counter
 * went on. One that did not marks the credential, which is refused from then on until it is removed (behaviour.md §6.6).
 */
export async function checkAssertion(
  ground: WebAuthnGround,
  party: RelyingParty,
  attempt: AssertionAttempt,
): Promise<CheckedAssertion> {
  const { config, credentials, clock } = ground;
  const { credential, response, isPasskey } = attempt;
  const reason = await findObjection(ground, attempt);
  if (reason !== undefined) return { outcome: 'refused', reason };
  let info: VerifiedAssertion;
  try {
    info = await verify(config.selection_criteria.user_verification === 'required', party, attempt);
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    return { outcome: 'refused', reason: 'not-verified', detail };
  }
  if ((info.credentialDeviceType === 'multiDevice') !== credential.isBackupEligible) {
    return { outcome: 'refused', reason: 'backup-changed' };
  }
  const isNoted = await credentials.noteUse(credential.id, {
    timeMs: clock.now(),
    signCount: info.newCounter,
    isVerified: info.userVerified,
    isBackedUp: info.credentialBackedUp,
    isDiscoverable: isPasskey,
  });
  if (!isNoted) {
    await credentials.warnOfClone(credential.id);
    return { outcome: 'refused', reason: 'cloned' };
  }
  const attachment = credential.attachment || (response.authenticatorAttachment ?? '');
  return { outcome: 'right', isVerified: info.userVerified, attachment };
}

/** What is wrong before any signature is looked at. */
async function findObjection(
  { config, handles }: WebAuthnGround,
  { credential, response, isPasskey }: AssertionAttempt,
): Promise<AssertionRefusal | undefined> {
  if (credential.hasCloneWarning) return 'cloned';
  if (isPasskey && !credential.isDiscoverable && !config.experimental_enable_passkey_upgrade) {
    return 'not-discoverable';
  }
  const { userHandle } = response.response;
  if (userHandle === undefined) return isPasskey ? 'other-user' : undefined;
  const handle = await handles.find(credential);
  // Keys that were taken over without their handles: what they say of their owner cannot be compared.
  if (handle === undefined) return isPasskey ? 'other-user' : undefined;
  return isSameSecret(Buffer.from(userHandle, 'base64url'), handle) ? undefined : 'other-user';
}

type VerifiedAssertion = Awaited<ReturnType<typeof Library>>['authenticationInfo'];

async function verify(
  requireUserVerification: boolean,
  party: RelyingParty,
  { credential, challenge, response }: AssertionAttempt,
): Promise<VerifiedAssertion> {
  if (isFromFrame(response.response.clientDataJSON)) throw new TypeError('it was made in a frame');
  const { verifyAuthenticationResponse } = await loadWebAuthnLibrary();
  const { userHandle, ...signed } = response.response;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      id: response.id,
      rawId: response.rawId,
      type: response.type,
      response: userHandle === undefined ? signed : { ...signed, userHandle },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    // Keys of U2F are bound to the origin instead, by the `appid` extension.
    expectedRPID: credential.attestationType === u2fAttestation ? [party.id, party.origin] : party.id,
    expectedType: 'webauthn.get',
    // The library would compare counters before it looks at the signature: anybody could mark a key as cloned.
    credential: { id: credential.kid, publicKey: new Uint8Array(credential.publicKey), counter: 0 },
    requireUserVerification,
  });
  if (!verified) throw new TypeError('the signature is not right');
  return authenticationInfo;
}
