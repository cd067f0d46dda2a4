/** Whom a message goes to: always an address that the directory knows, never one that somebody typed (attacks.md). */
export interface Recipient {
  readonly displayName: string;
  readonly address: string;
  /** BCP 47; a language that there are no texts for is English. */
  readonly language: string;
}

/** What people are told. Names and templates are those of behaviour.md §6.8. */
export type Message = EventMessage | OneTimeCodeMessage | LinkMessage;

/** Something happened to the account (template `Event`). */
export interface EventMessage {
  readonly kind: 'event';
  readonly event: MailedEvent;
  /** Where it came from; empty where that is not known. */
  readonly remoteIp: string;
  readonly domain: string;
  /** What it was about: the name of a key, a device in words. Written by people, so hostile. */
  readonly details: readonly { readonly name: MailedDetail; readonly value: string }[];
}

/** The events that people are told of. */
export type MailedEvent =
  | 'password-changed'
  | 'password-reset'
  | 'second-factor-added'
  | 'second-factor-removed'
  | 'recovery-code-used'
  | 'recovery-codes-made'
  | 'new-device';

/**
 * What a detail of an event is. A `factor` is `totp`, `webauthn` or `duo`, a `device` a User-Agent header as received, a `time` ISO 8601: the
 * mail says them in the person's language.
 */
export type MailedDetail = 'factor' | 'name' | 'device' | 'time' | 'left';

/** A code that proves that one reads the mail (template `IdentityVerificationOTC`). */
export interface OneTimeCodeMessage {
  readonly kind: 'one-time-code';
  readonly code: string;
  readonly revocationUrl: string;
  readonly remoteIp: string;
  readonly domain: string;
  readonly lifespanMs: number;
}

/** A link that proves the same (template `IdentityVerificationJWT`). */
export interface LinkMessage {
  readonly kind: 'reset-link';
  readonly url: string;
  readonly revocationUrl: string;
  readonly remoteIp: string;
  readonly domain: string;
  readonly lifespanMs: number;
}

/** Sends messages to people. */
export interface Notifier {
  /**
   * Gives when the message is handed over: to the mail server, which took it, or to the file. Throws `AppError` `notification-failed`, with
   * words that may be shown.
   */
  send(recipient: Recipient, message: Message): Promise<void>;
  /** Makes sure at start that messages can be sent. Throws `AppError` `notification-failed` with what to mend. */
  check(): Promise<void>;
  /** Lets go of connections. */
  close(): Promise<void>;
}
