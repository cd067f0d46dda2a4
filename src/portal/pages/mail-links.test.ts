import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';
import { cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';
import { pageDataOf } from '../../../tests/support/tiny-pages.ts';

const app = 'https://app.example.com/a?b=c';
const fields = { targetURL: app, requestMethod: 'GET' };
let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

/** Asks for a link, and gives the paths of both links of the mail. */
async function mailedLinks() {
  const answer = await world.postForm('/reset-password/step1', { username: 'john', ...fields });
  expect([answer.status, pageDataOf(answer.text).isDone]).toEqual([200, true]);
  await world.settled();
  const { message } = world.mail.sent.at(-1) ?? {};
  if (message?.kind !== 'reset-link') throw new TypeError('no link was mailed');
  const pathOf = (url: string) => url.replace('https://auth.example.com', '');
  const token = new URL(message.url).searchParams.get('token') ?? '';
  return { reset: pathOf(message.url), revoke: pathOf(message.revocationUrl), token };
}

const setPassword = (token: string, password1: string, password2 = password1, cookie = '') =>
  world.postForm('/reset-password/step2', { token, password1, password2, ...fields }, { cookie });

test('the page for a link says the same whether there is such an account or not', async () => {
  const known = await world.postForm('/reset-password/step1', { username: 'john' });
  const unknown = await world.postForm('/reset-password/step1', { username: 'nobody' });
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  const empty = await world.postForm('/reset-password/step1', { username: ' ' });
  expect([empty.status, pageDataOf(empty.text).problem]).toEqual([400, 'missing-user-name']);
});

test('a link keeps where the person was going, and opening it or another does nothing', async () => {
  const { reset, revoke, token } = await mailedLinks();
  for (let count = 0; count < 3; count++) {
    const opened = await world.send({ path: reset });
    expect(pageDataOf(opened.text)).toMatchObject({
      page: 'reset-password-new',
      targetUrl: app,
      link: { purpose: 'reset-password', token },
    });
    expect(opened.setCookies).toEqual([]);
    expect(pageDataOf((await world.send({ path: revoke })).text)).toMatchObject({ page: 'revoke' });
  }
  const answer = await setPassword(token, 'a new password');
  expect(pageDataOf(answer.text)).toMatchObject({ isDone: true, targetUrl: app });
  expect(world.passwords.get('john')).toBe('a new password');
});

test('a link sets one password', async () => {
  const { token } = await mailedLinks();
  await setPassword(token, 'a new password');
  const again = await setPassword(token, 'another password');
  expect([again.status, pageDataOf(again.text).problem]).toEqual([403, 'link-not-valid']);
  expect(world.passwords.get('john')).toBe('a new password');
});

test.each([
  ['', '', 'missing-password'],
  ['one', 'other', 'passwords-differ'],
])('passwords that cannot be meant do not spend it (%s, %s)', async (first, second, problem) => {
  const { token } = await mailedLinks();
  const answer = await setPassword(token, first, second);
  expect([answer.status, pageDataOf(answer.text).problem]).toEqual([400, problem]);
  expect(pageDataOf((await setPassword(token, 'a new password')).text).isDone).toBe(true);
});

test('after one that the policy refuses another may be tried, in this browser alone', async () => {
  const { token } = await mailedLinks();
  const tooLong = 'x'.repeat(2000);
  const refused = await setPassword(token, tooLong);
  expect([refused.status, pageDataOf(refused.text).problem]).toEqual([403, 'weak-password']);
  const cookie = cookieHeaderOf(refused.setCookies[0] ?? '');
  const stranger = await setPassword(token, 'a new password');
  expect(pageDataOf(stranger.text).problem).toBe('link-not-valid');
  expect(pageDataOf((await setPassword(token, 'a new password', 'a new password', cookie)).text).isDone).toBe(
    true,
  );
});

test('the button of the other link makes it worth nothing, once', async () => {
  const { token } = await mailedLinks();
  const revoked = await world.postForm('/revoke/reset-password', { token });
  expect(pageDataOf(revoked.text).isDone).toBe(true);
  const again = await world.postForm('/revoke/reset-password', { token });
  expect([again.status, pageDataOf(again.text).problem]).toEqual([403, 'link-not-valid']);
  expect(pageDataOf((await setPassword(token, 'a new password')).text).problem).toBe('link-not-valid');
});

test('a code is revoked by its button, not by opening the link', async () => {
  const cookie = await world.signIn();
  await world.postJson('/api/user/session/elevation', {}, { cookie });
  await world.settled();
  const { message } = world.mail.sent.at(-1) ?? {};
  if (message?.kind !== 'one-time-code') throw new TypeError('no code was mailed');
  const id = new URL(message.revocationUrl).searchParams.get('id') ?? '';
  const opened = await world.send({ path: `/revoke/one-time-code?id=${id}` });
  expect(pageDataOf(opened.text).link).toEqual({ purpose: 'revoke-one-time-code', token: id });
  const revoked = await world.postForm('/revoke/one-time-code', { id });
  expect(pageDataOf(revoked.text).isDone).toBe(true);
  const redeemed = await world.send({
    method: 'PUT',
    path: '/api/user/session/elevation',
    headers: { cookie },
    body: JSON.stringify({ otc: message.code }),
  });
  expect(redeemed.status).toBe(403);
});

test.each(['', '?token=', '?token=a&token=b'])('an address without a token (%s) says so', async (query) => {
  const { page, link } = pageDataOf((await world.send({ path: `/reset-password/step2${query}` })).text);
  expect([page, link]).toEqual(['reset-password-new', undefined]);
});
