import { u2fAttestation } from './attestation-type.ts';
import { loadWebAuthnLibrary } from './load-webauthn-library.ts';
import type { Offer } from './offer-registration.ts';
import type { RelyingParty } from './relying-party.ts';
import type { WebAuthnGround } from './webauthn-ground.ts';

/** Random bytes of a challenge; 16 are the least (WebAuthn §13.4.3). */
const challengeBytes = 32;

/**
 * Asks for one of somebody's credentials, or without a user name for any passkey of this portal. Keys that were made by U2F are found by
 * the `appid` extension (WebAuthn §10.1.1), which is the origin.
 */
export async function offerSignIn(
  { config, credentials, random }: WebAuthnGround,
  party: RelyingParty,
  username: string | undefined,
): Promise<Offer> {
  const known = username === undefined ? [] : await credentials.listOf({ rpid: party.id, username });
  const hasOldKey = known.some(({ attestationType }) => attestationType === u2fAttestation);
  const { generateAuthenticationOptions } = await loadWebAuthnLibrary();
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(random.bytes(challengeBytes)),
    timeout: config.timeout,
    userVerification: config.selection_criteria.user_verification,
    ...(username === undefined
      ? {}
      : { allowCredentials: known.map(({ kid, transports }) => ({ id: kid, transports: [...transports] })) }),
    ...(hasOldKey ? { extensions: { appid: party.origin } } : {}),
  });
  return { publicKey: options, challenge: options.challenge };
}
