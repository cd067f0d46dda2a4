import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserRequest, checkOf, type ProxyKind, proxyKinds } from '../../tests/support/proxy-check.ts';
import { rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';

// The situation table of behaviour.md §2.6, row by row, over real HTTP.

let gate: TestGate;

beforeAll(async () => {
  gate = await startTestGate({
    defaultPolicy: 'deny',
    rules: [
      rule('bypass', 'public.example.com'),
      rule('two_factor', 'app.example.com'),
      rule('one_factor', 'one.example.com'),
      rule('deny', 'denied.example.com'),
      rule('deny', '{user}.people.example.com'),
    ],
  });
});
afterAll(() => gate.close());

const location = (url: string, method: string) =>
  `https://auth.example.com/?rd=${encodeURIComponent(url)}&rm=${method}`;

/** Status by kind of proxy; the letters tell what goes with it: L a Location, B a Basic challenge. */
type Row = Readonly<Record<ProxyKind, `${number}` | `${number} L` | `${number} B`>>;

const redirected = (status: 302 | 303): Row => ({
  'forward-auth': `${status} L`,
  'auth-request': '401 L',
  'ext-authz': `${status} L`,
  'legacy-with-rd': `${status} L`,
  legacy: '401',
});
const everywhere = (answer: Row['legacy']): Row => ({
  'forward-auth': answer,
  'auth-request': answer,
  'ext-authz': answer,
  'legacy-with-rd': answer,
  legacy: answer,
});
const toldToScripts: Row = { ...everywhere('401 L'), legacy: '401' };
const badRequest: Row = { ...everywhere('400'), 'legacy-with-rd': '401', legacy: '401' };

const html = ['Accept', 'text/html'] as const;
const cookie = (value: string) => ['Cookie', `authelia_session={${value}}`] as const;
const basic = (credentials: string) => ['Authorization', `Basic ${btoa(credentials)}`] as const;

const situations: readonly (readonly [name: string, request: BrowserRequest, row: Row])[] = [
  ['browser GET, no session', {}, redirected(302)],
  ['browser HEAD, no session', { method: 'HEAD' }, redirected(302)],
  ['browser OPTIONS, no session', { method: 'OPTIONS' }, redirected(302)],
  ['browser POST, no session', { method: 'POST' }, redirected(303)],
  ['browser PROPFIND, no session', { method: 'PROPFIND' }, redirected(303)],
  ['XHR', { headers: [html, ['X-Requested-With', 'XMLHttpRequest']] }, toldToScripts],
  ['Accept: application/json', { headers: [['Accept', 'application/json']] }, toldToScripts],
  ['no Accept', { headers: [] }, toldToScripts],
  ['level 1 session at two factors', { headers: [html, cookie('one')] }, redirected(302)],
  [
    'level 1 session at one factor',
    { url: 'https://one.example.com/', headers: [cookie('one')] },
    everywhere('200'),
  ],
  ['level 2 session', { headers: [cookie('two')] }, everywhere('200')],
  ['unknown cookie', { headers: [html, ['Cookie', 'authelia_session=planted']] }, redirected(302)],
  ['bypass, anonymous', { url: 'https://public.example.com/' }, everywhere('200')],
  ['deny, rule without subject, anonymous', { url: 'https://denied.example.com/' }, everywhere('403')],
  [
    'deny, rule without subject, signed in',
    { url: 'https://denied.example.com/', headers: [html, cookie('two')] },
    everywhere('403'),
  ],
  ['deny via default_policy, anonymous', { url: 'https://other.example.com/' }, everywhere('403')],
  ['deny, rule with subject, anonymous', { url: 'https://john.people.example.com/' }, redirected(302)],
  [
    'deny, rule with subject, that subject',
    { url: 'https://john.people.example.com/', headers: [html, cookie('two')] },
    everywhere('403'),
  ],
  ['http target', { url: 'http://app.example.com/' }, badRequest],
  ['foreign host', { url: 'https://app.example.org/' }, badRequest],
  ['a host that only ends alike', { url: 'https://evilexample.com/' }, badRequest],
];

describe.each(situations)('%s', (_name, request, row) => {
  test.each(proxyKinds)('%s', async (kind) => {
    const answer = await gate.send(checkOf(kind, request));
    const [status, mark] = row[kind].split(' ');
    expect(answer.status).toBe(Number(status));
    const { url = 'https://app.example.com/', method = 'GET' } = request;
    expect(answer.header('location')).toBe(mark === 'L' ? location(url, method) : undefined);
    expect(answer.header('www-authenticate')).toBeUndefined();
    expect(answer.header('set-cookie')).toBeUndefined();
  });
});

const wrong: Row = everywhere('401 B');

describe.each([
  ['wrong Basic credentials', 'https://app.example.com/', basic('john:wrong'), wrong],
  ['wrong Basic credentials at deny', 'https://denied.example.com/', basic('john:wrong'), wrong],
  [
    'right Basic credentials at one factor',
    'https://one.example.com/',
    basic('john:secret'),
    everywhere('200'),
  ],
  ['right Basic credentials at two factors', 'https://app.example.com/', basic('john:secret'), wrong],
  ['right Basic credentials at deny', 'https://denied.example.com/', basic('john:secret'), everywhere('403')],
  ['an unknown scheme', 'https://app.example.com/', ['Authorization', 'Digest x'] as const, wrong],
] as const)('%s', (_name, url, authorization, row) => {
  test.each(proxyKinds)('%s', async (kind) => {
    const check = checkOf(kind, { url, headers: [html, authorization] });
    // Legacy endpoints look at Authorization only where the proxy says so.
    const separator = check.target.includes('?') ? '&' : '?';
    const target = kind.startsWith('legacy') ? `${check.target}${separator}auth=basic` : check.target;
    const answer = await gate.send({ ...check, target });
    const [status, mark] = row[kind].split(' ');
    expect(answer.status).toBe(Number(status));
    expect(answer.header('www-authenticate')).toBe(
      mark === 'B' ? 'Basic realm="Authorization Required"' : undefined,
    );
    expect(answer.header('location')).toBeUndefined();
  });
});

describe('each required header missing', () => {
  const required: readonly (readonly [ProxyKind, string])[] = [
    ['forward-auth', 'X-Forwarded-Proto'],
    ['forward-auth', 'X-Forwarded-Host'],
    ['forward-auth', 'X-Forwarded-Method'],
    ['auth-request', 'X-Original-URL'],
    ['auth-request', 'X-Original-Method'],
    ['ext-authz', 'X-Forwarded-Proto'],
    ['legacy', 'X-Forwarded-Proto'],
    ['legacy', 'X-Forwarded-Host'],
  ];
  test.each(required)('%s without %s', async (kind, missing) => {
    for (const headers of [[html], [html, cookie('two')]]) {
      const check = checkOf(kind, { headers });
      const without = { ...check, headers: check.headers?.filter(([name]) => name !== missing) ?? [] };
      const answer = await gate.send(without);
      expect(answer.status).toBe(kind === 'legacy' ? 401 : 400);
      expect(answer.header('location')).toBeUndefined();
    }
  });

  test('an empty X-Forwarded-Uri is the root', async () => {
    const check = checkOf('forward-auth', { headers: [cookie('two')] });
    const headers = check.headers?.map(
      ([name, value]) => [name, name === 'X-Forwarded-Uri' ? '' : value] as const,
    );
    expect((await gate.send({ ...check, headers: headers ?? [] })).status).toBe(200);
  });
});

describe('bodies', () => {
  test('are plain text for what is allowed, refused or malformed', async () => {
    const text = async (request: BrowserRequest) => {
      const { body, header } = await gate.send(checkOf('forward-auth', request));
      return [body, header('content-type')];
    };
    const type = 'text/plain; charset=utf-8';
    expect(await text({ url: 'https://public.example.com/' })).toEqual(['200 OK', type]);
    const refusal = (line: string) =>
      expect.stringMatching(new RegExp(`^${line}\nRequest id: [\\w-]+-\\d+$`));
    expect(await text({ url: 'https://denied.example.com/' })).toEqual([refusal('403 Forbidden'), type]);
    expect(await text({ url: 'http://app.example.com/' })).toEqual([refusal('400 Bad Request'), type]);
  });

  test('link to the portal where there is a Location, but not for HEAD', async () => {
    const get = await gate.send(checkOf('forward-auth', { url: 'https://app.example.com/?a=1&b="' }));
    expect(get.header('content-type')).toBe('text/html; charset=utf-8');
    expect(get.body).toBe(
      '<a href="https://auth.example.com/?rd=https%3A%2F%2Fapp.example.com%2F%3Fa%3D1%26b%3D%22&amp;rm=GET">302 Found</a>',
    );
    const head = await gate.send(checkOf('forward-auth', { method: 'HEAD' }));
    expect([head.status, head.body, head.header('content-length')]).toEqual([302, '', '0']);
  });

  test('a HEAD check tells the length of what a GET check would get', async () => {
    const check = checkOf('forward-auth', { url: 'https://public.example.com/' });
    const { status, body, header } = await gate.send({ ...check, method: 'HEAD' });
    expect([status, body, header('content-length')]).toEqual([200, '', '6']);
  });
});
