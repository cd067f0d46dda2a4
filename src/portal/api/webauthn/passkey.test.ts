import { afterEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../../tests/support/portal-world.ts';
import { cookieDomain } from '../../../../tests/support/session-fixtures.ts';
import {
  type AuthenticatorMisbehaviour,
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from '../../../../tests/support/software-authenticator.ts';
import {
  openWebAuthnBrowser,
  type WebAuthnBrowser,
  webAuthnPaths,
} from '../../../../tests/support/webauthn-browser.ts';
import type { UserDetails } from '../../../users/backend.ts';

const origin = 'https://auth.example.com';
const john: UserDetails = {
  username: 'john',
  displayName: 'John',
  emails: ['j@example.com'],
  groups: ['dev'],
};

let world: PortalWorld;
let users: Record<string, UserDetails>;
let key: SoftwareAuthenticator;
afterEach(() => world.close());

/** A portal where John has a passkey. */
async function open(
  webauthn: Readonly<Record<string, unknown>> = {},
  misbehaviour: AuthenticatorMisbehaviour = {},
) {
  users = { john, harry: { ...john, username: 'harry' } };
  world = await createPortalWorld({ webauthn: { enable_passkey_login: true, ...webauthn }, users });
  key = createSoftwareAuthenticator({ origin, attachment: 'platform' });
  const browser = openWebAuthnBrowser(world);
  await browser.signIn();
  await browser.elevate();
  const options = await browser.options('PUT', webAuthnPaths.register, { description: 'Phone' });
  const answer = await browser.send('POST', webAuthnPaths.register, key.register(options, misbehaviour));
  expect(answer.status).toBe(201);
  return openWebAuthnBrowser(world);
}

const offer = (browser: WebAuthnBrowser) => browser.options('GET', webAuthnPaths.passkey);
const prove = (browser: WebAuthnBrowser, response: object, more: object = {}) =>
  browser.send('POST', webAuthnPaths.passkey, { response, ...more });
const stateOf = async (browser: WebAuthnBrowser) => (await browser.send('GET', '/api/state')).json();

test('a passkey signs in without a user name: one factor, something owned', async () => {
  const browser = await open();
  const options = await offer(browser);
  expect(options).toMatchObject({ rpId: 'auth.example.com', userVerification: 'preferred' });
  expect(options).not.toMatchObject({ allowCredentials: [expect.anything()] });
  const answer = await prove(browser, key.assert(options), { targetURL: 'https://app.example.com/' });
  expect(answer.json()).toEqual({ status: 'OK', data: { redirect: 'https://app.example.com/' } });
  expect(await stateOf(browser)).toMatchObject({
    data: { username: 'john', authentication_level: 1, factor_knowledge: false },
  });
  expect(browser.cookies()).not.toContain('passkey_sign_in');
});

test('a user-verified one alone is one factor, unless it is configured to be two', async () => {
  let browser = await open();
  await prove(browser, key.assert(await offer(browser), { isVerified: true }));
  expect(await stateOf(browser)).toMatchObject({ data: { authentication_level: 1 } });
  await world.close();
  browser = await open({ experimental_enable_passkey_uv_two_factors: true });
  await prove(browser, key.assert(await offer(browser), { isVerified: true }));
  expect(await stateOf(browser)).toMatchObject({ data: { authentication_level: 2 } });
  const other = openWebAuthnBrowser(world);
  await prove(other, key.assert(await offer(other)));
  expect(await stateOf(other)).toMatchObject({ data: { authentication_level: 1 } });
});

test('the person is remembered who asks for it', async () => {
  const browser = await open();
  const answer = await prove(browser, key.assert(await offer(browser)), { keepMeLoggedIn: true });
  const found = await world.sessionWorld.sessions.find(cookieDomain(), [browser.cookies()], {
    countsAsActivity: false,
  });
  expect([answer.status, found?.session.isRemembered, found?.session.methods]).toEqual([
    200,
    true,
    ['swk', 'user'],
  ]);
});

const refused: readonly (readonly [string, AuthenticatorMisbehaviour])[] = [
  ['without a handle', { userHandle: null }],
  ['with an empty handle', { userHandle: '' }],
  ['with the handle of somebody else', { userHandle: Buffer.from('x'.repeat(64)).toString('base64url') }],
  ['of another origin', { origin: 'https://auth.example.com.evil.test' }],
  ['for another relying party', { rpId: 'example.com' }],
  ['made in a frame', { crossOrigin: true }],
  ['with a broken signature', { isSignatureBroken: true }],
];
test.each(refused)('a passkey %s is refused', async (_name, misbehaviour) => {
  const browser = await open();
  const answer = await prove(browser, key.assert(await offer(browser), misbehaviour));
  expect([answer.status, answer.json()]).toEqual([
    403,
    { status: 'KO', message: 'Authentication failed, please retry later.' },
  ]);
  expect(await stateOf(browser)).toMatchObject({ data: { username: '' } });
});

test('a credential that nobody has is answered like a wrong one', async () => {
  const browser = await open();
  const stranger = createSoftwareAuthenticator({ origin });
  const userHandle = Buffer.from('x'.repeat(64)).toString('base64url');
  const answer = await prove(browser, stranger.assert(await offer(browser), { userHandle }));
  expect([answer.status, answer.json()]).toEqual([
    403,
    { status: 'KO', message: 'Authentication failed, please retry later.' },
  ]);
});

test('a passkey that was copied is refused, also when the copy is the newer one', async () => {
  const browser = await open();
  await prove(openWebAuthnBrowser(world), key.assert(await offer(browser), { signCount: 1 }));
  const browsers = [openWebAuthnBrowser(world), openWebAuthnBrowser(world)];
  for (const [index, one] of browsers.entries()) {
    const response = key.assert(await offer(one), { signCount: index === 0 ? 1 : 9 });
    expect((await prove(one, response)).status).toBe(403);
  }
});

test('of fifty who send the same assertion at once, one signs in', async () => {
  const browser = await open();
  const response = key.assert(await offer(browser));
  const answers = await Promise.all(Array.from({ length: 50 }, () => prove(browser.copy(), response)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const issued = answers.flatMap(({ setCookies }) => setCookies.filter((one) => one.includes('session=')));
  expect(issued).toHaveLength(1);
});

test('a user whom the directory does not give any more is refused', async () => {
  const browser = await open();
  delete users.john;
  expect((await prove(browser, key.assert(await offer(browser)))).status).toBe(403);
});

test('a directory that gives another person for the name signs nobody in', async () => {
  const browser = await open();
  users.john = { ...john, username: 'admin' };
  expect((await prove(browser, key.assert(await offer(browser)))).status).toBe(403);
});

test('a passkey that was taken over without its handle signs nobody in', async () => {
  const browser = await open();
  await world.storage.database.kysely.deleteFrom('webauthn_users').execute();
  expect((await prove(browser, key.assert(await offer(browser)))).status).toBe(403);
});

test('a banned user is answered like a wrong passkey', async () => {
  const browser = await open();
  for (let tries = 0; tries < 3; tries++) {
    await prove(browser, key.assert(await offer(browser), { isSignatureBroken: true }));
  }
  const answer = await prove(browser, key.assert(await offer(browser)));
  expect([answer.status, answer.json()]).toEqual([
    403,
    { status: 'KO', message: 'Authentication failed, please retry later.' },
  ]);
});

test('a key that is no passkey signs nobody in, unless keys may be upgraded; then it becomes one', async () => {
  let browser = await open({}, { rk: false });
  expect((await prove(browser, key.assert(await offer(browser)))).status).toBe(403);
  await world.close();
  browser = await open({ experimental_enable_passkey_upgrade: true }, { rk: false });
  expect((await prove(browser, key.assert(await offer(browser)))).status).toBe(200);
  expect((await browser.send('GET', webAuthnPaths.credentials)).json()).toMatchObject({
    data: [{ discoverable: true }],
  });
});

test('whoever is signed in is refused, and so is a second-factor challenge', async () => {
  const browser = await open();
  await browser.signIn('harry');
  expect((await browser.send('GET', webAuthnPaths.passkey)).status).toBe(403);
  expect((await prove(browser, key.assert({ challenge: 'AAAA', rpId: 'auth.example.com' }))).status).toBe(
    403,
  );
  const options = await browser.options('GET', webAuthnPaths.signIn);
  const ticket = browser.cookies().match(/gatehouse_webauthn_sign_in=([^;]+)/)?.[1];
  const cookie = `gatehouse_passkey_sign_in=${ticket}`;
  const response = key.assert(options);
  const answer = await openWebAuthnBrowser(world).send(
    'POST',
    webAuthnPaths.passkey,
    { response },
    { cookie },
  );
  expect(answer.status).toBe(403);
});

test('a challenge is worth nothing when its time is over', async () => {
  const browser = await open();
  const response = key.assert(await offer(browser));
  world.sessionWorld.clock.advance(71_000);
  expect((await prove(browser, response)).status).toBe(403);
});

test('a body that cannot be read is 400', async () => {
  const browser = await open();
  expect((await prove(browser, {})).status).toBe(400);
});

test('without passkey sign-in there is no such path', async () => {
  await open();
  await world.close();
  world = await createPortalWorld();
  for (const method of ['GET', 'POST']) {
    expect((await openWebAuthnBrowser(world).send(method, webAuthnPaths.passkey)).status).toBe(404);
  }
});
