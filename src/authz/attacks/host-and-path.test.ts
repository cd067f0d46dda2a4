import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOf, proxyKinds } from '../../../tests/support/proxy-check.ts';
import { rule, startTestGate, type TestGate } from '../../../tests/support/test-gate.ts';
import { withHeader } from '../../../tests/support/with-header.ts';
import type { PolicyName } from '../../config/notations.ts';

// attacks.md, "Host and path", as far as it reaches the answers to proxies.

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

const session = (value: string) => ['Cookie', `authelia_session={${value}}`] as const;

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
    const check = withHeader(checkOf('forward-auth', { headers: [session('two')] }), 'X-Forwarded-Uri', uri);
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
    const forwardAuth = withHeader(
      checkOf('forward-auth', { headers: [session('two')] }),
      'X-Forwarded-Host',
      host,
    );
    expect((await gate.send(forwardAuth)).status).toBe(400);
    const url = `https://${host}/x`;
    const authRequest = withHeader(
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
    expect((await gate.send(withHeader(check, 'X-Forwarded-Method', method))).status).toBe(
      trimmed ? 200 : 400,
    );
  });
});

describe('Traefik CVE-2026-40912, -48020, Heimdall CVE-2026-42274: what one program decodes and another does not', () => {
  let guarded: TestGate;
  beforeAll(async () => {
    const app = (policy: PolicyName, resource: string) => ({
      ...rule(policy, 'app.example.com'),
      resources: [resource],
    });
    guarded = await startTestGate({
      rules: [app('bypass', '^/public/'), app('deny', '^/admin'), rule('one_factor', 'app.example.com')],
    });
  });
  afterAll(() => guarded.close());

  test.each([
    '/public/..%2fadmin',
    '/public/%2e%2e/admin',
    '/public/../admin',
    '/public/..;/admin',
    '/public/..%5cadmin',
    '/public/%252e%252e%252fadmin',
    '//admin',
    '/%61dmin',
    '/admin;x',
  ])('%s is the strictest of what it can be', async (path) => {
    for (const kind of proxyKinds) {
      const url = `https://app.example.com${path}`;
      const { status } = await guarded.send(checkOf(kind, { url, headers: [session('two')] }));
      expect([kind, status]).toEqual([kind, 403]);
    }
  });

  test('and an honest path is what it is', async () => {
    for (const kind of proxyKinds) {
      const url = 'https://app.example.com/public/my%20file?x=/../admin';
      expect([kind, (await guarded.send(checkOf(kind, { url }))).status]).toEqual([kind, 200]);
    }
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
