import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { elevate } from '../../../tests/support/elevate.ts';
import { beginTotp, enrolTotp } from '../../../tests/support/enrol-totp.ts';
import {
  createPortalWorld,
  type PortalWorld,
  type PortalWorldOptions,
} from '../../../tests/support/portal-world.ts';
import { cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';

const path = '/api/secondfactor/totp';
const refused = { status: 'KO', message: 'Authentication failed, please retry later.' };
let world: PortalWorld;
let cookie: string;

async function start(options: PortalWorldOptions = {}): Promise<void> {
  world = await createPortalWorld(options);
  cookie = await world.signIn();
}
beforeEach(() => start());
afterEach(() => world.close());

const get = (where = path, headers = { cookie }) => world.send({ path: where, headers });
const post = (token: unknown, more: object = {}) => world.postJson(path, { token, ...more }, { cookie });
const stateOf = async (of: string) =>
  (await world.send({ path: '/api/state', headers: { cookie: of } })).json();

describe('what is enrolled', () => {
  test('is told without its secret', async () => {
    const enrolledAt = new Date(world.sessionWorld.clock.now()).toISOString();
    const { app } = await enrolTotp(world, cookie);
    const data = { created_at: enrolledAt, issuer: 'Authelia', algorithm: 'SHA1', digits: 6, period: 30 };
    expect((await get()).json()).toEqual({ status: 'OK', data });
    const raised = await post(app.code());
    cookie = cookieHeaderOf(raised.setCookies[0] ?? '');
    const usedAt = new Date(world.sessionWorld.clock.now()).toISOString();
    expect((await get()).json()).toEqual({ status: 'OK', data: { ...data, last_used_at: usedAt } });
  });

  test('is 404 where there is nothing', async () => {
    expect([(await get()).status, (await get()).json()]).toMatchObject([404, { status: 'KO' }]);
  });

  test('there is no endpoint at all where one-time passwords are switched off', async () => {
    await world.close();
    await start({ totp: { disable: true } });
    for (const where of [path, `${path}/register`]) expect((await get(where)).status).toBe(404);
    expect((await post('123456')).status).toBe(404);
  });
});

describe('a one-time password', () => {
  test('makes two factors of one, with a new id, and leads on', async () => {
    const { app } = await enrolTotp(world, cookie);
    const answer = await post(app.code(), { targetURL: 'https://app.example.com/' });
    expect(answer.json()).toEqual({ status: 'OK', data: { redirect: 'https://app.example.com/' } });
    const raised = cookieHeaderOf(answer.setCookies[0] ?? '');
    expect(await stateOf(raised)).toMatchObject({ data: { username: 'john', authentication_level: 2 } });
    expect(await stateOf(cookie)).toMatchObject({ data: { username: '' } });
  });

  test.each([-1, 0, 1])('of %d periods from now is good', async (offset) => {
    const { app } = await enrolTotp(world, cookie);
    world.sessionWorld.clock.advance(30_000);
    expect((await post(app.code(offset))).status).toBe(200);
  });

  test.each([-2, 2])('of %d periods from now is not', async (offset) => {
    const { app } = await enrolTotp(world, cookie);
    world.sessionWorld.clock.advance(60_000);
    const answer = await post(app.code(offset));
    expect([answer.status, answer.json(), answer.setCookies]).toEqual([403, refused, []]);
  });

  test('that enrolled the app does not sign in as well', async () => {
    const { app } = await enrolTotp(world, cookie);
    expect((await post(app.code(-1))).status).toBe(403);
    expect((await post(app.code())).status).toBe(200);
  });

  test('is refused where nothing is enrolled', async () => {
    expect([(await post('123456')).status, (await post('123456')).json()]).toEqual([403, refused]);
  });

  test.each([undefined, null, '', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', 123456, '1'.repeat(10_000)])(
    'that is %j never reaches the door',
    async (token) => {
      await enrolTotp(world, cookie);
      const answer = await post(token);
      expect([answer.status, answer.json(), answer.setCookies]).toEqual([400, refused, []]);
      expect(await attempts()).toEqual([]);
    },
  );

  test('of the other length is wrong', async () => {
    const { app } = await enrolTotp(world, cookie);
    expect((await post(`00${app.code()}`)).status).toBe(403);
  });

  test('is asked for no more often than the limit allows, together with recovery codes', async () => {
    await world.close();
    const buckets = [{ period: 60_000, requests: 2 }];
    await start({ rateLimits: { second_factor_totp: { enable: true, buckets } } });
    await enrolTotp(world, cookie);
    expect((await post('123456')).status).toBe(403);
    const recovery = { code: '00000-00000' };
    const other = await world.postJson('/api/secondfactor/recovery-code', recovery, { cookie });
    expect(other.status).toBe(403);
    expect((await post('123456')).status).toBe(429);
  });

  test('is good again only where the configuration says so', async () => {
    await world.close();
    await start({ totp: { disable_reuse_security_policy: true } });
    const { app } = await enrolTotp(world, cookie);
    const answer = await post(app.code());
    cookie = cookieHeaderOf(answer.setCookies[0] ?? '');
    expect((await post(app.code())).status).toBe(200);
  });
});

describe('removing', () => {
  const remove = () => world.send({ method: 'DELETE', path, headers: { cookie } });

  test('ends the other sessions, is told, and works once', async () => {
    await enrolTotp(world, cookie);
    const other = await world.signIn();
    expect((await remove()).json()).toEqual({ status: 'OK' });
    expect(await stateOf(other)).toMatchObject({ data: { username: '' } });
    expect(await stateOf(cookie)).toMatchObject({ data: { username: 'john' } });
    expect(await toldEvents()).toEqual(['totp-added', 'recovery-codes-made', 'totp-removed']);
    expect([(await remove()).status, (await remove()).json()]).toEqual([
      403,
      { status: 'KO', message: 'Unable to delete one-time password.' },
    ]);
  });

  test('needs sensitive settings to be open', async () => {
    const answer = await remove();
    expect([answer.status, answer.json()]).toMatchObject([403, { data: { elevation: true } }]);
  });
});

describe('enrolling', () => {
  const register = `${path}/register`;
  const put = (body: object) =>
    world.send({ method: 'PUT', path: register, headers: { cookie }, body: JSON.stringify(body) });

  test('offers what the configuration allows', async () => {
    await elevate(world, cookie);
    expect((await get(register)).json()).toEqual({
      status: 'OK',
      data: {
        algorithm: 'SHA1',
        algorithms: ['SHA1', 'SHA256', 'SHA512'],
        length: 6,
        lengths: [6, 8],
        period: 30,
        periods: [30, 60],
      },
    });
  });

  test('gives a secret, its URL and its QR code, and keeps nothing before the first token', async () => {
    await elevate(world, cookie);
    const answer = await put({ algorithm: 'SHA512', length: 8, period: 60 });
    expect(answer.json()).toMatchObject({
      data: {
        base32_secret: expect.stringMatching(/^[A-Z2-7]{52}$/),
        otpauth_url: expect.stringMatching(
          /^otpauth:\/\/totp\/Authelia:john\?issuer=Authelia&secret=[A-Z2-7]{52}&algorithm=SHA512&digits=8&period=60$/,
        ),
        qr_path: expect.stringMatching(/^(M\d+ \d+h\d+v1h-\d+z)+$/),
      },
    });
    expect(answer.setCookies[0]).toMatch(/^gatehouse_totp_registration=.*Max-Age=600; HttpOnly/);
    expect((await get()).status).toBe(404);
  });

  test.each([
    { algorithm: 'MD5', length: 6, period: 30 },
    { algorithm: 'SHA1', length: 7, period: 30 },
    { algorithm: 'SHA1', length: 6, period: 15 },
    { algorithm: 'SHA1', length: 6 },
    {},
  ])('%j is not allowed', async (choice) => {
    await elevate(world, cookie);
    const answer = await put(choice);
    expect([answer.status, answer.json()]).toEqual([
      400,
      { status: 'KO', message: 'Unable to set up one-time passwords.' },
    ]);
  });

  test('anew replaces what was there', async () => {
    const { app: before } = await enrolTotp(world, cookie);
    const { app: after, recoveryCodes } = await enrolTotp(world, cookie);
    expect(recoveryCodes).toEqual([]);
    expect((await post(before.code())).status).toBe(403);
    expect((await post(after.code())).status).toBe(200);
  });

  test.each(['GET', 'PUT', 'POST', 'DELETE'])('%s needs sensitive settings to be open', async (method) => {
    const answer = await world.send({ method, path: register, headers: { cookie } });
    expect([answer.status, answer.json()]).toMatchObject([403, { data: { elevation: true } }]);
  });

  test('that was begun can be dropped, and then cannot be confirmed; dropping nothing is fine', async () => {
    const begun = await beginTotp(world, cookie);
    const drop = () => world.send({ method: 'DELETE', path: register, headers: { cookie: begun.cookie } });
    const dropped = await drop();
    expect(dropped.json()).toEqual({ status: 'OK' });
    expect(dropped.setCookies[0]).toMatch(/^gatehouse_totp_registration=; .*Max-Age=0/);
    expect((await drop()).status).toBe(200);
    expect((await confirm(begun.cookie, begun.app.code())).status).toBe(403);
  });

  test('wrong order: nothing can be confirmed that was not begun', async () => {
    await elevate(world, cookie);
    expect((await confirm(cookie, '123456')).status).toBe(403);
    expect((await get()).status).toBe(404);
  });

  test('an empty POST, or a wrong token, confirms nothing; the right one does afterwards', async () => {
    const begun = await beginTotp(world, cookie);
    const empty = await world.send({ method: 'POST', path: register, headers: { cookie: begun.cookie } });
    expect(empty.status).toBe(400);
    expect((await confirm(begun.cookie, begun.app.code(7))).status).toBe(403);
    expect((await get()).status).toBe(404);
    expect((await confirm(begun.cookie, begun.app.code())).status).toBe(200);
  });

  test('ends ten minutes after its beginning', async () => {
    const begun = await beginTotp(world, cookie);
    const ticket = begun.cookie.slice(cookie.length + 2);
    world.sessionWorld.clock.advance(600_000);
    const later = await world.signIn();
    await elevate(world, later);
    expect((await confirm(`${later}; ${ticket}`, begun.app.code())).status).toBe(403);
  });

  test('cannot be confirmed by somebody else', async () => {
    const begun = await beginTotp(world, cookie);
    const ticket = begun.cookie.slice(cookie.length + 2);
    const harry = await world.signIn('harry');
    await elevate(world, harry);
    expect((await confirm(`${harry}; ${ticket}`, begun.app.code())).status).toBe(403);
  });

  test('of fifty confirmations at once one succeeds', async () => {
    const begun = await beginTotp(world, cookie);
    const token = begun.app.code();
    const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(begun.cookie, token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  const confirm = (from: string, token: string) => world.postJson(register, { token }, { cookie: from });
});

/** What the log of attempts holds of second factors, the oldest first. */
function attempts() {
  return world.storage.database.kysely
    .selectFrom('authentication_logs')
    .select(['auth_type', 'successful'])
    .orderBy('id')
    .execute();
}

async function toldEvents(): Promise<readonly string[]> {
  return (await world.happened()).map(({ kind }) => kind);
}
