import { expect, test } from 'vitest';
import { applicationTypeOf, isRedirectAllowed, registrableUris } from './redirect-uris.ts';

const registered = [
  'https://app.example.com/callback',
  'http://127.0.0.1/callback',
  'http://[::1]:8080/callback',
  'app.immich:///oauth-callback',
];

test.each([
  ...registered,
  'http://127.0.0.1:49152/callback',
  'http://[::1]/callback',
  'http://[::1]:1/callback',
])('allowed: %s', (uri) => {
  expect(isRedirectAllowed(uri, registered)).toBe(true);
});

test.each([
  'https://app.example.com:444/callback',
  'https://app.example.com/callback/..',
  'http://localhost/callback',
  'http://127.0.0.1:49152/other',
  'http://127.0.0.1.evil.test/callback',
  'http://127.0.0.1:80@evil.test/callback',
  'http://127.0.0.2/callback',
  'https://127.0.0.1/callback',
  'http://127.0.0.1:123456/callback',
  'app.immich://evil/oauth-callback',
])('refused: %s', (uri) => {
  expect(isRedirectAllowed(uri, registered)).toBe(false);
});

test('the engine is told of those that it knows as one kind', () => {
  expect(applicationTypeOf(registered)).toBe('native');
  expect(applicationTypeOf(['https://app.example.com/', 'http://app.lan/'])).toBe('web');
  expect(registrableUris([...registered, 'http://app.lan/'], { type: 'native', isImplicit: false })).toEqual(
    registered,
  );
  expect(
    registrableUris(['http://app.lan/', 'https://a.example.com/'], { type: 'web', isImplicit: true }),
  ).toEqual(['https://a.example.com/']);
});
