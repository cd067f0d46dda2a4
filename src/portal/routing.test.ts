import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import { pageDataOf } from '../../tests/support/tiny-pages.ts';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld({ basePath: '/auth' });
});
afterEach(() => world.close());

test.each(['/api/health', '/auth/api/health'])('%s answers with and without the sub-path', async (path) => {
  const answer = await world.send({ path, headers: { 'x-forwarded-host': '', host: 'anything' } });
  expect([answer.status, answer.text]).toEqual([200, '{"status":"OK"}']);
});

test.each([
  ['/', '/'],
  ['/auth', '/auth/'],
  ['/auth/', '/auth/'],
  ['/auth?x=1', '/auth/'],
  ['/auth/deep/link', '/auth/'],
  ['/authentic', '/'],
])('the page at %s is based on %s', async (path, basePath) => {
  const answer = await world.send({ path });
  expect([answer.status, pageDataOf(answer.text).basePath]).toEqual([200, basePath]);
});

test('forms lead on below the sub-path that they came by', async () => {
  const fields = { username: 'john', password: rightPassword };
  const below = await world.postForm('/auth/sign-in', { ...fields, targetURL: 'https://app.example.com/' });
  expect(below.headers.location).toMatch(/^\/auth\/authenticated\?rd=/);
  const plain = await world.postForm('/sign-in', fields);
  expect(plain.headers.location).toBe('/');
});

test.each([
  '/api',
  '/api/',
  '/api/nothing',
  '/API/state',
  '/Api/State',
  '//api/state',
  '/./api/state',
  '/../api/state',
  '/api;x/state',
  '/api/state;x',
  '/api/../api/state',
  '/api//state',
  '/api/state%00',
  '/api/state%2f',
  '/%61pi/nothing',
  '/x/../api/state',
  '/\\api\\state',
  '/.well-known/openid-configuration',
  '/static/nothing.js',
  '/static/',
  '/STATIC/x',
  '/locales/xx/portal.json',
  '/auth/api/nothing',
])('%s is 404 in plain text', async (path) => {
  const answer = await world.send({ path });
  expect([answer.status, answer.text]).toEqual([404, '404 Not Found']);
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
});

test.each([
  ['GET', '/api/state/?a=b', 301, '/api/state?a=b'],
  ['HEAD', '/api/state/', 301, '/api/state'],
  ['POST', '/api/firstfactor/', 307, '/api/firstfactor'],
  ['GET', '/auth/locales/', 301, '/auth/locales'],
  ['GET', '/logout/?rd=x', 301, '/logout?rd=x'],
])('%s %s leads to the path without the slash', async (method, path, status, location) => {
  const answer = await world.send({ method, path });
  expect([answer.status, answer.headers.location]).toEqual([status, location]);
});

test('a slash too many never leads to another host', async () => {
  for (const path of ['//evil.test/', '//evil.test/api/state/', '/\\evil.test/', '//evil.test/logout/']) {
    const answer = await world.send({ path });
    expect(answer.headers.location, path).toBeUndefined();
  }
});

test.each([
  ['DELETE', '/api/state', 'GET, HEAD, OPTIONS'],
  ['GET', '/api/firstfactor', 'POST, OPTIONS'],
  ['HEAD', '/api/logout', 'POST, OPTIONS'],
  ['PUT', '/api/user/info', 'GET, HEAD, POST, OPTIONS'],
  ['POST', '/any/page', 'GET, HEAD, OPTIONS'],
  ['PROPFIND', '/any/page', 'GET, HEAD, OPTIONS'],
])('%s %s is 405 and names the methods', async (method, path, allow) => {
  const answer = await world.send({ method, path });
  expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  expect(answer.text).toBe(method === 'HEAD' ? '' : '405 Method Not Allowed');
});

test.each([
  ['/api/firstfactor', 'POST, OPTIONS'],
  ['/any/page', 'GET, HEAD, OPTIONS'],
])('OPTIONS %s names the methods', async (path, allow) => {
  const answer = await world.send({ method: 'OPTIONS', path });
  expect([answer.status, answer.headers.allow, answer.text]).toEqual([200, allow, '']);
});

test('HEAD tells of GET without its content', async () => {
  for (const path of ['/', '/api/health', '/api/state', '/favicon.ico']) {
    const [head, get] = [await world.send({ method: 'HEAD', path }), await world.send({ path })];
    expect(head.text).toBe('');
    expect([head.status, head.headers['content-length']]).toEqual([200, get.headers['content-length']]);
  }
});

test.each(['/%zz', '/api/%zz', '/%', '/?rd=%zz', '*'])('%s breaks nothing', async (path) => {
  const answer = await world.send({ path, method: path === '*' ? 'OPTIONS' : 'GET' });
  expect(answer.status).toBeLessThan(500);
});

test('answers of the API carry the security headers and are never stored', async () => {
  for (const path of ['/api/state', '/api/health', '/api/nothing', '/api/firstfactor']) {
    const { headers } = await world.send({ path });
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-frame-options': 'DENY',
      'x-dns-prefetch-control': 'off',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'content-security-policy': "default-src 'none'",
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('x-powered-by');
  }
});

test('a body that is too long is refused wherever it is sent', async () => {
  for (const path of ['/api/firstfactor', '/api/logout', '/sign-in', '/any/page']) {
    const answer = await world.send({ method: 'POST', path, body: 'x'.repeat(70_000) });
    expect(answer.status, path).toBe(413);
  }
});

test('after closing nothing is answered but 503', async () => {
  await world.portal.close();
  expect((await world.send({ path: '/api/health' })).status).toBe(503);
});
