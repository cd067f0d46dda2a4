import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

test('the person’s own details: e-mail addresses redacted on GET and left out on POST', async () => {
  const cookie = await world.signIn();
  const data = {
    display_name: 'John Doe',
    emails: ['j******e@example.com'],
    method: '',
    has_totp: false,
    has_webauthn: false,
    has_duo: false,
  };
  const got = await world.send({ path: '/api/user/info', headers: { cookie } });
  expect(got.json()).toEqual({ status: 'OK', data });
  const posted = await world.send({ method: 'POST', path: '/api/user/info', headers: { cookie } });
  expect(posted.json()).toEqual({ status: 'OK', data: { ...data, emails: null, method: 'totp' } });
});

test('what the portal can do', async () => {
  const cookie = await world.signIn();
  const answer = await world.send({ path: '/api/configuration', headers: { cookie } });
  expect(answer.json()).toEqual({
    status: 'OK',
    data: { available_methods: [], password_change_disabled: false, password_reset_disabled: false },
  });
});

test('second factors are offered where a policy asks for one', async () => {
  await world.close();
  world = await createPortalWorld({ rules: [{ domain: ['app.example.com'], policy: 'two_factor' }] });
  const cookie = await world.signIn();
  const answer = await world.send({ path: '/api/configuration', headers: { cookie } });
  expect(answer.json()).toMatchObject({ data: { available_methods: ['totp'] } });
});

test('the second factor that was chosen stays, and one that is not available is refused', async () => {
  const cookie = await world.signIn();
  const choose = (body: object) => world.postJson('/api/user/info/2fa_method', body, { cookie });
  for (const body of [{ method: 'webauthn' }, { method: 'sms' }, { method: '' }, {}]) {
    const answer = await choose(body);
    expect([answer.status, answer.json()]).toEqual([200, { status: 'KO', message: 'Operation failed.' }]);
  }
  const got = () => world.send({ path: '/api/user/info', headers: { cookie } });
  expect((await got()).json()).toMatchObject({ data: { method: '' } });
  expect((await choose({ method: 'totp' })).json()).toEqual({ status: 'OK' });
  expect((await got()).json()).toMatchObject({ data: { method: 'totp' } });
});

test('the password policy is for everyone', async () => {
  const answer = await world.send({ path: '/api/configuration/password-policy' });
  expect(answer.json()).toMatchObject({ status: 'OK', data: { mode: 'disabled', min_length: 0 } });
});

test.each([
  ['https://app.example.com/', { status: 'OK', data: { ok: true } }],
  ['https://evil.test/', { status: 'OK', data: { ok: false } }],
  ['/path', { status: 'OK', data: { ok: false } }],
  ['not a url', { status: 'KO', message: 'Operation failed.' }],
  ['', { status: 'KO', message: 'Operation failed.' }],
  [5, { status: 'KO', message: 'Operation failed.' }],
])('whether %j is a safe place to go', async (uri, expected) => {
  const cookie = await world.signIn();
  const answer = await world.postJson('/api/checks/safe-redirection', { uri }, { cookie });
  expect([answer.status, answer.json()]).toEqual([200, expected]);
});

test('an anonymous visitor may not ask what is safe', async () => {
  const answer = await world.postJson('/api/checks/safe-redirection', { uri: 'https://app.example.com/' });
  expect([answer.status, answer.text]).toEqual([401, '401 Unauthorized']);
});
