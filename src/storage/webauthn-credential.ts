/** A security key or passkey of somebody at one relying party (behaviour.md §7.2). */
export interface WebAuthnCredential {
  readonly id: number;
  readonly createdAtMs: number;
  /** Undefined = never. */
  readonly lastUsedAtMs: number | undefined;
  /** The host of the portal that it was made for. */
  readonly rpid: string;
  /** Canonical. */
  readonly username: string;
  /** The person's own name for it, 1 to 64 bytes. */
  readonly description: string;
  /** The credential's id, base64url. */
  readonly kid: string;
  /** The model, in lower case with hyphens; undefined where it was not told. */
  readonly aaguid: string | undefined;
  /** `fido-u2f` marks those whose assertions may be made with the `appid` extension. */
  readonly attestationType: string;
  readonly attestationFormat: string;
  /** `platform`, `cross-platform`, or empty. */
  readonly attachment: string;
  readonly transports: readonly string[];
  readonly signCount: number;
  /** Its counter went back: somebody may have a copy. */
  readonly hasCloneWarning: boolean;
  /** It was made by U2F, before WebAuthn. */
  readonly isLegacy: boolean;
  /** It can be used without a user name: a passkey. */
  readonly isDiscoverable: boolean;
  /** Somebody touched it, and proved to it who they are, when it was last used. */
  readonly isPresent: boolean;
  readonly isVerified: boolean;
  readonly isBackupEligible: boolean;
  readonly isBackedUp: boolean;
  /** COSE (RFC 9052 §7). */
  readonly publicKey: Uint8Array;
  /** JSON of what the authenticator said when it was registered; undefined where that is not known. */
  readonly attestation: Uint8Array | undefined;
}

/** A credential before it is kept. */
export type NewWebAuthnCredential = Omit<WebAuthnCredential, 'id'>;
