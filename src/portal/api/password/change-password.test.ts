import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createPortalWorld,
  type PortalWorld,
  rightPassword,
} from '../../../../tests/support/portal-world.ts';
import { PasswordRefusedError } from '../../../users/password-refused-error.ts';

const path = '/api/change-password';
const weak = 'Your supplied password does not meet the password policy requirements';
let world: PortalWorld;
let cookie: string;
beforeEach(async () => {
  world = await createPortalWorld();
  cookie = await world.signIn();
  await elevate();
});
afterEach(() => world.close());

async function elevate() {
  const elevation = '/api/user/session/elevation';
  await world.postJson(elevation, {}, { cookie });
  const message = world.mail.sent.at(-1)?.message;
  const otc = message?.kind === 'one-time-code' ? message.code : '';
  const body = JSON.stringify({ otc });
  expect((await world.send({ method: 'PUT', path: elevation, headers: { cookie }, body })).status).toBe(200);
}

async function change(new_password: unknown, old_password: unknown = rightPassword, more: object = {}) {
  const answer = await world.postJson(path, { old_password, new_password, ...more }, { cookie });
  return [answer.status, answer.json()];
}

test('a new password is stored, and the person’s other sessions end', async () => {
  const other = await world.signIn();
  expect(await change('a new password')).toEqual([200, { status: 'OK' }]);
  expect([...world.passwords]).toEqual([['john', 'a new password']]);
  const nameOf = async (session: string) =>
    (await world.send({ path: '/api/state', headers: { cookie: session } })).json();
  expect(await nameOf(other)).toMatchObject({ data: { username: '' } });
  expect(await nameOf(cookie)).toMatchObject({ data: { username: 'john' } });
});

test('a storage that fails keeps no session open, and that something is left is said', async () => {
  const other = await world.signIn();
  await world.storage.database.kysely.schema.dropTable('remembered_devices').execute();
  const message = expect.any(String);
  expect(await change('a new password')).toEqual([503, { status: 'KO', message }]);
  const state = await world.send({ path: '/api/state', headers: { cookie: other } });
  expect(state.json()).toMatchObject({ data: { username: '' } });
});

test('whose password it is comes from the session, whatever the body says', async () => {
  expect(await change('a new password', rightPassword, { username: 'harry' })).toEqual([
    200,
    { status: 'OK' },
  ]);
  expect([...world.passwords.keys()]).toEqual(['john']);
});

test.each([
  ['', weak],
  ['   ', weak],
  [rightPassword, 'You cannot reuse your old password'],
  ['ä'.repeat(513), 'Your new password is too long.'],
  [undefined, 'Operation failed.'],
  [['a new password'], 'Operation failed.'],
])('the new password %j is not taken', async (password, message) => {
  expect(await change(password)).toEqual([400, { status: 'KO', message }]);
  expect(world.passwords.size).toBe(0);
});

test('a wrong old password is asked at the door, and said to be wrong', async () => {
  expect(await change('a new password', 'wrong')).toEqual([
    401,
    { status: 'KO', message: 'Incorrect Password' },
  ]);
  expect(world.door.attempts.at(-1)).toMatchObject({ username: 'john', password: 'wrong' });
  expect(world.passwords.size).toBe(0);
});

test('an old password that has expired can be changed', async () => {
  world.door.hindrance = 'password-expired';
  expect(await change('a new password')).toEqual([200, { status: 'OK' }]);
});

test('the words of the directory reach the person', async () => {
  world.users.setPassword = () => Promise.reject(new PasswordRefusedError('too-weak'));
  expect(await change('a new password')).toEqual([
    400,
    { status: 'KO', message: 'The password is not strong enough for the directory of your organisation.' },
  ]);
  world.users.setPassword = () => Promise.reject(new RangeError('72 bytes'));
  expect(await change('a new password')).toEqual([
    400,
    { status: 'KO', message: 'Your new password is too long.' },
  ]);
});

test('where it is disabled the path is not there', async () => {
  await world.close();
  world = await createPortalWorld({
    config: {
      authentication_backend: {
        password_reset: { disable: false, custom_url: undefined },
        password_change: { disable: true },
        refresh_interval: 'disable',
        file: undefined,
      },
    },
  });
  expect((await world.postJson(path, {}, { cookie })).status).toBe(404);
});

test('the configured policy holds, and pages are told of it', async () => {
  await world.close();
  const standard = {
    enabled: true,
    min_length: 10,
    max_length: 20,
    require_uppercase: true,
    require_lowercase: false,
    require_number: true,
    require_special: false,
  };
  const zxcvbn = { enabled: false, min_score: 3 };
  world = await createPortalWorld({ config: { password_policy: { standard, zxcvbn } } });
  cookie = await world.signIn();
  await elevate();
  expect(await change('no capital 1')).toEqual([400, { status: 'KO', message: weak }]);
  expect(await change('A capital 1')).toEqual([200, { status: 'OK' }]);
  const policy = await world.send({ path: '/api/configuration/password-policy' });
  const { enabled: _, ...rules } = standard;
  expect(policy.json()).toEqual({ status: 'OK', data: { mode: 'standard', min_score: 0, ...rules } });
});
