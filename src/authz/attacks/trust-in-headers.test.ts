import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOf, proxyKinds } from '../../../tests/support/proxy-check.ts';
import { rule, startTestGate, type TestGate } from '../../../tests/support/test-gate.ts';
import { withHeader } from '../../../tests/support/with-header.ts';

// attacks.md, "Trust in headers", as far as it reaches the answers to proxies.

let gate: TestGate;
let direct: TestGate;

const rules = [
  rule('bypass', 'public.example.com'),
  rule('deny', 'a.b.example.com'),
  rule('one_factor', '*.example.com'),
];

beforeAll(async () => {
  gate = await startTestGate({ rules });
  direct = await startTestGate({ rules, trustedProxies: [] });
});
afterAll(() => Promise.all([gate.close(), direct.close()]));

const html = ['Accept', 'text/html'] as const;
const session = (value: string) => ['Cookie', `authelia_session={${value}}`] as const;

describe('oauth2-proxy CVE-2026-40575: an untrusted peer sends forwarded headers', () => {
  const claims = [
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Host', 'public.example.com'],
    ['X-Forwarded-Uri', '/public'],
    ['X-Forwarded-Method', 'GET'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Original-URL', 'https://public.example.com/'],
    ['X-Original-Method', 'GET'],
    ['X-Authelia-URL', 'https://auth.example.com'],
  ] as const;
  test.each(['/api/authz/forward-auth', '/api/authz/auth-request', '/api/authz/ext-authz/x', '/api/verify'])(
    '%s decides as without them',
    async (target) => {
      const host = ['Host', 'app.example.com'] as const;
      const without = await direct.send({ target, headers: [host, html] });
      const withClaims = await direct.send({ target, headers: [host, html, ...claims] });
      const decided = ({ status, body, header }: typeof without) => [
        status,
        body.replace(/\nRequest id: .*$/, ''),
        header('location'),
      ];
      expect(decided(withClaims)).toEqual(decided(without));
      expect(withClaims.status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('authentik CVE-2024-47070: an X-Forwarded-For that is no address', () => {
  test.each(['a', '127.0.0.1.', '1', '0x7f.1', '127.0.0.1, a', '::1]', 'unknown'])(
    '%s fails closed',
    async (value) => {
      for (const url of ['https://public.example.com/', 'https://app.example.com/']) {
        const check = withHeader(
          checkOf('forward-auth', { url, headers: [session('two')] }),
          'X-Forwarded-For',
          value,
        );
        expect((await gate.send(check)).status).toBe(400);
      }
    },
  );

  test('a client cannot reach that: what it sends stands left of its own address', async () => {
    const check = checkOf('forward-auth', { headers: [session('two')] });
    expect((await gate.send(withHeader(check, 'X-Forwarded-For', 'garbage, 192.0.2.7'))).status).toBe(200);
  });
});

describe('authentik CVE-2026-25748: a malformed session cookie', () => {
  test.each([
    'authelia_session=',
    'authelia_session',
    '={two}',
    'authelia_session="{two}"',
    'authelia_session={two}x',
    'authelia_session={two}%00',
    'authelia_session=%20{two}',
    'authelia_session={two} x',
    'Authelia_Session={two}',
    'authelia_session={two}=',
    'authelia_session[]={two}',
    `authelia_session=${'x'.repeat(8000)}`,
    'authelia_session=\xff\xfe',
    ';;;=;',
  ])('%j is nobody', async (cookie) => {
    for (const kind of proxyKinds) {
      const answer = await gate.send(checkOf(kind, { headers: [html, ['Cookie', cookie]] }));
      expect(answer.status).toBeGreaterThanOrEqual(300);
      expect(answer.header('remote-user')).toBe('');
    }
  });
});

describe('Fabio CVE-2025-48865: a forwarded header named in Connection', () => {
  test.each([
    'X-Forwarded-Host',
    'x-original-url',
    'X-Forwarded-Proto',
    'X-FORWARDED-FOR',
    'x_forwarded_host',
  ])('Connection: close, %s is refused', async (name) => {
    for (const kind of proxyKinds) {
      const headers = [session('two'), ['Connection', `close, ${name}`] as const];
      const answer = await gate.send(checkOf(kind, { headers }));
      expect([kind, answer.status]).toEqual([kind, kind.startsWith('legacy') ? 401 : 400]);
    }
  });
});

test('oauth2-proxy GHSA-5hvv-m4w4-gf6v: nobody is exempt by User-Agent', async () => {
  for (const agent of ['GoogleHC/1.0', 'kube-probe/1.30', 'ELB-HealthChecker/2.0']) {
    expect(
      (await gate.send(checkOf('forward-auth', { headers: [html, ['User-Agent', agent]] }))).status,
    ).toBe(302);
  }
});
