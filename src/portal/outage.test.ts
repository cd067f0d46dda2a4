import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import { pageDataOf } from '../../tests/support/tiny-pages.ts';
import { AppError } from '../lib/app-error.ts';

const message = 'The session store does not answer.';
let world: PortalWorld;
let cookie: string;
beforeEach(async () => {
  world = await createPortalWorld();
  cookie = await world.signIn();
  const { store } = world.sessionWorld;
  const away = () =>
    Promise.reject(new AppError('session-store-unavailable', message, { detail: 'redis://10.0.0.9' }));
  Object.assign(store, { load: away, save: away, replace: away, move: away, remove: away });
});
afterEach(() => world.close());

test.each([
  ['GET', '/api/state', {}],
  ['GET', '/api/configuration', {}],
  ['GET', '/api/user/info', {}],
  ['POST', '/api/user/info', {}],
  ['POST', '/api/firstfactor', { username: 'john', password: rightPassword }],
  ['POST', '/api/firstfactor/reauthenticate', { password: rightPassword }],
  ['POST', '/api/logout', {}],
  ['POST', '/api/checks/safe-redirection', { uri: 'https://app.example.com/' }],
])('while the session store is away %s %s says so, and lets nobody in', async (method, path, body) => {
  const answer = await world.send({
    method,
    path,
    headers: { cookie },
    body: method === 'GET' ? '' : JSON.stringify(body),
  });
  expect([answer.status, answer.setCookies]).toEqual([503, []]);
  expect(answer.json()).toEqual({ status: 'KO', message });
  expect(world.lines.at(-1)).toMatchObject({ level: 'error', detail: 'redis://10.0.0.9', path });
});

test('pages say so as well, and send nobody on', async () => {
  for (const path of ['/', '/authenticated', '/logout', '/any/page']) {
    const answer = await world.send({ path, headers: { cookie } });
    expect([answer.status, answer.headers.location], path).toEqual([503, undefined]);
    expect(pageDataOf(answer.text)).toMatchObject({ page: 'error', problem: 'unavailable' });
    expect(answer.text).not.toContain('10.0.0.9');
  }
});

test('the form keeps the user name', async () => {
  const answer = await world.postForm('/sign-in', { username: 'john', password: rightPassword });
  expect([answer.status, answer.setCookies]).toEqual([503, []]);
  expect(pageDataOf(answer.text)).toMatchObject({
    page: 'sign-in',
    problem: 'unavailable',
    username: 'john',
  });
});

test('who has no session needs no store: the sign-in page and the files are there', async () => {
  for (const path of ['/', '/api/state', '/api/health', '/favicon.ico', '/locales']) {
    expect((await world.send({ path })).status, path).toBe(200);
  }
});
