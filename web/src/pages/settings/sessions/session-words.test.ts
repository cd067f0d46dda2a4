import { expect, test } from 'vitest';
import { enSettings } from '../../../i18n/settings-texts/en.ts';
import { en } from '../../../i18n/texts/en.ts';
import { createTranslator } from '../../../i18n/translator.ts';
import { createDates } from '../parts/dates.ts';
import { areOfSeveralDomains, deviceWords, sessionWords } from './session-words.ts';

const t = createTranslator({ ...en, ...enSettings });
const now = Date.UTC(2026, 10, 23, 12);
const session = {
  browser: 'Firefox',
  system: 'Linux',
  address: '203.0.113.4',
  cookie_domain: 'example.com',
  signed_in_at: '2026-11-20T12:00:00Z',
  last_seen_at: '2026-11-23T12:00:00Z',
  level: 2,
  is_remembered: false,
} as const;

test.each([
  [session, 'Firefox on Linux'],
  [{ browser: 'Firefox', system: '' }, 'Firefox'],
  [{ browser: '', system: 'Linux' }, 'Linux'],
  [{ browser: '', system: '' }, 'Unknown browser'],
])('a device is named as well as it is known: %#', (device, words) => {
  expect(deviceWords(t, device)).toBe(words);
});

test('a session reads like a sentence', () => {
  const words = sessionWords(
    t,
    createDates('en', () => now),
    session,
    false,
  );
  expect(words.join(' · ')).toBe(
    'last seen now · 203.0.113.4 · signed in on Nov 20, 2026 · with two factors',
  );
});

test('the domain is told where there are several', () => {
  expect(areOfSeveralDomains([session, { cookie_domain: 'example.org' }])).toBe(true);
  expect(areOfSeveralDomains([session, session])).toBe(false);
});
