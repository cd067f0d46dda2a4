import type { EventMessage, MailedEvent, Message, Recipient } from '../../notifier.ts';
import type { MailContent } from '../mail-content.ts';
import type { TemplateFields } from './expression.ts';

/** Whose names Authelia's templates have: the file without its ending. */
export type OverrideName = 'Event' | 'IdentityVerificationOTC' | 'IdentityVerificationJWT';

/** Which file stands for which message. */
export const overrideNames = {
  event: 'Event',
  'one-time-code': 'IdentityVerificationOTC',
  'reset-link': 'IdentityVerificationJWT',
} as const satisfies Record<Message['kind'], OverrideName>;

const everywhere = ['Title', 'DisplayName', 'RemoteIP', 'Domain'] as const;
const revocation = ['RevocationLinkURL', 'RevocationLinkText'] as const;

/** The placeholders of each template. */
export const overrideFields = {
  Event: [...everywhere, 'Details', 'BodyPrefix', 'BodyEvent', 'BodySuffix'],
  IdentityVerificationOTC: [...everywhere, ...revocation, 'OneTimeCode'],
  IdentityVerificationJWT: [...everywhere, ...revocation, 'LinkURL', 'LinkText'],
} as const satisfies Record<OverrideName, readonly string[]>;

/** "… in order to notify you that {prefix} {event} {suffix}": in English, as the templates around it are. */
const eventWords = {
  'password-changed': ['your', 'password', 'was changed.'],
  'password-reset': ['your', 'password', 'was reset.'],
  'second-factor-added': ['a', 'second factor', 'was added to your account.'],
  'second-factor-removed': ['a', 'second factor', 'was removed from your account.'],
  'recovery-code-used': ['a', 'recovery code', 'was used.'],
  'recovery-codes-made': ['new', 'recovery codes', 'were made.'],
  'new-device': ['a', 'sign-in from a new device', 'was seen.'],
} as const satisfies Record<MailedEvent, readonly [prefix: string, event: string, suffix: string]>;

/** The values of the placeholders. */
export function overrideValues(recipient: Recipient, message: Message, content: MailContent): TemplateFields {
  const shared = {
    Title: content.title,
    DisplayName: recipient.displayName,
    RemoteIP: message.remoteIp,
    Domain: message.domain,
    RevocationLinkURL: content.revocation?.url ?? '',
    RevocationLinkText: content.revocation?.label ?? '',
  };
  switch (message.kind) {
    case 'event':
      return { ...shared, ...eventValues(message, content) };
    case 'one-time-code':
      return { ...shared, OneTimeCode: message.code };
    case 'reset-link':
      return { ...shared, LinkURL: message.url, LinkText: content.action?.label ?? '' };
  }
}

function eventValues({ event }: EventMessage, { facts }: MailContent): TemplateFields {
  const [BodyPrefix, BodyEvent, BodySuffix] = eventWords[event];
  const Details = Object.fromEntries(facts.map(({ label, value }) => [label, value]));
  return { BodyPrefix, BodyEvent, BodySuffix, Details };
}
