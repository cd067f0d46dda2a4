import { expect, test } from 'vitest';
import {
  codeMessage,
  eventMessage,
  linkMessage,
  recipientJohn,
} from '../../../tests/support/mail-fixtures.ts';
import type { MailedEvent, Message } from '../notifier.ts';
import { createMailWriter } from './create-mail-writer.ts';
import { compileTemplate } from './override/compile-template.ts';

const writer = createMailWriter({ subject: '[Example] {title}' });
const languages = ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'zh-CN'];
const events: readonly MailedEvent[] = [
  'password-changed',
  'password-reset',
  'second-factor-added',
  'second-factor-removed',
  'recovery-code-used',
  'recovery-codes-made',
  'new-device',
];
const messages: readonly Message[] = [
  codeMessage,
  linkMessage,
  ...events.map((event) => ({ ...eventMessage(), event })),
];

test.each([
  [codeMessage, 'Confirm your identity'],
  [linkMessage, 'Reset your password'],
  [{ ...eventMessage(), event: 'password-reset' } as const, 'Password changed successfully'],
  [eventMessage(), 'Second Factor Method Added'],
])('the titles in English are those that filters know (behaviour.md §6.8)', (message, title) => {
  expect(writer.write(recipientJohn, message).subject).toBe(`[Example] ${title}`);
});

test.each(languages)('every message in %s says all it should, in text and HTML', (language) => {
  for (const message of messages) {
    const mail = writer.write({ ...recipientJohn, language }, message);
    expect(mail.language).toBe(language);
    expect(mail.html).toContain(`<html lang="${language}" dir="${/ar|he/.test(language) ? 'rtl' : 'ltr'}">`);
    for (const form of [mail.text, mail.html]) {
      expect(form).toContain('John Doe');
      expect(form).toContain('auth.example.com');
      expect(form).toContain('203.0.113.7');
      expect(form).not.toMatch(/\{\w+\}|undefined|\bnull\b|\[object/);
    }
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe)|url\(|@import|(?:src|background)=/i);
  }
});

test.each([
  ['de-AT', 'de'],
  ['zh-SG', 'zh-CN'],
  ['tlh', 'en'],
  ['', 'en'],
  ['__proto__', 'en'],
])('who reads %j gets a mail in %j', (language, written) => {
  expect(writer.write({ ...recipientJohn, language }, codeMessage).language).toBe(written);
});

test('a mail in plain text', () => {
  expect(writer.write(recipientJohn, codeMessage).text).toMatchInlineSnapshot(`
    "Confirm your identity

    Hello John Doe,

    Enter this code where you were asked for it, to confirm that it is you at auth.example.com:

        ABC123XY

    It is good once, for 5 minutes.
    Give it to nobody, not even to somebody who says they are from support.

    IP address: 203.0.113.7

    If you did not ask for a code, revoke this one and change your password.

    Revoke the code:
    https://auth.example.com/revoke/one-time-code?id=1&x=2

    -- 
    This mail was sent because of your account at auth.example.com.
    "
  `);
  expect(writer.write(recipientJohn, eventMessage()).text).toMatchInlineSnapshot(`
    "Second Factor Method Added

    Hello John Doe,

    Another way to confirm that it is you was added to your account at auth.example.com.

    Method: Security key or passkey
    Name: Blue key
    Time: January 1, 2026 at 12:00:00 AM UTC
    Device: Firefox · Linux
    IP address: 203.0.113.7

    If it was you, there is nothing to do. If it was not, change your password right away and tell your administrator.

    -- 
    This mail was sent because of your account at auth.example.com.
    "
  `);
});

test('a link is whole in the text, and escaped in the HTML', () => {
  const { text, html } = writer.write(recipientJohn, linkMessage);
  expect(text).toContain(`\n${linkMessage.url}\n`);
  expect(text).toContain(`\n${linkMessage.revocationUrl}\n`);
  expect(html).toContain('href="https://auth.example.com/reset-password/step2?token=abc&amp;x=1"');
});

test('names that people write are text, never tags, attributes or placeholders', () => {
  const hostile = `"><img src=x onerror=alert(1)>' {domain}`;
  const { html, text } = writer.write({ ...recipientJohn, displayName: hostile }, eventMessage(hostile));
  expect(html).not.toContain('<img');
  expect(html.match(/&quot;&gt;&lt;img src=x onerror=alert\(1\)&gt;&#39; \{domain\}/g)).toHaveLength(2);
  expect(text).toContain(`Name: ${hostile}`);
});

test('a device is told in words out of fixed lists, an unknown one as such', () => {
  const hostile = { ...eventMessage(), details: [{ name: 'device', value: '<script>' }] } as const;
  expect(writer.write(recipientJohn, hostile).text).toContain('Device: A browser that is not known');
  expect(writer.write(recipientJohn, eventMessage()).text).toContain('Device: Firefox · Linux');
});

test('the operator’s templates take the place of ours, each for its form alone', () => {
  const fields = new Set(['Title', 'DisplayName', 'OneTimeCode', 'RevocationLinkURL']);
  const own = compileTemplate('{{ .Title }} {{ .DisplayName }} {{ .OneTimeCode }} {{ .RevocationLinkURL }}', {
    fields,
    escape: (text) => text,
  });
  const overridden = createMailWriter({
    subject: '{title}',
    overrides: new Map([['IdentityVerificationOTC.txt', own]]),
  });
  const mail = overridden.write(recipientJohn, codeMessage);
  expect(mail.text).toBe(
    'Confirm your identity John Doe ABC123XY https://auth.example.com/revoke/one-time-code?id=1&x=2',
  );
  expect(mail.html).toContain('<!doctype html>');
  expect(overridden.write(recipientJohn, linkMessage).text).toContain('Choose a new password');
});
