import { afterEach, expect, test } from 'vitest';
import { enrolTotp } from '../../tests/support/enrol-totp.ts';
import {
  createPortalWorld,
  type PortalWorld,
  type PortalWorldOptions,
  rightPassword,
} from '../../tests/support/portal-world.ts';
import { cookieDomain, cookieHeaderOf, hour, minute } from '../../tests/support/session-fixtures.ts';
import { pageDataOf } from '../../tests/support/tiny-pages.ts';
import { AppError } from '../lib/app-error.ts';

// `session.remember_second_factor` (issue 4): a browser that gave a second factor stands for it, for its user, at its cookie domain, with the password.

const day = 24 * hour;
const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const api = '/api/user/remembered-devices';
const second = { domain: 'example.net', authelia_url: 'https://auth.example.net' };

let world: PortalWorld;
afterEach(() => world.close());

async function open(options: PortalWorldOptions = {}) {
  world = await createPortalWorld({
    hasPasskeys: true,
    rememberSecondFactor: 30 * day,
    cookies: [cookieDomain({ expiration: 60 * day, inactivity: null }), cookieDomain(second)],
    rules: [{ domain: ['app.example.com'], policy: 'two_factor' }],
    ...options,
  });
}

/** Signs in by passkey and gives the password as the second factor: the way that this world's portal has for two factors. */
async function proveBoth(rememberDevice: boolean, headers: Record<string, string> = agent) {
  const cookie = await world.sessionWorld.signInJohn(cookieDomain(), { methods: ['hwk'] });
  const jar = [cookie, headers.cookie].filter(Boolean).join('; ');
  const body = { password: rightPassword, rememberDevice };
  const answer = await world.postJson('/api/secondfactor/password', body, { ...headers, cookie: jar });
  const [session = '', ticket = ''] = answer.setCookies;
  return { session: cookieHeaderOf(session), ticket: cookieHeaderOf(ticket), ticketCookie: ticket };
}

async function signIn(
  ticket: string,
  { username = 'john', host = 'auth.example.com', password = rightPassword } = {},
) {
  const headers = { cookie: ticket, 'x-forwarded-host': host };
  const answer = await world.postJson('/api/firstfactor', { username, password }, headers);
  const cookie = answer.setCookies[0] === undefined ? '' : cookieHeaderOf(answer.setCookies[0]);
  const state = await world.send({ path: '/api/state', headers: { ...headers, cookie } });
  const { data } = state.json() as { data: { authentication_level: number } };
  return { status: answer.status, cookie, level: data.authentication_level };
}

