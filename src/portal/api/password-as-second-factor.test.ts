import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../../tests/support/portal-world.ts';
import { cookieDomain, cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';

const path = '/api/secondfactor/password';
const targetURL = 'https://app.example.com/';
let world: PortalWorld;
let cookie: string;

/** The session of somebody who signed in by passkey, without user verification. */
beforeEach(async () => {
  world = await createPortalWorld({ hasPasskeys: true });
  cookie = await world.sessionWorld.signInJohn(cookieDomain(), { methods: ['hwk'] });
});
afterEach(() => world.close());

const state = async (jar: string) =>
  (await world.send({ path: '/api/state', headers: { cookie: jar } })).json();

test('the password after a passkey makes two factors, and leads on', async () => {
  expect(await state(cookie)).toMatchObject({ data: { authentication_level: 1, factor_knowledge: false } });
  const answer = await world.postJson(path, { password: rightPassword, targetURL }, { cookie });
  expect(answer.json()).toEqual({ status: 'OK', data: { redirect: targetURL } });
  const raised = cookieHeaderOf(answer.setCookies[0] ?? '');
  expect(await state(raised)).toMatchObject({ data: { username: 'john', authentication_level: 2 } });
  expect(await state(cookie)).toMatchObject({ data: { username: '' } });
});

test('the password after a password is no second factor', async () => {
  const jar = await world.signIn();
  const answer = await world.postJson(path, { password: rightPassword }, { cookie: jar });
  expect(await state(cookieHeaderOf(answer.setCookies[0] ?? ''))).toMatchObject({
    data: { authentication_level: 1 },
  });
});

test('it goes through the door for passwords, where bans are known, with the name of the session', async () => {
  const answer = await world.postJson(
    path,
    { username: 'harry', password: 'wrong', targetURL, requestMethod: 'GET' },
    { cookie },
  );
  expect([answer.status, answer.setCookies]).toEqual([401, []]);
  expect(world.door.attempts.at(-1)).toMatchObject({
    username: 'john',
    password: 'wrong',
    address: '203.0.113.7',
    target: { url: targetURL, method: 'GET' },
  });
});

test.each(['', '{}', '{"password":""}', '{"password":7}', `{"password":"${'x'.repeat(1025)}"}`])(
  'the body %j is refused before the door',
  async (body) => {
    const answer = await world.send({ method: 'POST', path, headers: { cookie }, body });
    expect([answer.status, answer.setCookies]).toEqual([401, []]);
    expect(world.door.attempts).toEqual([]);
  },
);

test('there is no such path without passkey sign-in, and nothing without a session', async () => {
  expect((await world.postJson(path, { password: rightPassword })).status).toBe(403);
  const other = await createPortalWorld();
  const jar = await other.signIn();
  expect((await other.postJson(path, { password: rightPassword }, { cookie: jar })).status).toBe(404);
  await other.close();
});
