import { describe, expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import { buildRemovalCookie, buildSessionCookie, createCookieValue } from './cookie.ts';

const config = { domain: 'example.com', name: 'authelia_session', same_site: 'lax' } as const;
const attributesOf = (cookie: string) => cookie.split('; ').slice(1);

describe('the session cookie', () => {
  test('belongs to the whole domain, is hidden from scripts and sent over secure connections only', () => {
    expect(buildSessionCookie(config, 'value', undefined)).toBe(
      'authelia_session=value; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });

  test('is kept until the hard limit where the person asked to be remembered', () => {
    const cookie = buildSessionCookie(config, 'value', Date.UTC(2026, 0, 31, 12, 30, 5));
    expect(attributesOf(cookie)).toContain('Expires=Sat, 31 Jan 2026 12:30:05 GMT');
    expect(cookie).not.toMatch(/max-age/i);
  });

  test.each([
    ['none', 'SameSite=None'],
    ['lax', 'SameSite=Lax'],
    ['strict', 'SameSite=Strict'],
  ] as const)('same_site %s becomes %s', (same_site, attribute) => {
    expect(attributesOf(buildSessionCookie({ ...config, same_site }, 'v', undefined))).toContain(attribute);
  });

  test.each([
    ['localhost', false],
    ['intranet', false],
    ['192.168.1.10', false],
    ['::1', false],
    ['2001:db8::7', false],
    ['example.localhost', true],
    ['10.example.com', true],
  ])('domain %s: Domain attribute %s', (domain, isThere) => {
    const cookie = buildSessionCookie({ ...config, domain }, 'v', undefined);
    expect(attributesOf(cookie).includes(`Domain=${domain}`)).toBe(isThere);
    expect(/;\s*domain/i.test(cookie)).toBe(isThere);
  });

  test('departures.md §2: is removed with the same Domain, Path, Secure and SameSite as it was set', () => {
    const set = attributesOf(buildSessionCookie(config, 'value', undefined));
    const removal = buildRemovalCookie(config);
    expect(removal).toMatch(/^authelia_session=;/);
    expect(attributesOf(removal).filter((attribute) => !attribute.startsWith('Expires='))).toEqual(set);
    const expires = /Expires=([^;]+)/.exec(removal)?.[1] ?? '';
    expect(Date.parse(expires)).toBe(0);
  });
});

test('departures.md §2: a cookie value is 256 random bits in base64url', () => {
  const values = Array.from({ length: 1000 }, () => createCookieValue(systemRandom));
  expect(new Set(values).size).toBe(1000);
  for (const value of values) {
    expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(value, 'base64url')).toHaveLength(32);
  }
});
