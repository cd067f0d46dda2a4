import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64url.ts';

test.each([
  ['', []],
  ['AA', [0]],
  ['-_8', [251, 255]],
  ['-_8=', [251, 255]],
])('reads "%s"', (text, bytes) => {
  expect([...(fromBase64Url(text) ?? [])]).toEqual(bytes);
});

test('writes what it reads, without padding', () => {
  for (const text of ['', 'AA', '-_8', 'c29tZSBieXRlcw']) {
    expect(toBase64Url(fromBase64Url(text)?.buffer ?? new ArrayBuffer())).toBe(text);
  }
});

test('is not deceived by other text', () => {
  expect(fromBase64Url('ä ö')).toBeUndefined();
});
