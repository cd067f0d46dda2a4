import { expect, test } from 'vitest';
import { isHostAllowed } from './is-host-allowed.ts';

const hosts = ['app.example.com', '*.apps.example.com', '[::1]'];

test.each([
  'https://app.example.com/callback',
  'https://APP.example.com:8443/',
  'https://one.apps.example.com/',
  'http://[::1]:8080/',
])('allowed: %s', (url) => {
  expect(isHostAllowed(url, hosts)).toBe(true);
});

test.each([
  'https://example.com/',
  'https://app.example.com.evil.test/',
  'https://evil.test/app.example.com',
  'https://app.example.com@evil.test/',
  'https://john@app.example.com/',
  'https://apps.example.com/',
  'https://evilapps.example.com/',
  'app.wiki://app.example.com/',
  'javascript://app.example.com/',
  '//app.example.com/',
  '',
])('refused: %s', (url) => {
  expect(isHostAllowed(url, hosts)).toBe(false);
});

test('a star alone is any, among others it is none', () => {
  expect(isHostAllowed('app.wiki:/callback', ['*'])).toBe(true);
  expect(isHostAllowed('https://evil.test/', ['*', 'app.example.com'])).toBe(false);
});
