import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

async function usernameWith(cookie: string): Promise<unknown> {
  const answer = await world.send({ path: '/api/state', headers: { cookie } });
  return answer.json();
}

test('signing out ends the session and takes the cookie away with the attributes that it was set with', async () => {
  const cookie = await world.signIn();
  const answer = await world.postJson('/api/logout', {}, { cookie });
  expect(answer.json()).toEqual({ status: 'OK', data: { safeTargetURL: false } });
  expect(answer.setCookies).toEqual([
    'authelia_session=; Domain=example.com; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
  ]);
  expect(await usernameWith(cookie)).toMatchObject({ data: { username: '' } });
});

test.each(['', 'no json', '[]', '{"targetURL":5}', 'null'])('the body %j signs out as well', async (body) => {
  const cookie = await world.signIn();
  const answer = await world.send({ method: 'POST', path: '/api/logout', headers: { cookie }, body });
  expect([answer.status, answer.json()]).toEqual([200, { status: 'OK', data: { safeTargetURL: false } }]);
  expect(await usernameWith(cookie)).toMatchObject({ data: { username: '' } });
});

test('nobody can sign out as well', async () => {
  const answer = await world.postJson('/api/logout', {});
  expect(answer.status).toBe(200);
  expect(answer.setCookies).toHaveLength(1);
});

test.each([
  ['https://app.example.com/x', true],
  ['https://example.com', true],
  ['https://evil.test/', false],
  ['http://app.example.com/', false],
  ['https://example.com.evil.test/', false],
  ['https://ok@evil.test/', false],
  ['//app.example.com/', false],
  ['javascript:alert(1)', false],
])('after it, %s is safe: %s', async (targetURL, safeTargetURL) => {
  const answer = await world.postJson('/api/logout', { targetURL });
  expect(answer.json()).toEqual({ status: 'OK', data: { safeTargetURL } });
});

test('a host that no cookie domain covers gets 403', async () => {
  const answer = await world.postJson('/api/logout', {}, { 'x-forwarded-host': 'example.org' });
  expect([answer.status, answer.setCookies]).toEqual([403, []]);
});
