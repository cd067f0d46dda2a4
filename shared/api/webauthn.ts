import type { SecondFactorBody } from './second-factor.ts';

/**
 * `GET /api/secondfactor/webauthn` and `GET /api/firstfactor/passkey` (behaviour.md §1.4, §1.6): options in the JSON form of
 * WebAuthn level 3 §5.1.8, as `PublicKeyCredential.parseRequestOptionsFromJSON` reads them.
 */
export interface WebAuthnRequestData {
  readonly publicKey: object;
}

/** `PUT /api/secondfactor/webauthn/credential/register`: options as `parseCreationOptionsFromJSON` reads them. */
export interface WebAuthnCreationData {
  readonly publicKey: object;
}

/** The body of that PUT, and of `PUT /api/secondfactor/webauthn/credential/{id}`. */
export interface WebAuthnDescriptionBody {
  /** 1 to 64 bytes, unlike those of the person's other credentials. */
  readonly description: string;
}

/**
 * `POST /api/secondfactor/webauthn/credential/register`, 201: with recovery codes, shown this once, where the person has none left (new).
 * Absent otherwise.
 */
export interface WebAuthnRegisteredData {
  readonly recovery_codes?: readonly string[];
}

/** `POST /api/secondfactor/webauthn`. `response` is the JSON form of a `PublicKeyCredential` with an assertion. */
export interface WebAuthnSignInBody extends SecondFactorBody {
  readonly response: object;
}

/** `POST /api/firstfactor/passkey`. */
export interface PasskeySignInBody extends WebAuthnSignInBody {
  readonly keepMeLoggedIn?: boolean;
}

/** One entry of `GET /api/secondfactor/webauthn/credentials` (behaviour.md §1.6). Times are RFC 3339. */
export interface WebAuthnCredentialData {
  readonly id: number;
  readonly created_at: string;
  readonly last_used_at?: string;
  readonly rpid: string;
  readonly username: string;
  readonly description: string;
  readonly kid: string;
  readonly aaguid?: string;
  readonly attestation_type: string;
  readonly attestation_format: string;
  readonly attachment: string;
  readonly transports: readonly string[];
  readonly sign_count: number;
  readonly clone_warning: boolean;
  readonly legacy: boolean;
  readonly discoverable: boolean;
  readonly present: boolean;
  readonly verified: boolean;
  readonly backup_eligible: boolean;
  readonly backup_state: boolean;
  readonly public_key: string;
}
