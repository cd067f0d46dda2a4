import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { type LogoutReceiver, startLogoutReceiver } from '../support/logout-receiver.ts';
import {
  beginCodeFlow,
  clientSecret,
  enterApplication,
  followRedirects,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { people, usersFile } from '../support/people.ts';
import { signInAndEnrolApp, signInAsAdministrator } from '../support/sign-in-and-enrol-app.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { createTestingIo } from '../support/testing-io.ts';

const common = { consent_mode: 'implicit', scopes: ['openid'], grant_types: ['authorization_code'] };

let receiver: LogoutReceiver;
let world: OidcWorld;
beforeAll(async () => {
  receiver = await startLogoutReceiver();
  const told = { ...common, backchannel_logout_uri: receiver.url };
  world = await startOidcWorld(
    [
      testClient({ ...told, backchannel_logout_session_required: true }),
      testClient({ ...told, client_id: 'shared', id_token_signed_response_alg: 'HS256' }),
      testClient({ ...common, client_id: 'untold' }),
      testClient({ ...told, client_id: 'asking', consent_mode: 'explicit' }),
      testClient({ ...told, client_id: 'strict', authorization_policy: 'two_factor' }),
      testClient({
        ...told,
        client_id: 'implicit',
        client_secret: undefined,
        public: true,
        grant_types: ['implicit'],
        response_types: ['id_token'],
      }),
    ],
    { configuration: { administration: { group: 'admins' } } },
  );
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await receiver?.stop();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answerWith(200);
});
afterEach(() => {
  vi.useRealTimers();
});

const enter = (browser: OidcBrowser, clientId?: string) => enterApplication(world, browser, clientId);

async function signedIn(person: keyof typeof people = 'john'): Promise<OidcBrowser> {
  const browser = world.browser();
  await browser.signIn(person);
  return browser;
}

const receivedToken = () => vi.waitFor(() => expect(receiver.received).not.toEqual([]), 10_000);

/** Sign-ins of other tests may end as well. */
const isTold = (sid: unknown) =>
  vi.waitFor(() => expect(receiver.received.map(({ token }) => decodeJwt(token).sid)).toContain(sid), 10_000);

const keys = createRemoteJWKSet(new URL(`${issuer}/jwks.json`), {
  [customFetch]: async (url: string) => new Response((await world.send(url)).body),
});

describe('a logout token', () => {
  test('tells the client who signed out of which sign-in, and is signed as its ID tokens are', async () => {
    const browser = await signedIn();
    const idToken = decodeJwt(await enter(browser));
    await browser.post(`${issuer}/api/logout`, {});
    await receivedToken();
    const [logout] = receiver.received;
    expect(logout).toMatchObject({
      method: 'POST',
      path: '/backchannel?of=app',
      contentType: 'application/x-www-form-urlencoded',
    });
    const options = { issuer, audience: 'app', typ: 'logout+jwt', algorithms: ['RS256'] };
    const { payload } = await jwtVerify(logout?.token ?? '', keys, options);
    expect(payload).toEqual({
      iss: issuer,
      aud: 'app',
      sub: idToken.sub,
      sid: idToken.sid,
      iat: expect.any(Number),
      exp: (payload.iat ?? 0) + 120,
      jti: expect.stringMatching(/^[\w-]{36}$/),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload.sid).toMatch(/^[\w-]{20,}$/);
    expect(world.gatehouse.log()).toContain('a client was told that a sign-in ended');
    expect(world.gatehouse.log()).not.toContain(logout?.token);
  });

  test('is signed with the secret of a client whose ID tokens are', async () => {
    const browser = await signedIn();
    const idToken = decodeJwt(await enter(browser, 'shared'));
    await browser.post(`${issuer}/api/logout`, {});
    await receivedToken();
    const token = receiver.received[0]?.token ?? '';
    const { payload } = await jwtVerify(token, Buffer.from(clientSecret), { algorithms: ['HS256'] });
    expect(payload).toMatchObject({ sub: idToken.sub, sid: idToken.sid, aud: 'shared' });
  });

  test('goes to nobody who was not let in, not agreed to, or has no back channel', async () => {
    const browser = await signedIn();
    const idToken = decodeJwt(await enter(browser, 'untold'));
    expect(idToken).not.toHaveProperty('sid');
    await browser.post(`${issuer}/api/logout`, {});
    const other = await signedIn();
    await enter(other);
    for (const [clientId, place] of [
      ['asking', '/consent/openid/decision'],
      ['strict', '/?flow=openid_connect'],
    ] as const) {
      const { url } = await beginCodeFlow(await world.application(clientId), { scope: 'openid' });
      expect((await followRedirects(other, url)).url).toContain(place);
    }
    await other.post(`${issuer}/api/logout`, {});
    await receivedToken();
    // Whoever else was to be told is so by the time that a later one is.
    const later = await signedIn();
    const { sid } = decodeJwt(await enter(later));
    await later.post(`${issuer}/api/logout`, {});
    await isTold(sid);
    expect(receiver.received.map(({ token }) => decodeJwt(token).aud)).toEqual(['app', 'app']);
  });

  test('goes to every application of the sign-in, and of no other sign-in of the same person', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const ids = [await enter(one), await enter(one, 'shared')].map((token) => decodeJwt(token).sid);
    await enter(other);
    await one.post(`${issuer}/api/logout`, {});
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), 10_000);
    const sids = receiver.received.map(({ token }) => decodeJwt(token).sid);
    expect(new Set(sids)).toEqual(new Set(ids));
  });
});

