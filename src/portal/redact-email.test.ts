import { expect, test } from 'vitest';
import { redactEmail } from './redact-email.ts';

test.each([
  ['john.doe@example.com', 'j******e@example.com'],
  ['joe@example.com', 'j*e@example.com'],
  ['jo@example.com', '**@example.com'],
  ['j@example.com', '*@example.com'],
  ['öäü@example.com', 'ö*ü@example.com'],
  ['"a@b"@example.com', '"***"@example.com'],
  ['no address', 'n********s'],
  ['', ''],
])('%s is shown as %s', (address, redacted) => {
  expect(redactEmail(address)).toBe(redacted);
});
