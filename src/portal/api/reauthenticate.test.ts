import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../../tests/support/portal-world.ts';
import { cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';
import { AppError } from '../../lib/app-error.ts';

const path = '/api/firstfactor/reauthenticate';
let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

test('the right password gives the session a new id; the old one is dead', async () => {
  const before = await world.signIn();
  const answer = await world.postJson(path, { password: rightPassword }, { cookie: before });
  expect([answer.status, answer.text]).toEqual([200, '{"status":"OK"}']);
  const after = cookieHeaderOf(answer.setCookies[0] ?? '');
  expect(after).not.toBe(before);
  const old = await world.send({ path: '/api/state', headers: { cookie: before } });
  expect(old.json()).toMatchObject({ data: { username: '' } });
  const current = await world.send({ path: '/api/state', headers: { cookie: after } });
  expect(current.json()).toMatchObject({ data: { username: 'john' } });
});

test('whose password it is comes from the session, whatever the body says', async () => {
  const cookie = await world.signIn();
  await world.postJson(path, { username: 'harry', password: rightPassword }, { cookie });
  expect(world.door.attempts.at(-1)).toMatchObject({ username: 'john' });
});

test('the answer leads on as after the first factor', async () => {
  const cookie = await world.signIn();
  const body = { password: rightPassword, targetURL: 'https://app.example.com/' };
  const answer = await world.postJson(path, body, { cookie });
  expect(answer.json()).toEqual({ status: 'OK', data: { redirect: 'https://app.example.com/' } });
});

test.each(['', '{}', '{"password":""}', '{"password":"wrong"}', '{"password":{"length":1}}'])(
  'the body %j is refused, and the session stays as it was',
  async (body) => {
    const cookie = await world.signIn();
    const answer = await world.send({ method: 'POST', path, headers: { cookie }, body });
    expect([answer.status, answer.setCookies]).toEqual([401, []]);
    expect(answer.json()).toEqual({
      status: 'KO',
      message: 'Authentication failed. Check your credentials.',
    });
    const state = await world.send({ path: '/api/state', headers: { cookie } });
    expect(state.json()).toMatchObject({ data: { username: 'john' } });
  },
);

test('nobody can reauthenticate who is not signed in, and the door is not asked', async () => {
  const answer = await world.postJson(path, { password: rightPassword });
  expect([answer.status, answer.text, answer.setCookies]).toEqual([403, '403 Forbidden', []]);
  expect(world.door.attempts).toEqual([]);
});

test('a directory that answers with another person changes nothing', async () => {
  await world.close();
  const users = {
    john: { username: 'john', displayName: 'John', emails: [], groups: [] },
  };
  world = await createPortalWorld({ users });
  const cookie = await world.signIn();
  users.john = { username: 'admin', displayName: 'Admin', emails: [], groups: [] };
  const answer = await world.postJson(path, { password: rightPassword }, { cookie });
  expect(answer.status).toBe(401);
});

test('a directory that is away is no wrong password', async () => {
  const cookie = await world.signIn();
  world.door.failure = new AppError('user-backend-unavailable', 'The user directory does not answer.');
  const answer = await world.postJson(path, { password: rightPassword }, { cookie });
  expect(answer.status).toBe(503);
});
