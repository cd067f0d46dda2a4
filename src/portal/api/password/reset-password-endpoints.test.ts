import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createPortalWorld,
  type PortalWorld,
  rightPassword,
} from '../../../../tests/support/portal-world.ts';
import { cookieHeaderOf, minute } from '../../../../tests/support/session-fixtures.ts';
import { AppError } from '../../../lib/app-error.ts';
import { PasswordRefusedError } from '../../../users/password-refused-error.ts';

const [start, finish, reset] = [
  '/api/reset-password/identity/start',
  '/api/reset-password/identity/finish',
  '/api/reset-password',
] as const;
const done = { status: 'OK' };
const failed = { status: 'KO', message: 'Operation failed.' };
const cannot = { status: 'KO', message: 'Unable to reset your password.' };
let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

async function mailedLink(body: object = { username: 'john' }): Promise<URL> {
  expect((await world.postJson(start, body)).json()).toEqual(done);
  await world.settled();
  const message = world.mail.sent.at(-1)?.message;
  if (message?.kind !== 'reset-link') throw new Error('no link was mailed');
  return new URL(message.url);
}

const tokenOf = (link: URL) => link.searchParams.get('token') ?? '';

/** Redeems a link of John; gives the Cookie header of the browser that did. */
async function openLink(): Promise<string> {
  const answer = await world.postJson(finish, { token: tokenOf(await mailedLink()) });
  expect(answer.json()).toEqual(done);
  return cookieHeaderOf(answer.setCookies[0] ?? '');
}

test('a mailed link leads to a new password, and ends every session of the person, and nobody else’s', async () => {
  const sessions = [await world.signIn(), await world.signIn()];
  const harrys = await world.signIn('harry');
  const cookie = await openLink();
  const answer = await world.postJson(reset, { password: 'a new password' }, { cookie });
  expect([answer.status, answer.json()]).toEqual([200, done]);
  expect(answer.setCookies).toEqual([expect.stringMatching(/^gatehouse_password_reset=; .*Max-Age=0/)]);
  expect(world.passwords.get('john')).toBe('a new password');
  const nameOf = async (session: string) =>
    (await world.send({ path: '/api/state', headers: { cookie: session } })).json();
  for (const session of sessions) expect(await nameOf(session)).toMatchObject({ data: { username: '' } });
  expect(await nameOf(harrys)).toMatchObject({ data: { username: 'harry' } });
});

test('once a password is set, no other link of the person sets another, opened or not', async () => {
  const unopened = tokenOf(await mailedLink());
  const opened = await openLink();
  const answer = await world.postJson(reset, { password: 'a new password' }, { cookie: await openLink() });
  expect(answer.json()).toEqual(done);
  const again = await world.postJson(reset, { password: 'of a thief' }, { cookie: opened });
  expect(again.json()).toEqual(cannot);
  expect((await world.postJson(finish, { token: unopened })).json()).toEqual(failed);
  expect(world.passwords.get('john')).toBe('a new password');
});

test('the mail goes to the first address that the directory has, with both links', async () => {
  const link = await mailedLink();
  expect(`${link.origin}${link.pathname}`).toBe('https://auth.example.com/reset-password/step2');
  expect(world.mail.sent).toEqual([
    {
      recipient: { displayName: 'John Doe', address: 'john.doe@example.com', language: 'en' },
      message: {
        kind: 'reset-link',
        url: link.href,
        revocationUrl: `https://auth.example.com/revoke/reset-password?token=${tokenOf(link)}`,
        remoteIp: '203.0.113.7',
        domain: 'auth.example.com',
        lifespanMs: 5 * minute,
      },
    },
  ]);
});

test('rd is kept by the link, unless it leads elsewhere', async () => {
  const targetURL = 'https://app.example.com/a?b=c&token=d';
  const kept = await mailedLink({ username: 'john', targetURL, requestMethod: 'POST' });
  expect([kept.searchParams.get('rd'), kept.searchParams.get('rm')]).toEqual([targetURL, 'POST']);
  expect(kept.searchParams.getAll('token')).toHaveLength(1);
  const foreign = await mailedLink({ username: 'john', targetURL: 'https://app.example.com.evil.test/' });
  expect([...foreign.searchParams.keys()]).toEqual(['token']);
});

test('finishing makes no session, and its ticket is good at this host alone', async () => {
  const cookie = await openLink();
  const state = await world.send({ path: '/api/state', headers: { cookie } });
  expect(state.json()).toMatchObject({ data: { username: '', authentication_level: 0 } });
  const headers = { cookie, 'x-forwarded-host': 'other.example.com' };
  const elsewhere = await world.postJson(reset, { password: 'a new password' }, headers);
  expect(elsewhere.json()).toEqual(cannot);
  expect(world.passwords.size).toBe(0);
});

