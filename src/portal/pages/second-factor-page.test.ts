import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enrolTotp } from '../../../tests/support/enrol-totp.ts';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../../tests/support/portal-world.ts';
import { cookieHeaderOf, minute } from '../../../tests/support/session-fixtures.ts';
import { pageDataOf } from '../../../tests/support/tiny-pages.ts';

const vault = 'https://vault.example.com/a?b=c';
const toVault = `rd=${encodeURIComponent(vault)}&rm=GET`;
let world: PortalWorld;
let cookie: string;

beforeEach(async () => {
  world = await createPortalWorld({ rules: [{ domain: ['vault.example.com'], policy: 'two_factor' }] });
  cookie = await world.signIn();
});
afterEach(() => world.close());

const open = async (path: string, headers = { cookie }) =>
  pageDataOf((await world.send({ path, headers })).text);

describe('the second-factor page', () => {
  test('for somebody who has nothing yet leads to where it is set up', async () => {
    expect(await open(`/?${toVault}`)).toMatchObject({
      page: 'second-factor',
      targetUrl: vault,
      secondFactor: { methods: [], canEnrol: true },
    });
  });

  test('shows what the person has, that of the path first', async () => {
    await enrolTotp(world, cookie);
    expect((await open(`/?${toVault}`)).secondFactor).toMatchObject({
      methods: ['one-time-password', 'recovery-code'],
      otpDigits: 6,
    });
    expect((await open(`/2fa/recovery-code?${toVault}`)).secondFactor?.methods).toEqual([
      'recovery-code',
      'one-time-password',
    ]);
    // What they do not have is not offered, whatever the path says.
    expect((await open(`/2fa/password?${toVault}`)).secondFactor?.methods[0]).toBe('one-time-password');
  });

  test('comes without a target too where some target wants two factors, and not once they are given', async () => {
    expect((await open('/')).page).toBe('signed-in');
    const { app } = await enrolTotp(world, cookie);
    expect((await open('/')).page).toBe('second-factor');
    const raised = await world.postForm('/2fa/one-time-password', { token: app.code() }, { cookie });
    const headers = { cookie: cookieHeaderOf(raised.setCookies[0] ?? '') };
    expect((await open('/', headers)).page).toBe('signed-in');
    expect((await open('/2fa/one-time-password', headers)).page).toBe('signed-in');
  });

  test('a visitor signs in first, and comes back with the target kept', async () => {
    expect(await open(`/2fa/webauthn?${toVault}`, { cookie: '' })).toMatchObject({
      page: 'sign-in',
      keptPath: '2fa/webauthn',
      targetUrl: vault,
    });
  });
});

describe('without script', () => {
  const fields = { targetURL: vault, requestMethod: 'GET' };

  test('a one-time password leads on', async () => {
    const { app } = await enrolTotp(world, cookie);
    const code = app.code();
    const token = `${code.slice(0, 3)} ${code.slice(3)}`;
    const answer = await world.postForm('/2fa/one-time-password', { token, ...fields }, { cookie });
    expect([answer.status, answer.headers.location]).toEqual([303, `/authenticated?${toVault}`]);
    const raised = cookieHeaderOf(answer.setCookies[0] ?? '');
    const onward = await world.send({ path: `/authenticated?${toVault}`, headers: { cookie: raised } });
    expect(onward.headers.refresh).toBe(`0;url=${vault}`);
  });

  test('a recovery code leads on, once', async () => {
    const { recoveryCodes } = await enrolTotp(world, cookie);
    const code = recoveryCodes[0] ?? '';
    const first = await world.postForm('/2fa/recovery-code', { code, ...fields }, { cookie });
    expect(first.status).toBe(303);
    const again = await world.postForm(
      '/2fa/recovery-code',
      { code, ...fields },
      { cookie: await world.signIn() },
    );
    expect(again.status).toBe(403);
    expect(pageDataOf(again.text)).toMatchObject({ page: 'second-factor', problem: 'wrong-code' });
  });

  test.each([
    ['000000', 403, 'wrong-code'],
    ['', 400, 'missing-code'],
    ['what?', 400, 'wrong-code'],
  ])('the code "%s" brings the page back, with the target', async (token, status, problem) => {
    await enrolTotp(world, cookie);
    const answer = await world.postForm('/2fa/one-time-password', { token, ...fields }, { cookie });
    expect(answer.status).toBe(status);
    expect(pageDataOf(answer.text)).toMatchObject({ page: 'second-factor', problem, targetUrl: vault });
    expect(answer.setCookies).toEqual([]);
  });

  test('a visitor is asked to sign in', async () => {
    const answer = await world.postForm('/2fa/one-time-password', { token: '123456', ...fields });
    expect([answer.status, answer.headers.location]).toEqual([303, `/?${toVault}`]);
  });

  test('a code that is guessed is counted, and a ban is not told', async () => {
    const { app } = await enrolTotp(world, cookie);
    for (const token of ['000000', '000001', '000002', '000003']) {
      await world.postForm('/2fa/one-time-password', { token, ...fields }, { cookie });
    }
    const right = await world.postForm(
      '/2fa/one-time-password',
      { token: app.code(), ...fields },
      { cookie },
    );
    expect([right.status, pageDataOf(right.text).problem]).toEqual([403, 'wrong-code']);
    world.sessionWorld.clock.advance(1 * minute);
  });

  test('the password once more keeps the session of whom it is', async () => {
    const wrong = await world.postForm('/reauthenticate', { password: 'guess', ...fields }, { cookie });
    expect([wrong.status, pageDataOf(wrong.text)]).toMatchObject([
      401,
      { page: 'reauthenticate', problem: 'wrong-password', username: 'john', targetUrl: vault },
    ]);
    const right = await world.postForm('/reauthenticate', { password: rightPassword, ...fields }, { cookie });
    expect([right.status, right.headers.location]).toEqual([303, `/?${toVault}`]);
    expect(right.setCookies).toHaveLength(1);
  });

  test('sign-in leads back to the page of ours that was wanted, and to no other', async () => {
    const credentials = { username: 'john', password: rightPassword };
    const wanted = await world.postForm('/sign-in', {
      ...credentials,
      ...fields,
      keptPath: 'settings/security',
    });
    expect(wanted.headers.location).toBe(`/settings/security?${toVault}`);
    const other = await world.postForm('/sign-in', { ...credentials, keptPath: '/evil.example' });
    expect(other.headers.location).toBe('/');
  });
});
