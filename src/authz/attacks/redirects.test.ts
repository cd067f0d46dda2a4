import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOf } from '../../../tests/support/proxy-check.ts';
import { rule, startTestGate, type TestGate } from '../../../tests/support/test-gate.ts';

// attacks.md, "Redirects and origins", as far as it reaches the answers to proxies.

let gate: TestGate;

const rules = [
  rule('bypass', 'public.example.com'),
  rule('deny', 'a.b.example.com'),
  rule('one_factor', '*.example.com'),
];

beforeAll(async () => {
  gate = await startTestGate({ rules });
});
afterAll(() => gate.close());

const html = ['Accept', 'text/html'] as const;

describe('redirects: a portal URL that the proxy names', () => {
  const ask = (portal: string, kind: 'forward-auth' | 'auth-request' | 'legacy' = 'forward-auth') => {
    const parameter = kind === 'legacy' ? 'rd' : 'authelia_url';
    const check = checkOf(kind);
    return gate.send({ ...check, target: `${check.target}?${parameter}=${encodeURIComponent(portal)}` });
  };

  test.each([
    'https://evil.test/',
    'https://example.com.evil.test/',
    'https://evilexample.com/',
    'https://ok@evil.test/',
    'https://auth.example.com@evil.test/',
    'https://user:pass@auth.example.com/',
    'https://evil.test\\@auth.example.com/',
    'https:\\\\auth.example.com/',
    '/\\evil.test',
    '//auth.example.com/',
    'javascript://auth.example.com/%0aalert(1)',
    'http://auth.example.com/',
    'https://auth.example.com\t.evil.test/',
    ' https://auth.example.com/',
    'https://auth.example.com:99999/',
    'https://auth.example.com:/',
    'auth.example.com',
    'https://',
  ])('%s is refused', async (portal) => {
    expect((await ask(portal)).status).toBe(400);
    expect((await ask(portal, 'auth-request')).status).toBe(400);
    expect((await ask(portal, 'legacy')).status).toBe(401);
  });

  test.each([
    ['https://login.example.com', 'https://login.example.com/?rd=https%3A%2F%2Fapp.example.com%2F&rm=GET'],
    [
      'https://example.com/portal?z=1&a=b+c',
      'https://example.com/portal?a=b+c&rd=https%3A%2F%2Fapp.example.com%2F&rm=GET&z=1',
    ],
    [
      'https://LOGIN.example.com:8443/',
      'https://login.example.com:8443/?rd=https%3A%2F%2Fapp.example.com%2F&rm=GET',
    ],
    [
      'https://login.example.com/?rd=x',
      'https://login.example.com/?rd=https%3A%2F%2Fapp.example.com%2F&rm=GET',
    ],
  ])('%s leads to %s', async (portal, location) => {
    expect((await ask(portal)).header('location')).toBe(location);
    expect((await ask(portal, 'legacy')).header('location')).toBe(location);
  });

  test('ExtAuthz and Legacy take it from a header too, ForwardAuth does not', async () => {
    const named = (kind: 'ext-authz' | 'legacy' | 'forward-auth') =>
      gate.send(checkOf(kind, { headers: [html, ['X-Authelia-URL', 'https://login.example.com/x']] }));
    expect((await named('ext-authz')).header('location')).toContain('https://login.example.com/x?');
    expect((await named('legacy')).header('location')).toContain('https://login.example.com/x?');
    expect((await named('forward-auth')).header('location')).toContain('https://auth.example.com/?');
  });
});
