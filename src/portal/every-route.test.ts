import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import type { Endpoint } from './endpoint.ts';

let world: PortalWorld;
let endpoints: readonly Endpoint[];
beforeAll(async () => {
  world = await createPortalWorld();
  endpoints = world.portal.endpoints;
});
afterAll(() => world.close());

/** A concrete path of a route. */
const pathOf = ({ path }: Endpoint) =>
  path.replace(':language', 'en').replace(':file', 'portal.json').replace('*', 'page-abcdefgh.js');

const guarded = () => endpoints.filter(({ guard }) => guard === 'signed-in');

test('these routes and no others want a session', () => {
  expect(guarded().map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/configuration',
    'POST /api/firstfactor/reauthenticate',
    'GET /api/user/info',
    'POST /api/user/info',
    'GET /api/user/sessions',
    'DELETE /api/user/sessions',
    'DELETE /api/user/sessions/:id',
  ]);
});

test('a guarded route answers 403 to a visitor, a forged cookie, a foreign host, and 2xx or 4xx of its own to its person', async () => {
  const cookie = await world.signIn();
  for (const endpoint of guarded()) {
    const request = { method: endpoint.method, path: pathOf(endpoint) };
    const strangers = [
      {},
      { cookie: `authelia_session=${'A'.repeat(43)}` },
      { cookie: 'authelia_session=' },
      { cookie: cookie.replace('authelia_session', 'other_session') },
      { cookie, 'x-forwarded-host': 'auth.example.org' },
      { authorization: `Basic ${Buffer.from(`john:${rightPassword}`).toString('base64')}` },
      { 'remote-user': 'john', 'remote-groups': 'admins' },
    ];
    for (const headers of strangers) {
      const answer = await world.send({ ...request, headers });
      expect([answer.status, answer.text], `${request.method} ${request.path}`).toEqual([
        403,
        '403 Forbidden',
      ]);
    }
    const answer = await world.send({ ...request, headers: { cookie } });
    expect(answer.status, request.path).not.toBe(403);
  }
});

test('every spelling of a guarded path is guarded or leads nowhere', async () => {
  const spellings: ((path: string) => string)[] = [
    (path) => `/${path}`,
    (path) => `${path}/`,
    (path) => `${path};x`,
    (path) => `${path}%2f`,
    (path) => `${path}?`,
    (path) => path.toUpperCase(),
    (path) => path.replace('/api/', '/api//'),
    (path) => path.replace('/api/', '/api/./'),
    (path) => path.replace('/api/', '/x/../api/'),
    (path) => path.replace('/api/', '/%61pi/'),
    (path) => path.replace('/api/', '/api%2f'),
    (path) => path.replace('/api/', '/\\api\\'),
    (path) => `http://auth.example.com${path}`,
  ];
  for (const endpoint of guarded()) {
    for (const spell of spellings) {
      const path = spell(endpoint.path);
      const answer = await world.send({ method: endpoint.method, path });
      expect([301, 307, 403, 404, 405], `${endpoint.method} ${path}`).toContain(answer.status);
      expect(answer.text).not.toContain('"status":"OK"');
    }
  }
});

test('an empty POST gets nobody further', async () => {
  for (const endpoint of endpoints.filter(({ method }) => method === 'POST')) {
    for (const headers of [{}, { cookie: await world.signIn() }]) {
      const answer = await world.send({ method: 'POST', path: endpoint.path, headers });
      const issued = answer.setCookies.filter((cookie) => !cookie.includes('Expires=Thu, 01 Jan 1970'));
      expect(issued, endpoint.path).toEqual([]);
    }
  }
});

test('no answer to a visitor holds anything of anybody, or of the configuration', async () => {
  await world.signIn();
  const secret = /john|harry|doe|password_reset|authelia_session|"secret"|correct horse/i;
  for (const endpoint of endpoints) {
    for (const method of [endpoint.method, 'OPTIONS', 'DELETE']) {
      const answer = await world.send({ method, path: pathOf(endpoint), body: method === 'GET' ? '' : '{}' });
      expect(answer.text, `${method} ${endpoint.path}`).not.toMatch(secret);
      expect(answer.status).toBeLessThan(500);
    }
  }
});

test('no answer to the person signed in holds the cookie’s value or an e-mail address', async () => {
  const cookie = await world.signIn();
  const value = cookie.slice(cookie.indexOf('=') + 1);
  for (const endpoint of endpoints.filter(({ method }) => method === 'GET')) {
    const answer = await world.send({ path: pathOf(endpoint), headers: { cookie } });
    expect(answer.text, endpoint.path).not.toContain(value);
    expect(answer.text, endpoint.path).not.toContain('john.doe@example.com');
  }
});

test('every kind of answer has its headers', async () => {
  const cookie = await world.signIn();
  for (const endpoint of endpoints) {
    const { headers } = await world.send({
      method: endpoint.method,
      path: pathOf(endpoint),
      headers: { cookie },
    });
    expect(headers['x-content-type-options'], endpoint.path).toBe('nosniff');
    expect(headers['content-security-policy'] ?? headers.location, endpoint.path).toBeDefined();
    if (endpoint.kind !== 'file') expect(headers['cache-control'], endpoint.path).toBe('no-store');
  }
});
