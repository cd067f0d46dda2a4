import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UserSessionsData } from '../../../shared/api/user-sessions.ts';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../../tests/support/portal-world.ts';
import { cookieHeaderOf, hour, minute } from '../../../tests/support/session-fixtures.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

async function signIn(headers: Record<string, string> = {}, username = 'john'): Promise<string> {
  const answer = await world.postJson('/api/firstfactor', { username, password: rightPassword }, headers);
  return cookieHeaderOf(answer.setCookies[0] ?? '');
}

async function list(cookie: string): Promise<UserSessionsData['sessions']> {
  const answer = await world.send({ path: '/api/user/sessions', headers: { cookie } });
  expect(answer.status).toBe(200);
  const { data } = JSON.parse(answer.text) as { data: UserSessionsData };
  return data.sessions;
}

const end = (cookie: string, id = '') =>
  world.send({ method: 'DELETE', path: `/api/user/sessions${id && `/${id}`}`, headers: { cookie } });
const isAlive = async (cookie: string) =>
  (await world.send({ path: '/api/user/sessions', headers: { cookie } })).status === 200;

test('a person sees their sessions: device in words, address, times, level, and which one this is', async () => {
  const { clock } = world.sessionWorld;
  const start = clock.now();
  const first = await signIn({ 'user-agent': firefox, 'x-forwarded-for': '203.0.113.8' });
  clock.advance(minute);
  const second = await signIn({ 'user-agent': 'something <script>else' });
  await signIn({}, 'harry');
  const at = (timeMs: number) => new Date(timeMs).toISOString();
  const common = { cookie_domain: 'example.com', level: 1, is_remembered: false };
  expect(await list(second)).toEqual([
    {
      ...common,
      id: expect.stringMatching(/^[\w-]{22}$/),
      is_current: true,
      browser: '',
      system: '',
      address: '203.0.113.7',
      signed_in_at: at(start + minute),
      last_seen_at: at(start + minute),
      ends_at: at(start + minute + hour),
    },
    {
      ...common,
      id: expect.stringMatching(/^[\w-]{22}$/),
      is_current: false,
      browser: 'Firefox',
      system: 'Linux',
      address: '203.0.113.8',
      signed_in_at: at(start),
      last_seen_at: at(start),
      ends_at: at(start + hour),
    },
  ]);
  expect(JSON.stringify(await list(second))).not.toContain(second.split('=')[1]);
  clock.advance(minute);
  const moved = { cookie: first, 'x-forwarded-for': '2001:db8::1' };
  await world.send({ method: 'DELETE', path: '/api/user/sessions/none', headers: moved });
  expect((await list(second))[0]).toMatchObject({
    address: '2001:db8::1',
    last_seen_at: at(start + 2 * minute),
  });
});

test('what is over is not listed', async () => {
  const first = await signIn();
  world.sessionWorld.clock.advance(6 * minute);
  expect(await list(await signIn())).toHaveLength(1);
  expect(await isAlive(first)).toBe(false);
});

test('ending one closes that one at once, and nobody else’s', async () => {
  const [here, there, harry] = [await signIn(), await signIn(), await signIn({}, 'harry')];
  const [other] = (await list(here)).filter((one) => !one.is_current);
  const [foreign] = await list(harry);
  expect((await end(here, foreign?.id)).status).toBe(404);
  const answer = await end(here, other?.id);
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { status: 'OK', data: { ended: 1 } }]);
  expect([await isAlive(here), await isAlive(there), await isAlive(harry)]).toEqual([true, false, true]);
  expect((await end(here, other?.id)).status).toBe(404);
  const events = world.lines.filter(({ msg }) => msg === 'security event');
  expect(events).toEqual([expect.objectContaining({ kind: 'session-ended', username: 'john' })]);
});

test('ending the others leaves the one that asks', async () => {
  const [here, ...others] = [await signIn(), await signIn(), await signIn(), await signIn({}, 'harry')];
  const answer = await end(here ?? '');
  expect(JSON.parse(answer.text)).toEqual({ status: 'OK', data: { ended: 2 } });
  expect(await isAlive(here ?? '')).toBe(true);
  expect(await Promise.all(others.map(isAlive))).toEqual([false, false, true]);
});

test('another site ends nothing', async () => {
  const [here, there] = [await signIn(), await signIn()];
  const headers = { cookie: here, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const answer = await world.send({ method: 'DELETE', path: '/api/user/sessions', headers });
  expect(answer.status).toBe(403);
  expect(await isAlive(there)).toBe(true);
});

test('of fifty that end one session at once, one did', async () => {
  const [here] = [await signIn(), await signIn()];
  const [other] = (await list(here)).filter((one) => !one.is_current);
  const answers = await Promise.all(Array.from({ length: 50 }, () => end(here, other?.id)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});
