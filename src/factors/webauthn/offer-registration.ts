import { keyAlgorithms } from './key-algorithms.ts';
import { loadWebAuthnLibrary } from './load-webauthn-library.ts';
import type { RelyingParty } from './relying-party.ts';
import type { WebAuthnGround } from './webauthn-ground.ts';

/** What a browser is asked to do, and the challenge that its answer must hold. */
export interface Offer {
  /** For `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`. */
  readonly publicKey: object;
  /** base64url of 32 random bytes. */
  readonly challenge: string;
}

/** Random bytes of a challenge; 16 are the least (WebAuthn §13.4.3). */
const challengeBytes = 32;

/** Asks for a new credential of somebody: none of those that they have, named as the configuration says (behaviour.md §1.6). */
export async function offerRegistration(
  { config, credentials, handles, random }: WebAuthnGround,
  party: RelyingParty,
  person: { readonly username: string; readonly displayName: string },
): Promise<Offer> {
  const owner = { rpid: party.id, username: person.username };
  const known = await credentials.listOf(owner);
  const { attachment, discoverability, user_verification } = config.selection_criteria;
  const { generateRegistrationOptions } = await loadWebAuthnLibrary();
  const options = await generateRegistrationOptions({
    rpName: config.display_name,
    rpID: party.id,
    userName: person.username,
    userDisplayName: person.displayName,
    userID: new TextEncoder().encode(await handles.handleOf(owner)),
    challenge: new Uint8Array(random.bytes(challengeBytes)),
    timeout: config.timeout,
    excludeCredentials: known.map(({ kid, transports }) => ({ id: kid, transports: [...transports] })),
    authenticatorSelection: {
      ...(attachment === undefined ? {} : { authenticatorAttachment: attachment }),
      residentKey: discoverability,
      userVerification: user_verification,
    },
    extensions: { credProps: true },
    supportedAlgorithmIDs: keyAlgorithms,
  });
  // The library knows no `indirect`.
  const publicKey = { ...options, attestation: config.attestation_conveyance_preference };
  return { publicKey, challenge: options.challenge };
}
