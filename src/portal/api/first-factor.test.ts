import { afterEach, beforeEach, expect, test } from 'vitest';
import { passwordExpiredMessage } from '../../../shared/api/first-factor.ts';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../../tests/support/portal-world.ts';
import { cookieDomain, cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';
import { pageDataOf } from '../../../tests/support/tiny-pages.ts';
import { AppError } from '../../lib/app-error.ts';

const refusal = { status: 'KO', message: 'Authentication failed. Check your credentials.' };
const john = { username: 'john', password: rightPassword };

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

test('a right password signs in, sets the cookies of session and device, and the state says so', async () => {
  const answer = await world.postJson('/api/firstfactor', john);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(answer.text).toBe('{"status":"OK"}');
  expect(answer.setCookies).toHaveLength(2);
  expect(answer.setCookies[0]).toMatch(
    /^authelia_session=[\w-]{43}; Domain=example\.com; Path=\/; .*HttpOnly/,
  );
  const state = await world.send({
    path: '/api/state',
    headers: { cookie: cookieHeaderOf(answer.setCookies[0] ?? '') },
  });
  expect(state.json()).toEqual({
    status: 'OK',
    data: { username: 'john', authentication_level: 1, factor_knowledge: true },
  });
});

test('the name in the session is the directory’s, not the one typed', async () => {
  const answer = await world.postJson('/api/firstfactor', { ...john, username: 'JOHN' });
  const state = await world.send({
    path: '/api/state',
    headers: { cookie: cookieHeaderOf(answer.setCookies[0] ?? '') },
  });
  expect(state.json()).toMatchObject({ data: { username: 'john' } });
});

test('a right password that has expired is told, by the API and on the page, and signs nobody in', async () => {
  world.door.hindrance = 'password-expired';
  const answer = await world.postJson('/api/firstfactor', john);
  expect([answer.status, answer.setCookies]).toEqual([401, []]);
  expect(answer.json()).toEqual({ status: 'KO', message: passwordExpiredMessage });
  const page = await world.postForm('/sign-in', john);
  expect([page.status, page.setCookies]).toEqual([401, []]);
  expect(pageDataOf(page.text)).toMatchObject({ problem: 'password-expired' });
  const wrong = await world.postJson('/api/firstfactor', { ...john, password: 'not it' });
  expect(wrong.json()).toEqual(refusal);
});

test('the door is told the client’s address', async () => {
  await world.postJson('/api/firstfactor', john);
  expect(world.door.attempts).toEqual([
    {
      ...john,
      address: '203.0.113.7',
      origin: { requestId: expect.any(String), method: 'POST', path: '/api/firstfactor' },
    },
  ]);
});

const refused: Record<string, string | Uint8Array> = {
  'an empty body': '',
  'no JSON': 'username=john&password=x',
  'a number': '1',
  null: 'null',
  'a list': '[]',
  'an empty object': '{}',
  'no password': '{"username":"john"}',
  'an empty password': '{"username":"john","password":""}',
  'an empty name': `{"username":"","password":"${rightPassword}"}`,
  'a password that is a list': '{"username":"john","password":["x"]}',
  'a wrong password': '{"username":"john","password":"wrong"}',
  'an unknown user': `{"username":"nobody","password":"${rightPassword}"}`,
  'a name of Object': `{"username":"__proto__","password":"${rightPassword}"}`,
  'a very long password': JSON.stringify({ username: 'john', password: 'x'.repeat(5000) }),
  'a very long name': JSON.stringify({ username: 'j'.repeat(5000), password: rightPassword }),
  'broken UTF-8': Buffer.from('{"username":"john","password":"\xff"}', 'latin1'),
};

test.each(Object.entries(refused))('%s gets the one refusal and no cookie', async (_name, body) => {
  const answer = await world.send({ method: 'POST', path: '/api/firstfactor', body });
  expect(answer.status).toBe(401);
  expect(answer.json()).toEqual(refusal);
  expect(answer.setCookies).toEqual([]);
});

test('what is too long never reaches the door', async () => {
  await world.postJson('/api/firstfactor', { username: 'john', password: 'x'.repeat(5000) });
  const huge = await world.postJson('/api/firstfactor', {
    username: 'john',
    password: 'x'.repeat(1_000_000),
  });
  expect(huge.status).toBe(413);
  expect(world.door.attempts).toEqual([]);
});

test.each([
  'text/plain',
  'nonsense;;',
  'application/x-www-form-urlencoded',
  'application/json; charset=latin1',
])('JSON is read as JSON when the type says %s', async (type) => {
  const answer = await world.postJson('/api/firstfactor', john, { 'content-type': type });
  expect(answer.status).toBe(200);
});

test('a directory that is away is told apart from a wrong password', async () => {
  world.door.failure = new AppError('user-backend-unavailable', 'The user directory does not answer.', {
    detail: 'ldap://10.0.0.1 refused',
  });
  const answer = await world.postJson('/api/firstfactor', john);
  expect(answer.status).toBe(503);
  expect(answer.json()).toEqual({ status: 'KO', message: 'The user directory does not answer.' });
  expect(answer.setCookies).toEqual([]);
});

test('an error that nobody foresaw says nothing of itself', async () => {
  world.door.failure = new Error(`secret ${rightPassword}`);
  const answer = await world.postJson('/api/firstfactor', john);
  expect(answer.status).toBe(500);
  expect(answer.json()).toEqual({ status: 'KO', message: 'Operation failed.' });
});

test('no password is ever in the log', async () => {
  await world.postJson('/api/firstfactor', john);
  await world.postJson('/api/firstfactor', { ...john, password: 'another secret' });
  expect(JSON.stringify(world.lines)).not.toMatch(/correct horse|another secret/);
});

test('a host that no cookie domain covers gets 403, and the door is not asked', async () => {
  const answer = await world.postJson('/api/firstfactor', john, { 'x-forwarded-host': 'auth.example.org' });
  expect([answer.status, answer.text]).toEqual([403, '403 Forbidden']);
  expect(world.door.attempts).toEqual([]);
});

test('signing in again ends the session that was there', async () => {
  const before = await world.signIn();
  await world.postJson('/api/firstfactor', john, { cookie: before });
  const state = await world.send({ path: '/api/state', headers: { cookie: before } });
  expect(state.json()).toMatchObject({ data: { username: '' } });
});

test('a planted cookie is not used as the new session’s', async () => {
  const planted = `authelia_session=${'A'.repeat(43)}`;
  const answer = await world.postJson('/api/firstfactor', john, { cookie: planted });
  expect(answer.setCookies[0]).not.toContain(planted);
});

test('remembering works where it is on, and the flag is ignored where it is off', async () => {
  const on = await world.postJson('/api/firstfactor', { ...john, keepMeLoggedIn: true });
  expect(on.setCookies[0]).toContain('Expires=');
  const off = await createPortalWorld({ cookies: [cookieDomain({ remember_me: null })] });
  const answer = await off.postJson('/api/firstfactor', { ...john, keepMeLoggedIn: true });
  expect(answer.setCookies[0]).not.toContain('Expires=');
  await off.close();
});

test('an unknown flow is refused in Authelia’s way', async () => {
  const answer = await world.postJson('/api/firstfactor', { ...john, flow: 'openid_connect', flowID: '1' });
  expect([answer.status, answer.json()]).toEqual([200, refusal]);
});