describe('a link says why it is not good', () => {
  test.each([
    ['expired', 'The identity verification token has expired', 6 * minute],
    ['from the future', 'The identity verification token is only valid in the future', -minute],
  ])('%s', async (_, message, laterMs) => {
    const token = tokenOf(await mailedLink());
    world.sessionWorld.clock.advance(laterMs);
    const answer = await world.postJson(finish, { token });
    expect([answer.status, answer.json(), answer.setCookies]).toEqual([200, { status: 'KO', message }, []]);
  });

  test('changed', async () => {
    const token = `${tokenOf(await mailedLink()).slice(0, -4)}AAAA`;
    const message = 'The identity verification token has an invalid signature';
    expect((await world.postJson(finish, { token })).json()).toEqual({ status: 'KO', message });
  });

  test('used, revoked or no token at all', async () => {
    const used = tokenOf(await mailedLink());
    await world.postJson(finish, { token: used });
    const revoked = tokenOf(await mailedLink());
    const revoke = (token: string) =>
      world.send({ method: 'DELETE', path: reset, body: JSON.stringify({ token }) });
    expect((await revoke(revoked)).json()).toEqual(done);
    expect((await revoke(revoked)).json()).toEqual(failed);
    expect((await revoke('nothing')).json()).toEqual(failed);
    for (const token of [used, revoked, 'x', 'a.b.c', '', 'A'.repeat(5000), undefined, null, 5]) {
      expect((await world.postJson(finish, { token })).json()).toEqual(failed);
    }
  });
});

test('a link that is revoked after it was opened opens nothing more', async () => {
  const token = tokenOf(await mailedLink());
  const opened = await world.postJson(finish, { token });
  await world.send({ method: 'DELETE', path: reset, body: JSON.stringify({ token }) });
  const cookie = cookieHeaderOf(opened.setCookies[0] ?? '');
  expect((await world.postJson(reset, { password: 'a new password' }, { cookie })).json()).toEqual(cannot);
  expect(world.passwords.size).toBe(0);
});

test('a password that is refused can be followed by another one; the ticket of each try is good once', async () => {
  let cookie = await openLink();
  const directory = { ...world.users };
  const refusals = [new PasswordRefusedError('used-before'), new RangeError('72 bytes')];
  world.users.setPassword = (...given) => {
    const refusal = refusals.shift();
    return refusal === undefined ? directory.setPassword(...given) : Promise.reject(refusal);
  };
  for (const message of [
    'This password was used before. Choose another one.',
    'Your new password is too long.',
  ]) {
    const answer = await world.postJson(reset, { password: 'a new password' }, { cookie });
    expect([answer.status, answer.json()]).toEqual([200, { status: 'KO', message }]);
    const spent = cookie;
    cookie = cookieHeaderOf(answer.setCookies[0] ?? '');
    const again = await world.postJson(reset, { password: 'a new password' }, { cookie: spent });
    expect(again.json()).toEqual(cannot);
  }
  expect((await world.postJson(reset, { password: 'a new password' }, { cookie })).json()).toEqual(done);
  expect((await world.postJson(reset, { password: 'another one' }, { cookie })).json()).toEqual(cannot);
  expect(world.passwords.get('john')).toBe('a new password');
});

test('a directory that is away is told as such, and the person may try again', async () => {
  let cookie = await openLink();
  const directory = { ...world.users };
  world.users.setPassword = () =>
    Promise.reject(new AppError('user-backend-unavailable', 'The password could not be stored.'));
  const answer = await world.postJson(reset, { password: 'a new password' }, { cookie });
  expect([answer.status, answer.json()]).toEqual([
    503,
    { status: 'KO', message: 'The password could not be stored.' },
  ]);
  world.users.setPassword = (...given) => directory.setPassword(...given);
  cookie = cookieHeaderOf(answer.setCookies[0] ?? '');
  expect((await world.postJson(reset, { password: 'a new password' }, { cookie })).json()).toEqual(done);
});

test('what the policy does not take spends nothing', async () => {
  const cookie = await openLink();
  const message = 'Your supplied password does not meet the password policy requirements';
  for (const password of ['', '   ']) {
    const answer = await world.postJson(reset, { password }, { cookie });
    expect([answer.status, answer.json()]).toEqual([200, { status: 'KO', message }]);
  }
  const long = await world.postJson(reset, { password: 'ä'.repeat(513) }, { cookie });
  expect(long.json()).toEqual({ status: 'KO', message: 'Your new password is too long.' });
  expect((await world.postJson(reset, { password: rightPassword }, { cookie })).json()).toEqual(done);
});

test('the ticket ends by itself', async () => {
  const cookie = await openLink();
  world.sessionWorld.clock.advance(15 * minute);
  expect((await world.postJson(reset, { password: 'a new password' }, { cookie })).json()).toEqual(cannot);
});

test.each([
  { disable: true, custom_url: undefined },
  { disable: false, custom_url: 'https://passwords.example.com' },
])('with %j none of the paths is there', async (password_reset) => {
  await world.close();
  world = await createPortalWorld({
    config: {
      authentication_backend: {
        password_reset,
        password_change: { disable: false },
        refresh_interval: 'disable',
        file: undefined,
      },
    },
  });
  for (const path of [start, finish, reset]) {
    expect((await world.postJson(path, { username: 'john', token: 'x', password: 'y' })).status).toBe(404);
  }
});
