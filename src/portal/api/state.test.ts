import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';
import { cookieDomain, minute } from '../../../tests/support/session-fixtures.ts';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld({
    cookies: [cookieDomain({ default_redirection_url: 'https://home.example.com/' })],
  });
});
afterEach(() => world.close());

const anonymous = {
  status: 'OK',
  data: {
    username: '',
    authentication_level: 0,
    factor_knowledge: false,
    default_redirection_url: 'https://home.example.com/',
  },
};

test('an anonymous visitor is level 0, gets no cookie, and leaves no record', async () => {
  const answer = await world.send({ path: '/api/state' });
  expect([answer.status, answer.json(), answer.setCookies]).toEqual([200, anonymous, []]);
});

test.each(['garbage', `${'A'.repeat(43)}`, '"', `${'A'.repeat(3000)}`])(
  'the cookie value %s is an anonymous visitor’s',
  async (value) => {
    const answer = await world.send({ path: '/api/state', headers: { cookie: `authelia_session=${value}` } });
    expect(answer.json()).toEqual(anonymous);
  },
);

test('asking does not keep a session alive, and one that is idle for too long is over', async () => {
  const cookie = await world.signIn();
  for (const minutes of [2, 2]) {
    world.sessionWorld.clock.advance(minutes * minute);
    const answer = await world.send({ path: '/api/state', headers: { cookie } });
    expect(answer.json()).toMatchObject({ data: { username: 'john' } });
  }
  world.sessionWorld.clock.advance(1.5 * minute);
  const answer = await world.send({ path: '/api/state', headers: { cookie } });
  expect(answer.json()).toEqual(anonymous);
});

test('a foreign, missing or doubled host gets 403', async () => {
  const hosts: Record<string, string | string[]>[] = [
    { 'x-forwarded-host': 'example.org' },
    { 'x-forwarded-host': 'auth.example.com.evil.test' },
    { 'x-forwarded-host': 'evilexample.com' },
    { 'x-forwarded-host': ['auth.example.com', 'auth.example.com'] },
    { 'x-forwarded-host': 'auth.example.com@evil.test' },
    { 'x-forwarded-host': '', host: '127.0.0.1' },
  ];
  for (const headers of hosts) {
    const answer = await world.send({ path: '/api/state', headers });
    expect([answer.status, answer.text], JSON.stringify(headers)).toEqual([403, '403 Forbidden']);
  }
});
