import { afterEach, describe, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { checkOf, type ProxyKind, proxyKinds } from '../../tests/support/proxy-check.ts';
import type { RawHttpRequest } from '../../tests/support/send-raw.ts';
import {
  cookieDomain,
  defaultEndpoints,
  rule,
  startTestGate,
  strategy,
  type TestGate,
  type TestGateOptions,
} from '../../tests/support/test-gate.ts';
import { AppError } from '../lib/app-error.ts';

const gates: TestGate[] = [];
afterEach(() => Promise.all(gates.splice(0).map((gate) => gate.close())));

async function start(options: TestGateOptions = {}): Promise<TestGate> {
  const gate = await startTestGate({ rules: [rule('bypass', 'public.example.com')], ...options });
  gates.push(gate);
  return gate;
}

const publicly = (kind: ProxyKind, method = 'GET'): RawHttpRequest => ({
  ...checkOf(kind, { url: 'https://public.example.com/' }),
  method,
});

describe('methods (behaviour.md §1.9)', () => {
  test.each(['forward-auth', 'auth-request'] as const)('%s takes GET and HEAD alone', async (kind) => {
    const gate = await start();
    for (const method of ['GET', 'HEAD']) expect((await gate.send(publicly(kind, method))).status).toBe(200);
    for (const method of ['POST', 'PUT', 'OPTIONS', 'PROPFIND', 'TRACE']) {
      const answer = await gate.send(publicly(kind, method));
      expect([answer.status, answer.header('allow'), answer.body]).toEqual([
        405,
        'GET, HEAD',
        '405 Method Not Allowed',
      ]);
    }
  });

  test.each(['ext-authz', 'legacy'] as const)('%s takes any', async (kind) => {
    const gate = await start();
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND', 'DELETE']) {
      expect((await gate.send(publicly(kind, method))).status).toBe(200);
    }
  });
});

describe('paths', () => {
  test('legacy stands at /api/verify and below, and nowhere else', async () => {
    const gate = await start();
    const { headers = [] } = publicly('legacy');
    for (const target of ['/api/verify', '/api/verify/', '/api/verify/any/thing?x']) {
      expect((await gate.send({ target, headers })).status).toBe(200);
    }
    for (const target of ['/api/authz/legacy', '/api/verifyx', '/api/authz/', '/api/authz']) {
      expect((await gate.send({ target, headers })).status).toBe(404);
    }
  });

  test('ForwardAuth and AuthRequest take nothing below their own', async () => {
    const gate = await start();
    for (const kind of ['forward-auth', 'auth-request'] as const) {
      const check = publicly(kind);
      expect((await gate.send({ ...check, target: `${check.target}/x` })).status).toBe(404);
    }
  });

  test('names are the operator’s, whatever the implementation', async () => {
    const authn_strategies = [strategy('CookieSession')];
    const gate = await start({
      endpoints: {
        traefik: { implementation: 'ForwardAuth', authn_strategies },
        'old/verify': { implementation: 'Legacy', authn_strategies },
        'envoy-1.x': { implementation: 'ExtAuthz', authn_strategies },
      },
    });
    const at = (kind: ProxyKind, target: string) => gate.send({ ...publicly(kind), target });
    expect((await at('forward-auth', '/api/authz/traefik')).status).toBe(200);
    expect((await at('legacy', '/api/authz/old/verify/x')).status).toBe(200);
    expect((await at('ext-authz', '/api/authz/envoy-1.x/a')).status).toBe(200);
    expect((await at('forward-auth', '/api/authz/forward-auth')).status).toBe(404);
    expect((await at('legacy', '/api/verify')).status).toBe(404);
  });

  test('a sub-path may be there or not, and is no part of what ExtAuthz asks about', async () => {
    const gate = await start({ basePath: '/auth' });
    for (const kind of proxyKinds) {
      const check = checkOf(kind, { url: 'https://app.example.com/x?y=1' });
      const plain = await gate.send(check);
      const prefixed = await gate.send({ ...check, target: `/auth${check.target}` });
      expect([prefixed.status, prefixed.header('location')]).toEqual([
        plain.status,
        plain.header('location'),
      ]);
      expect((await gate.send({ ...check, target: `/other${check.target}` })).status).toBe(404);
    }
  });
});

describe('the portal’s URL', () => {
  const oldForm = [cookieDomain('example.com', { authelia_url: undefined })];

  test('with the old form of session.domain must come from the proxy', async () => {
    const gate = await start({ cookieDomains: oldForm });
    const statusOf = async (kind: ProxyKind, query: string) => {
      const check = checkOf(kind);
      return (await gate.send({ ...check, target: `${check.target}${query}` })).status;
    };
    expect(await statusOf('forward-auth', '')).toBe(400);
    expect(await statusOf('auth-request', '')).toBe(400);
    expect(await statusOf('ext-authz', '')).toBe(400);
    expect(await statusOf('legacy', '')).toBe(401);
    expect(await statusOf('forward-auth', '?authelia_url=https://auth.example.com')).toBe(302);
    expect(await statusOf('auth-request', '?authelia_url=https://auth.example.com')).toBe(401);
    expect(await statusOf('legacy', '?rd=https://auth.example.com')).toBe(302);
  });

  test('of another cookie domain is refused: the session that is made there could not be seen here', async () => {
    const gate = await start({ cookieDomains: [cookieDomain('example.com'), cookieDomain('example.org')] });
    const check = checkOf('forward-auth');
    const target = `${check.target}?authelia_url=https://auth.example.org/`;
    expect((await gate.send({ ...check, target })).status).toBe(400);
    const own = await gate.send(checkOf('forward-auth', { url: 'https://app.example.org/' }));
    expect(own.header('location')).toContain('https://auth.example.org/?');
  });

  test('may be plain http for localhost names', async () => {
    const gate = await start({
      cookieDomains: [cookieDomain('example.localhost', { authelia_url: undefined })],
    });
    const check = checkOf('forward-auth', { url: 'http://app.example.localhost/' });
    const target = `${check.target}?authelia_url=http%3A%2F%2Fauth.example.localhost%3A8080`;
    const { status, header } = await gate.send({ ...check, target });
    expect([status, header('location')?.split('?')[0]]).toEqual([302, 'http://auth.example.localhost:8080/']);
  });
});

