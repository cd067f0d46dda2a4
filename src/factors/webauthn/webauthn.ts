import type { WebAuthnConfig } from '../../config/sections/webauthn.ts';
import type { WebAuthnCredential } from '../../storage/webauthn-credential.ts';
import type { WebAuthnCredentialStore } from '../../storage/webauthn-credentials.ts';
import { type AssertionAttempt, type CheckedAssertion, checkAssertion } from './check-assertion.ts';
import {
  type CheckedRegistration,
  checkRegistration,
  type RegistrationAttempt,
} from './check-registration.ts';
import { methodsOf, type ProvedByKey } from './methods-of.ts';
import { type Offer, offerRegistration } from './offer-registration.ts';
import { offerSignIn } from './offer-sign-in.ts';
import type { RelyingParty } from './relying-party.ts';
import type { WebAuthnGround } from './webauthn-ground.ts';

/** Security keys and passkeys (behaviour.md §6.6). Methods throw `AppError` `storage-unavailable`. */
export interface WebAuthn {
  readonly config: WebAuthnConfig;
  readonly credentials: WebAuthnCredentialStore;
  /** The credential of that id at this portal. */
  find(party: RelyingParty, kid: string): Promise<WebAuthnCredential | undefined>;
  offerRegistration(
    party: RelyingParty,
    person: { readonly username: string; readonly displayName: string },
  ): Promise<Offer>;
  checkRegistration(party: RelyingParty, attempt: RegistrationAttempt): Promise<CheckedRegistration>;
  /** Without a user name: for any passkey. */
  offerSignIn(party: RelyingParty, username: string | undefined): Promise<Offer>;
  checkAssertion(party: RelyingParty, attempt: AssertionAttempt): Promise<CheckedAssertion>;
  /** What a session may say of an assertion that was right (RFC 8176). */
  methodsOf(proved: ProvedByKey): readonly string[];
}

/** Puts the ceremonies together. */
export function createWebAuthn(ground: WebAuthnGround): WebAuthn {
  const { config, credentials } = ground;
  const verificationIsTwoFactors = config.experimental_enable_passkey_uv_two_factors;
  return {
    config,
    credentials,
    find: (party, kid) => credentials.find(party.id, kid),
    offerRegistration: (party, person) => offerRegistration(ground, party, person),
    checkRegistration: (party, attempt) => checkRegistration(ground, party, attempt),
    offerSignIn: (party, username) => offerSignIn(ground, party, username),
    checkAssertion: (party, attempt) => checkAssertion(ground, party, attempt),
    methodsOf: (proved) => methodsOf(proved, { verificationIsTwoFactors }),
  };
}
