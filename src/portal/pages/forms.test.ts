import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../../tests/support/portal-world.ts';
import { cookieDomain, cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';
import { pageDataOf } from '../../../tests/support/tiny-pages.ts';
import { AppError } from '../../lib/app-error.ts';

const app = 'https://app.example.com/a?b=c';
const john = { username: 'john', password: rightPassword };
let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

test('the form without script signs in and leads on without a redirect to another site', async () => {
  const sent = await world.postForm('/sign-in', { ...john, targetURL: app, requestMethod: 'GET' });
  expect(sent.status).toBe(303);
  const { location = '' } = sent.headers;
  expect(location).toMatch(/^\/authenticated\?rd=https%3A%2F%2Fapp\.example\.com%2F/);
  const cookie = cookieHeaderOf(sent.setCookies[0] ?? '');
  const page = await world.send({ path: location, headers: { cookie } });
  expect([page.status, page.headers.refresh]).toEqual([200, `0;url=${app}`]);
  expect(pageDataOf(page.text)).toMatchObject({ page: 'signed-in', targetUrl: app });
});

test('without a target the form leads to the portal, or to the default target', async () => {
  const sent = await world.postForm('/sign-in', john);
  expect([sent.status, sent.headers.location]).toEqual([303, '/']);
  const home = 'https://home.example.com/';
  const other = await createPortalWorld({ cookies: [cookieDomain({ default_redirection_url: home })] });
  const withDefault = await other.postForm('/sign-in', john);
  expect(withDefault.headers.location).toBe(`/authenticated?rd=${encodeURIComponent(home)}`);
  await other.close();
});

test('a target that wants a second factor leads to the page that says so', async () => {
  const other = await createPortalWorld({ rules: [{ domain: ['app.example.com'], policy: 'two_factor' }] });
  const sent = await other.postForm('/sign-in', { ...john, targetURL: app });
  expect(sent.headers.location).toMatch(/^\/\?rd=https/);
  const cookie = cookieHeaderOf(sent.setCookies[0] ?? '');
  const page = await other.send({ path: sent.headers.location ?? '', headers: { cookie } });
  expect(pageDataOf(page.text).page).toBe('second-factor');
  await other.close();
});

test('a wrong password brings the page again, with all but the password', async () => {
  const fields = { username: 'john', password: 'hunter2', keepMeLoggedIn: 'true', targetURL: app };
  const answer = await world.postForm('/sign-in', fields);
  expect([answer.status, answer.setCookies]).toEqual([401, []]);
  expect(pageDataOf(answer.text)).toMatchObject({
    page: 'sign-in',
    problem: 'wrong-credentials',
    username: 'john',
    isRememberTicked: true,
    targetUrl: app,
    targetHost: 'app.example.com',
  });
  expect(answer.text).not.toContain('hunter2');
});

test.each(['', 'username=john', 'username=&password=', 'password=x', '{"username":"john"}', '%ff=%ff'])(
  'the body %j lacks something, and the door is not asked',
  async (body) => {
    const answer = await world.send({ method: 'POST', path: '/sign-in', body });
    expect([answer.status, answer.setCookies]).toEqual([400, []]);
    expect(pageDataOf(answer.text).problem).toBe('missing-fields');
    expect(world.door.attempts).toEqual([]);
  },
);

test('a repeated field is none', async () => {
  const body = `username=harry&username=john&password=${encodeURIComponent(rightPassword)}`;
  const answer = await world.send({ method: 'POST', path: '/sign-in', body });
  expect([answer.status, world.door.attempts]).toEqual([400, []]);
});

test('a directory that is away is said so, and the user name stays', async () => {
  world.door.failure = new AppError('user-backend-unavailable', 'The user directory does not answer.');
  const answer = await world.postForm('/sign-in', john);
  expect(answer.status).toBe(503);
  expect(pageDataOf(answer.text)).toMatchObject({ problem: 'unavailable', username: 'john' });
});

test('another site can neither sign anyone in nor out by a form', async () => {
  const cookie = await world.signIn();
  const from = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
  const signIn = await world.postForm('/sign-in', john, from);
  expect([signIn.status, signIn.setCookies]).toEqual([403, []]);
  expect(pageDataOf(signIn.text)).toMatchObject({ problem: 'foreign-origin' });
  const signOut = await world.postForm('/sign-out', {}, { ...from, cookie });
  expect([signOut.status, signOut.setCookies]).toEqual([403, []]);
});

test('a form sent to a host that no cookie domain covers is explained, and the door is not asked', async () => {
  const answer = await world.postForm('/sign-in', john, { 'x-forwarded-host': 'gate.example.org' });
  expect([answer.status, answer.setCookies, world.door.attempts]).toEqual([403, [], []]);
  expect(pageDataOf(answer.text)).toMatchObject({ page: 'error', problem: 'no-cookie-domain' });
});

test('the sign-out button ends the session and says so', async () => {
  const cookie = await world.signIn();
  const sent = await world.postForm('/sign-out', {}, { cookie });
  expect([sent.status, sent.headers.location]).toEqual([303, '/logout']);
  expect(sent.setCookies[0]).toContain('Expires=Thu, 01 Jan 1970');
  const page = await world.send({ path: '/logout', headers: { cookie } });
  expect(pageDataOf(page.text)).toMatchObject({ page: 'sign-out', isSignedOut: true });
  expect(page.headers.refresh).toBeUndefined();
});

test('after signing out the browser goes on to a safe target', async () => {
  const cookie = await world.signIn();
  const sent = await world.postForm('/sign-out', { targetURL: app }, { cookie });
  const page = await world.send({ path: sent.headers.location ?? '' });
  expect(page.headers.refresh).toBe(`0;url=${app}`);
});

test.each([
  [{}, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'same-site' }, true],
  [{ 'sec-fetch-site': 'cross-site' }, undefined],
])('the sign-out page for a request with %j signs out by itself: %s', async (headers, isSignOutConfirmed) => {
  const cookie = await world.signIn();
  const page = await world.send({
    path: `/logout?rd=${encodeURIComponent(app)}`,
    headers: { cookie, ...headers },
  });
  const data = pageDataOf(page.text);
  expect([data.page, data.targetUrl, data.isSignOutConfirmed]).toEqual(['sign-out', app, isSignOutConfirmed]);
  expect(page.headers.refresh).toBeUndefined();
  const state = await world.send({ path: '/api/state', headers: { cookie } });
  expect(state.json()).toMatchObject({ data: { username: 'john' } });
});

test('signing out while the store is away says that it did not work', async () => {
  const cookie = await world.signIn();
  world.sessionWorld.store.remove = () =>
    Promise.reject(new AppError('session-store-unavailable', 'The session store does not answer.'));
  const answer = await world.postForm('/sign-out', {}, { cookie });
  expect([answer.status, answer.setCookies]).toEqual([503, []]);
  expect(pageDataOf(answer.text)).toMatchObject({ page: 'sign-out', problem: 'unavailable' });
});