describe('the log', () => {
  const secrets = ['s3cret-path', 's3cret-query', 's3cret-cookie', btoa('john:s3cret-password')];
  const telling: RawHttpRequest = checkOf('forward-auth', {
    url: 'https://app.example.com/s3cret-path?s3cret-query',
    headers: [
      ['Accept', 'text/html'],
      ['Cookie', 'authelia_session=s3cret-cookie'],
    ],
  });

  test('has one line per decision, refusals at info, with its reason and an id, and no secret', async () => {
    const { log, lines } = createCollectingLog();
    const gate = await start({ log });
    await gate.send(telling);
    await gate.send({
      ...telling,
      headers: [...(telling.headers ?? []), ['Authorization', `Basic ${secrets[3]}`]],
    });
    await gate.send(checkOf('auth-request', { url: 'http://app.example.com/s3cret-path' }));
    await gate.send(checkOf('forward-auth', { url: 'https://app.example.net/s3cret-path' }));
    expect(lines).toMatchObject([
      {
        level: 'debug',
        endpoint: 'forward-auth',
        decision: 'sign-in',
        reason: 'anonymous',
        policy: 'two_factor',
        method: 'GET',
        host: 'app.example.com',
        remote_ip: '192.0.2.1',
      },
      { level: 'info', decision: 'challenge', reason: 'credentials-rejected' },
      { level: 'info', endpoint: 'auth-request', decision: 'bad-request', reason: 'insecure-scheme' },
      { level: 'info', decision: 'bad-request', reason: 'foreign-host', host: 'app.example.net' },
    ]);
    expect(new Set(lines.map(({ request_id }) => request_id)).size).toBe(4);
    const text = JSON.stringify(lines);
    for (const secret of [...secrets, 's3cret-password']) expect(text).not.toContain(secret);
  });

  test('names a refusal by the id that the answer carries', async () => {
    const { log, lines } = createCollectingLog();
    const gate = await start({ log, defaultPolicy: 'deny' });
    const headers = [['X-Request-Id', 'abc-1']] as const;
    const denied = await gate.send(checkOf('forward-auth', { url: 'https://app.example.com/', headers }));
    const bad = await gate.send(checkOf('forward-auth', { url: 'http://app.example.com/' }));
    expect([denied.status, denied.header('X-Request-Id')]).toEqual([403, 'abc-1']);
    expect(lines).toMatchObject([
      { level: 'info', request_id: 'abc-1', decision: 'forbidden', reason: 'denied', policy: 'deny' },
      { level: 'info', request_id: bad.header('X-Request-Id'), decision: 'bad-request' },
    ]);
  });

  test('tells once of a peer whose forwarded headers are ignored, for that may be the proxy', async () => {
    const { log, lines } = createCollectingLog();
    const gate = await start({ log, trustedProxies: [] });
    for (let count = 0; count < 3; count++) expect((await gate.send(telling)).status).toBe(400);
    expect(
      (await gate.send({ target: '/api/verify', headers: [['X-Forwarded-For', '192.0.2.1']] })).status,
    ).toBe(401);
    const warnings = lines.filter(({ level }) => level === 'warn');
    expect(warnings).toMatchObject([
      { peer: '127.0.0.1', msg: expect.stringContaining('server.trusted_proxies') },
    ]);
  });

  test('has one error line for an outage, with the same id form and without a stack', async () => {
    const { log, lines } = createCollectingLog();
    const find = async () => {
      throw new AppError('session-store-unavailable', 'The session store does not answer.', {
        detail: 'ECONNREFUSED',
      });
    };
    const gate = await start({ log, sessions: (real) => ({ ...real, find }) });
    expect((await gate.send(telling)).status).toBe(503);
    expect(lines).toMatchObject([
      { level: 'error', code: 'session-store-unavailable', detail: 'ECONNREFUSED', endpoint: 'forward-auth' },
    ]);
    expect(lines[0]).not.toHaveProperty('err');
    expect(JSON.stringify(lines)).not.toContain('s3cret');
  });

  test('has the stack of a bug, and the proxy gets a 500', async () => {
    const { log, lines } = createCollectingLog();
    const find = async () => {
      throw new TypeError('a bug');
    };
    const gate = await start({ log, sessions: (real) => ({ ...real, find }), endpoints: defaultEndpoints });
    expect((await gate.send(telling)).status).toBe(500);
    expect(lines).toMatchObject([{ level: 'error', err: { message: 'a bug' } }]);
  });
});