test('a remembered browser signs in with both factors by the password alone, until its end', async () => {
  await open();
  const { ticket, ticketCookie } = await proveBoth(true);
  expect(ticketCookie).toMatch(
    /^gatehouse_remembered_device=[\w-]+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(await signIn(ticket)).toMatchObject({ status: 200, level: 2 });
  expect(await signIn(ticket)).toMatchObject({ level: 2 });
  expect(await signIn('')).toMatchObject({ level: 1 });
  world.sessionWorld.clock.advance(30 * day - 1);
  expect(await signIn(ticket)).toMatchObject({ level: 2 });
  world.sessionWorld.clock.advance(1);
  expect(await signIn(ticket)).toMatchObject({ level: 1 });
});

test('nobody is remembered who did not ask, or where it is switched off, or with one factor', async () => {
  await open();
  expect((await proveBoth(false)).ticketCookie).toBe('');
  const cookie = await world.signIn();
  const body = { password: rightPassword, rememberDevice: true };
  const oneFactor = await world.postJson('/api/secondfactor/password', body, { cookie });
  expect(oneFactor.setCookies).toHaveLength(1);
  await world.close();
  world = await createPortalWorld({ hasPasskeys: true });
  expect((await proveBoth(true)).ticketCookie).toBe('');
});

test('attacks: a stolen ticket is worth nothing without its user’s password, to another user, at another domain, or with a bit changed', async () => {
  await open();
  const { ticket } = await proveBoth(true);
  expect(await signIn(ticket, { password: 'wrong' })).toMatchObject({ status: 401, level: 0 });
  expect((await world.send({ path: '/api/user/info', headers: { cookie: ticket } })).status).toBe(403);
  expect(await signIn(ticket, { username: 'harry' })).toMatchObject({ status: 200, level: 1 });
  expect(await signIn(ticket, { host: 'auth.example.net' })).toMatchObject({ status: 200, level: 1 });
  const flipped = ticket.slice(0, -3) + (ticket.at(-3) === 'A' ? 'B' : 'A') + ticket.slice(-2);
  expect(await signIn(flipped)).toMatchObject({ level: 1 });
  expect(await signIn(`${ticket}; ${ticket}`)).toMatchObject({ level: 1 });
});

test('people see their remembered browsers and forget them, one or all; others’ are out of reach', async () => {
  await open();
  const first = await proveBoth(true);
  const other = await proveBoth(true, {});
  const headers = { cookie: other.session };
  const list = async (jar = headers) => {
    const answer = await world.send({ path: api, headers: jar });
    return (answer.json() as { data: { devices: { id: string }[] } }).data.devices;
  };
  await signIn(first.ticket);
  const devices = await list();
  expect(devices).toEqual([
    {
      id: expect.stringMatching(/^[\w-]{22}$/),
      browser: '',
      system: '',
      cookie_domain: 'example.com',
      created_at: '2026-01-01T00:00:00.000Z',
      ends_at: '2026-01-31T00:00:00.000Z',
    },
    {
      id: expect.stringMatching(/^[\w-]{22}$/),
      browser: 'Firefox',
      system: 'Linux',
      cookie_domain: 'example.com',
      created_at: '2026-01-01T00:00:00.000Z',
      last_used_at: '2026-01-01T00:00:00.000Z',
      ends_at: '2026-01-31T00:00:00.000Z',
    },
  ]);

  const harry = { cookie: await world.signIn('harry') };
  expect(await list(harry)).toEqual([]);
  const remove = (path: string, jar = headers) => world.send({ method: 'DELETE', path, headers: jar });
  expect((await remove(`${api}/${devices[1]?.id}`, harry)).status).toBe(404);
  expect((await remove(api, harry)).json()).toEqual({ status: 'OK', data: { forgotten: 0 } });
  expect(await signIn(first.ticket)).toMatchObject({ level: 2 });

  expect((await remove(`${api}/${devices[1]?.id}`)).json()).toEqual({ status: 'OK' });
  expect((await remove(`${api}/${devices[1]?.id}`)).status).toBe(404);
  expect(await signIn(first.ticket)).toMatchObject({ level: 1 });
  expect(await signIn(other.ticket)).toMatchObject({ level: 2 });
  expect((await remove(api)).json()).toEqual({ status: 'OK', data: { forgotten: 1 } });
  expect(await signIn(other.ticket)).toMatchObject({ level: 1 });
  const told = (await world.happened()).map(({ kind }) => kind);
  expect(told).toEqual([
    'device-remembered',
    'device-remembered',
    'remembered-devices-forgotten',
    'remembered-devices-forgotten',
  ]);
});

test('remembered once more, a browser’s ticket before is worth nothing', async () => {
  await open();
  const before = await proveBoth(true);
  const after = await proveBoth(true, { ...agent, cookie: before.ticket });
  expect(await signIn(before.ticket)).toMatchObject({ level: 1 });
  expect(await signIn(after.ticket)).toMatchObject({ level: 2 });
});

test('a remembered device is never a young proof: max_age asks for the second factor', async () => {
  await open({ rules: [{ domain: ['app.example.com'], policy: 'two_factor', max_age: minute }] });
  const { ticket, session } = await proveBoth(true);
  const visit = (cookie: string) =>
    world.send({ path: `/?rd=${encodeURIComponent('https://app.example.com/')}`, headers: { cookie } });
  expect((await visit(session)).status).toBe(302);
  const { cookie, level } = await signIn(ticket);
  expect(level).toBe(2);
  expect(pageDataOf((await visit(cookie)).text).page).toBe('second-factor');
});

test('one-time passwords removed take all remembered browsers with them', async () => {
  await open();
  const { ticket, session } = await proveBoth(true);
  const cookie = await elevated(session);
  await enrolTotp(world, cookie);
  expect(await signIn(ticket)).toMatchObject({ level: 2 });
  const removed = await world.send({ method: 'DELETE', path: '/api/secondfactor/totp', headers: { cookie } });
  expect(removed.status).toBe(200);
  expect(await signIn(ticket)).toMatchObject({ level: 1 });
});

test('one-time passwords that take the place of others do so, too, and end the other sessions', async () => {
  await open();
  const { ticket, session } = await proveBoth(true);
  const cookie = await elevated(session);
  await enrolTotp(world, cookie);
  const other = await world.signIn();
  expect(await signIn(ticket)).toMatchObject({ level: 2 });
  await enrolTotp(world, cookie);
  expect(await signIn(ticket)).toMatchObject({ level: 1 });
  const state = await world.send({ path: '/api/state', headers: { cookie: other } });
  expect(state.json()).toMatchObject({ data: { username: '' } });
});

test('a session store that is away leaves no remembered browser to a factor that is gone', async () => {
  await open();
  const { ticket, session } = await proveBoth(true);
  const cookie = await elevated(session);
  await enrolTotp(world, cookie);
  world.sessionWorld.sessions.endAll = () =>
    Promise.reject(new AppError('session-store-unavailable', 'away'));
  const removed = await world.send({ method: 'DELETE', path: '/api/secondfactor/totp', headers: { cookie } });
  expect(removed.status).toBe(503);
  expect(await signIn(ticket)).toMatchObject({ level: 1 });
});

/** The cookie of a session with sensitive settings open. */
async function elevated(cookie: string): Promise<string> {
  const { sessions, clock } = world.sessionWorld;
  const found = await sessions.find(cookieDomain(), [cookie], { countsAsActivity: false });
  if (found !== undefined) {
    await sessions.elevate(found, { endsAtMs: clock.now() + hour, address: '203.0.113.7' });
  }
  return cookie;
}
