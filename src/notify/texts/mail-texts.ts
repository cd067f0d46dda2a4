import type { MailedDetail, MailedEvent } from '../notifier.ts';

/** A title, and what is said first. */
interface Opening {
  readonly title: string;
  readonly body: string;
}

/** What a code or a link is sent with. */
interface Proof extends Opening {
  readonly lifespan: string;
  readonly advice: string;
  readonly revoke: string;
}

/** A second factor that can be added and removed, as the detail `factor` names it. */
export type MailedFactor = 'totp' | 'webauthn' | 'duo';

/** All texts of the mails in one language. A text may hold `{name}`, `{domain}` or `{lifespan}`, to be filled in. */
export interface MailTexts {
  /** With `{name}`. */
  readonly greeting: string;
  /** Bodies with `{domain}`. */
  readonly events: Readonly<Record<MailedEvent, Opening>>;
  readonly eventAdvice: string;
  readonly details: Readonly<Record<MailedDetail | 'address', string>>;
  readonly factors: Readonly<Record<MailedFactor, string>>;
  readonly unknownDevice: string;
  /** Body with `{domain}`, `lifespan` with `{lifespan}`. */
  readonly code: Proof & { readonly secret: string };
  readonly link: Proof & { readonly action: string };
  /** With `{domain}`. */
  readonly footer: string;
}
