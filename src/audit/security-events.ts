/** What may happen to an account. Kept in the audit table by these names; `gatehouse audit list` shows them. */
export type SecurityEventKind =
  | 'sign-in'
  | 'sign-out'
  /** Too many failures: a user or an address is banned for a while. */
  | 'banned'
  | 'second-factor'
  | 'new-device'
  | 'password-changed'
  | 'password-reset-asked'
  | 'password-reset'
  | 'elevation-asked'
  | 'elevated'
  | 'totp-added'
  | 'totp-removed'
  | 'webauthn-added'
  | 'webauthn-renamed'
  | 'webauthn-removed'
  | 'duo-device-chosen'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'device-remembered'
  | 'remembered-devices-forgotten'
  | 'application-revoked'
  | 'session-ended'
  | 'sessions-ended';

/** One thing that happened, or was refused. */
export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  /** Whose account, canonical; empty where nobody is known by what was typed. */
  readonly username: string;
  /** Who did it, where that was not the person: an administrator's name. */
  readonly by?: string;
  readonly isSuccessful: boolean;
  /** The client's canonical address; undefined where it cannot be told. */
  readonly address: string | undefined;
  /** The User-Agent header as received, cut to a sane length by the keeper; empty where there is none. */
  readonly rawUserAgent: string;
  readonly requestId: string;
  /** The host of the portal it happened at; for mails. */
  readonly domain: string;
  /** BCP 47, for mails. */
  readonly language: string;
  /** Names, never secrets: `{ name: 'Blue key' }`. */
  readonly details?: Readonly<Record<string, string>>;
}

/** Keeps what happens to accounts, and tells their people of what they should know. */
export interface SecurityEvents {
  /**
   * Writes the event to the audit table and mails the person where its kind asks for that. Never throws: what cannot be written or sent is
   * logged, for what happened has happened.
   */
  tell(event: SecurityEvent): Promise<void>;
}
