import { expect, test } from 'vitest';
import { cookieDomain } from '../../tests/support/session-fixtures.ts';
import { findCookieDomain } from './cookie-domain.ts';

const domains = ['example.com', 'example.org', 'localhost', '192.168.1.10'].map((domain) =>
  cookieDomain({ domain }),
);

test.each([
  ['example.com', 'example.com'],
  ['app.example.com', 'example.com'],
  ['a.b.example.org', 'example.org'],
  ['localhost', 'localhost'],
  ['192.168.1.10', '192.168.1.10'],
  ['evilexample.com', undefined],
  ['example.com.evil.tld', undefined],
  ['com', undefined],
  ['', undefined],
  ['.', undefined],
  ['192.168.1.1', undefined],
])('the host %s belongs to %s', (host, domain) => {
  expect(findCookieDomain(domains, host)?.domain).toBe(domain);
});

test('the first that covers a host is the host’s', () => {
  const [outer, inner] = [cookieDomain({ domain: 'example.com' }), cookieDomain({ domain: 'a.example.com' })];
  expect(findCookieDomain([outer, inner], 'x.a.example.com')).toBe(outer);
  expect(findCookieDomain([inner, outer], 'x.a.example.com')).toBe(inner);
});
