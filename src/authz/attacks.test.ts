import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOf, proxyKinds } from '../../tests/support/proxy-check.ts';
import type { RawHttpRequest } from '../../tests/support/send-raw.ts';
import { onePassword, rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';
import { AppError } from '../lib/app-error.ts';

// The rows of attacks.md, "Trust in headers", "Host and path", "Redirects", as far as they reach the answers to proxies.

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

function replaced(check: RawHttpRequest, name: string, value: string): RawHttpRequest {
  const others = check.headers?.filter(([other]) => other !== name) ?? [];
  return { ...check, headers: [...others, [name, value]] };
}

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
      expect([withClaims.status, withClaims.body, withClaims.header('location')]).toEqual([
        without.status,
        without.body,
        without.header('location'),
      ]);
      expect(withClaims.status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('authentik CVE-2024-47070: an X-Forwarded-For that is no address', () => {
  test.each(['a', '127.0.0.1.', '1', '0x7f.1', '127.0.0.1, a', '::1]', 'unknown'])(
    '%s fails closed',
    async (value) => {
      for (const url of ['https://public.example.com/', 'https://app.example.com/']) {
        const check = replaced(
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
    expect((await gate.send(replaced(check, 'X-Forwarded-For', 'garbage, 192.0.2.7'))).status).toBe(200);
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

describe('Authelia CVE-2026-48794: every spelling of a host finds the same rule', () => {
  test.each([
    'a.b.example.com',
    'a.B.example.com',
    'A.B.EXAMPLE.COM',
    'a.b.example.com.',
    'a.b.example.com:8443',
    'a.b.Example.com.:443',
  ])('%s is denied', async (host) => {
    for (const kind of proxyKinds) {
      const answer = await gate.send(checkOf(kind, { url: `https://${host}/`, headers: [session('two')] }));
      expect([kind, answer.status]).toEqual([kind, 403]);
    }
  });
});

describe('Authelia CVE-2021-32637: malformed targets', () => {
  const uris = [
    'public',
    '.evil.com/',
    '@public.example.com/',
    ':443/',
    '//x#y',
    '/#/public',
    '*',
    'https://public.example.com/',
    '\\',
  ];
  test.each(uris)('X-Forwarded-Uri %s is refused', async (uri) => {
    const check = replaced(checkOf('forward-auth', { headers: [session('two')] }), 'X-Forwarded-Uri', uri);
    expect((await gate.send(check)).status).toBe(400);
  });

  const hosts = [
    'public.example.com/',
    'public.example.com?',
    'public.example.com#',
    'public.example.com@app.example.com',
    'app.example.com\\@public.example.com',
    'public.example.com, app.example.com',
    'app..example.com',
    '.example.com',
    'app.example.com:',
    'app.example.com:0',
    'app.example.com:65536',
    'app.example.com:https',
    'app%2eexample.com',
    'app.example.com:443:443',
    '[app.example.com]',
    'äpp.example.com',
    'app example.com',
    '.',
  ];
  test.each(hosts)('host %s is refused', async (host) => {
    const forwardAuth = replaced(
      checkOf('forward-auth', { headers: [session('two')] }),
      'X-Forwarded-Host',
      host,
    );
    expect((await gate.send(forwardAuth)).status).toBe(400);
    const url = `https://${host}/x`;
    const authRequest = replaced(
      checkOf('auth-request', { headers: [session('two')] }),
      'X-Original-URL',
      url,
    );
    const { status, header } = await gate.send(authRequest);
    // Behind a delimiter all that follows is path or query: then the host before it is the one that is asked about.
    if (host.startsWith('public.example.com') && /[/?]$/.test(host)) expect(status).toBe(200);
    else expect([status, header('remote-user')]).toEqual([400, '']);
  });

  test.each(['get', 'GET ', 'G-T', 'GET, POST', 'ÄT'])('method %j is refused', async (method) => {
    const check = checkOf('forward-auth', { headers: [session('two')] });
    const trimmed = method.trim() === 'GET';
    expect((await gate.send(replaced(check, 'X-Forwarded-Method', method))).status).toBe(trimmed ? 200 : 400);
  });
});

describe('OPA-Envoy CVE-2026-26205, Heimdall CVE-2026-32811: paths', () => {
  test('// at the start never becomes a host', async () => {
    for (const kind of proxyKinds) {
      const answer = await gate.send(
        checkOf(kind, { url: 'https://app.example.com//public.example.com/x?a=%3F' }),
      );
      expect(answer.status).toBeGreaterThanOrEqual(300);
      const told = answer.header('location');
      if (told === undefined) continue;
      const rd = new URL(told).searchParams.get('rd');
      expect(rd).toMatch(/^https:\/\/app\.example\.com\/\/?public\.example\.com\/x\?a=%3F$/);
    }
  });

  test.each(['/%2e%2e/x', '/a%2fb', '/a;b', '/a\\b', '/?path=/public', '/%23/public'])(
    '%s is kept as sent',
    async (uri) => {
      const answer = await gate.send(checkOf('forward-auth', { url: `https://app.example.com${uri}` }));
      expect(new URL(answer.header('location') ?? '').searchParams.get('rd')).toBe(
        `https://app.example.com${uri}`,
      );
    },
  );

  test.each([
    '/api//verify',
    '/api/verify;x',
    '/API/VERIFY',
    '/api/authz/forward-auth/',
    '/api/%76erify',
    '/x/../api/verify',
  ])('%s is no endpoint', async (target) => {
    const check = checkOf('forward-auth', { url: 'https://public.example.com/' });
    expect((await gate.send({ ...check, target })).status).toBe(404);
  });
});

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

describe('Authelia #3716, #3587: bypass ignores credentials', () => {
  test.each([
    ['wrong Basic credentials', ['Authorization', `Basic ${btoa('john:wrong')}`]],
    ['an unknown scheme', ['Authorization', 'Digest username="x"']],
    ['a bearer token', ['Authorization', 'Bearer x']],
    ['malformed proxy credentials', ['Proxy-Authorization', 'x']],
    ['a stale session', session('gone')],
  ] as const)('%s', async (_name, header) => {
    for (const kind of proxyKinds) {
      const answer = await gate.send(
        checkOf(kind, { url: 'https://public.example.com/', headers: [header] }),
      );
      expect([kind, answer.status, answer.header('remote-user')]).toEqual([kind, 200, '']);
    }
  });

  test('they are not even checked, so that they count against nobody', async () => {
    const passwordSignIn = onePassword();
    const counting = await startTestGate({ rules, passwordSignIn });
    try {
      const headers = [['Authorization', `Basic ${btoa('john:wrong')}`] as const];
      await counting.send(checkOf('forward-auth', { url: 'https://public.example.com/', headers }));
      expect(passwordSignIn.attempts).toEqual([]);
      await counting.send(checkOf('forward-auth', { headers }));
      expect(passwordSignIn.attempts).toEqual(['john']);
    } finally {
      await counting.close();
    }
  });
});

describe('a store or a directory that is away', () => {
  const away = async () => {
    throw new AppError('session-store-unavailable', 'The session store does not answer.');
  };
  test('is 503 for proxies, never an open door', async () => {
    const cut = await startTestGate({
      rules,
      sessions: (real) => ({ ...real, find: away }),
      passwordSignIn: { check: away },
    });
    const credentials = `Basic ${btoa('john:secret')}`;
    try {
      for (const kind of proxyKinds) {
        const header = kind.startsWith('legacy') ? 'Proxy-Authorization' : 'Authorization';
        for (const sent of [session('two'), [header, credentials] as const]) {
          const answer = await cut.send(checkOf(kind, { headers: [html, sent] }));
          expect([kind, answer.status, answer.body]).toEqual([kind, 503, '503 Service Unavailable']);
        }
      }
    } finally {
      await cut.close();
    }
  });
});

test('Authelia #8548: 200 parallel requests of one session give no spurious 401', async () => {
  const statuses = await Promise.all(
    Array.from(
      { length: 200 },
      async () => (await gate.send(checkOf('forward-auth', { headers: [session('two')] }))).status,
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
});
