import type { EventMessage, LinkMessage, OneTimeCodeMessage, Recipient } from '../../src/notify/notifier.ts';
import type { SmtpConfig } from '../../src/notify/smtp/open-smtp-session.ts';

/** John, who reads English. */
export const recipientJohn: Recipient = {
  displayName: 'John Doe',
  address: 'john.doe@example.com',
  language: 'en',
};

const origin = { remoteIp: '203.0.113.7', domain: 'auth.example.com' } as const;

/** A code as it would be mailed. */
export const codeMessage: OneTimeCodeMessage = {
  ...origin,
  kind: 'one-time-code',
  code: 'ABC123XY',
  revocationUrl: 'https://auth.example.com/revoke/one-time-code?id=1&x=2',
  lifespanMs: 300_000,
};

/** A link as it would be mailed. */
export const linkMessage: LinkMessage = {
  ...origin,
  kind: 'reset-link',
  url: 'https://auth.example.com/reset-password/step2?token=abc&x=1',
  revocationUrl: 'https://auth.example.com/revoke/reset-password?token=abc',
  lifespanMs: 7_200_000,
};

/** A key that was added, with that name. */
export function eventMessage(name = 'Blue key'): EventMessage {
  return {
    ...origin,
    kind: 'event',
    event: 'second-factor-added',
    details: [
      { name: 'factor', value: 'webauthn' },
      { name: 'name', value: name },
      { name: 'time', value: '2026-01-01T00:00:00.000Z' },
      { name: 'device', value: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' },
    ],
  };
}

/** The `notifier.smtp` section for a server on loopback, with the defaults and those changes. */
export function smtpConfig(port: number, changes: Partial<SmtpConfig> = {}): SmtpConfig {
  return {
    address: { kind: 'tcp', scheme: 'smtp', host: 'localhost', port, path: '/' },
    timeout: 5_000,
    username: undefined,
    password: undefined,
    sender: 'Example Sign-in <admin@example.com>',
    identifier: 'portal.example.com',
    subject: '[Example] {title}',
    startup_check_address: 'test@example.com',
    disable_require_tls: false,
    disable_starttls: false,
    disable_html_emails: false,
    tls: undefined,
    ...changes,
  };
}