describe('is sent when a sign-in ends', () => {
  test('by the list of one’s own sessions', async () => {
    const [lost, own] = [await signedIn(), await signedIn()];
    const { sid } = decodeJwt(await enter(lost));
    await own.send('DELETE', `${issuer}/api/user/sessions`);
    await isTold(sid);
  });

  test('by an administrator', async () => {
    const { sid } = decodeJwt(await enter(await signedIn('harry')));
    const administrator = await signInAsAdministrator(world);
    expect((await administrator.send('DELETE', '/api/admin/sessions/harry')).status).toBe(200);
    await isTold(sid);
  });

  test('by a new password', async () => {
    const { sid } = decodeJwt(await enter(await signedIn('harry')));
    const { person } = await signInAndEnrolApp(world, people.harry);
    const change = { old_password: people.harry.password, new_password: 'another long password' };
    expect((await person.send('POST', '/api/change-password', change)).status).toBe(200);
    await isTold(sid);
    await world.restart();
  });

  test('by an account that was disabled', async () => {
    const folder = await createTemporaryFolder('disabled');
    const path = join(folder.path, 'users.yml');
    await writeFile(path, usersFile());
    const own = await startOidcWorld([testClient({ ...common, backchannel_logout_uri: receiver.url })], {
      configuration: {
        authentication_backend: { refresh_interval: 'always', file: { path, watch: true } },
      },
    });
    const browser = own.browser();
    await browser.signIn('harry');
    const { sid } = decodeJwt(await enterApplication(own, browser));
    await writeFile(path, usersFile().replaceAll('"disabled": false', '"disabled": true'));
    await vi.waitFor(async () => {
      const { body } = await browser.get(`${issuer}/api/state`);
      expect(JSON.parse(body).data.authentication_level).toBe(0);
    }, 10_000);
    await isTold(sid);
    await own[Symbol.asyncDispose]();
    await folder.remove();
  });

  test('by another sign-in in the same browser', async () => {
    const browser = await signedIn('harry');
    const { sid } = decodeJwt(await enter(browser));
    await browser.signIn('john');
    await isTold(sid);
  });

  test('by gatehouse session end', async () => {
    const { sid } = decodeJwt(await enter(await signedIn('harry')));
    const { io } = createTestingIo();
    const config = join(world.folder, 'configuration.yml');
    expect(await run(['session', 'end', '--user', 'harry', '--config', config], io)).toBe(0);
    await isTold(sid);
  });
});

test('whoever gets an ID token while the sign-in ends is told of the end', async () => {
  const application = await world.application('implicit', client.None());
  for (let round = 0; round < 10; round += 1) {
    const browser = await signedIn();
    const begun = await Promise.all(
      Array.from({ length: 4 }, () =>
        beginCodeFlow(application, { scope: 'openid', response_type: 'id_token' }),
      ),
    );
    // Of the first round all do.
    const answers = begun.map(({ url }) => browser.get(url));
    if (round === 0) await Promise.all(answers);
    await Promise.all([...answers, browser.post(`${issuer}/api/logout`, {})]);
    const places = (await Promise.all(answers)).map((answer) => answer.header('location') ?? '');
    expect(places).not.toContain('');
    const tokens = places.flatMap((place) => new URL(place).hash.match(/id_token=([^&]*)/)?.[1] ?? []);
    if (round === 0) expect(tokens).toHaveLength(4);
    for (const token of tokens) await isTold(decodeJwt(token).sid);
  }
});

describe('a client that does not take it', () => {
  test('is told again later, a redirect is not followed, and the log says so', async () => {
    const browser = await signedIn();
    await enter(browser);
    const elsewhere = `${new URL(receiver.url).origin}/elsewhere`;
    receiver.answerWith(302, elsewhere);
    await browser.post(`${issuer}/api/logout`, {});
    await receivedToken();
    await vi.waitFor(() => expect(world.gatehouse.log()).toMatch(/"client_id":"app".*"status":302/), 10_000);
    receiver.answerWith(204);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6000 });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), 10_000);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/backchannel?of=app', '/backchannel?of=app']);
    await vi.waitFor(() => expect(world.gatehouse.log()).toMatch(/"attempt":2.*was told/), 10_000);
    vi.setSystemTime(Date.now() + 60_000);
    await enter(await signedIn());
    expect(receiver.received).toHaveLength(2);
  });
});

test('who is not told before a stop is told after the next start', async () => {
  await receiver.stop();
  const browser = await signedIn();
  const { sid } = decodeJwt(await enter(browser));
  await browser.post(`${issuer}/api/logout`, {});
  await vi.waitFor(() => expect(world.gatehouse.log()).toContain('a client cannot be told'), 10_000);
  await world.restart();
  await receiver.start();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6000 });
  await isTold(sid);
});

test('attacks.md: a logout token is no ID token here', async () => {
  const browser = await signedIn();
  await enter(browser);
  await browser.post(`${issuer}/api/logout`, {});
  await receivedToken();
  const again = await signedIn();
  const hint = { id_token_hint: receiver.received[0]?.token ?? '', scope: 'openid' };
  expect(decodeProtectedHeader(hint.id_token_hint).typ).toBe('logout+jwt');
  const { url } = await beginCodeFlow(await world.application('app'), hint);
  const back = await followRedirects(again, url);
  expect(new URL(back.url).searchParams.get('error')).toBe('invalid_request');
});
