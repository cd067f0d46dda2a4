import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../../tests/support/portal-world.ts';
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

const origin = 'https://auth.example.com';
let world: PortalWorld;
let browser: WebAuthnBrowser;
let key: SoftwareAuthenticator;
beforeEach(async () => {
  world = await createPortalWorld();
  browser = openWebAuthnBrowser(world);
  key = createSoftwareAuthenticator({ origin });
  await browser.signIn();
  await enrol(browser, key, 'Blue key');
});
afterEach(() => world.close());

async function enrol(who: WebAuthnBrowser, authenticator: SoftwareAuthenticator, description: string) {
  await who.elevate();
  const options = await who.options('PUT', webAuthnPaths.register, { description });
  const answer = await who.send('POST', webAuthnPaths.register, authenticator.register(options));
  expect(answer.status).toBe(201);
}

const offer = (who = browser) => who.options('GET', webAuthnPaths.signIn);
const prove = (response: object, more: object = {}, who = browser) =>
  who.send('POST', webAuthnPaths.signIn, { response, ...more });
const levelOf = async (who = browser) => (await who.send('GET', '/api/state')).json();

test('a key raises the session to two factors, under a new id, and leads on', async () => {
  const options = await offer();
  expect(options).toMatchObject({
    rpId: 'auth.example.com',
    userVerification: 'preferred',
    allowCredentials: [{ id: key.credentialId, transports: ['usb'] }],
  });
  expect(options).not.toMatchObject({ extensions: { appid: expect.anything() } });
  const before = browser.copy();
  const answer = await prove(key.assert(options), { targetURL: 'https://app.example.com/x' });
  expect([answer.status, answer.json()]).toEqual([
    200,
    { status: 'OK', data: { redirect: 'https://app.example.com/x' } },
  ]);
  expect(await levelOf()).toMatchObject({ data: { username: 'john', authentication_level: 2 } });
  expect(await levelOf(before)).toMatchObject({ data: { username: '' } });
  const [credential] = await list();
  expect(credential).toMatchObject({ sign_count: 2, last_used_at: expect.any(String) });
});

async function list(who = browser): Promise<readonly object[]> {
  const { data } = JSON.parse((await who.send('GET', webAuthnPaths.credentials)).text);
  return data;
}

const refused: readonly (readonly [string, AuthenticatorMisbehaviour])[] = [
  ['of another origin', { origin: 'https://auth.example.com.evil.test' }],
  ['of another host of the same domain', { origin: 'https://app.example.com' }],
  ['of the origin without TLS', { origin: 'http://auth.example.com' }],
  ['for another relying party', { rpId: 'example.com' }],
  ['bound to the origin, by a key that never was one of U2F', { rpId: origin }],
  ['with another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ['of another ceremony', { type: 'webauthn.create' }],
  ['made in a frame', { crossOrigin: true }],
  ['without anybody present', { isPresent: false }],
  ['with a broken signature', { isSignatureBroken: true }],
  ['with the handle of somebody else', { userHandle: Buffer.from('x'.repeat(64)).toString('base64url') }],
  ['that can suddenly be copied', { isBackupEligible: true }],
];
test.each(refused)('an assertion %s is refused, and counts as a failure', async (_name, misbehaviour) => {
  const answer = await prove(key.assert(await offer(), misbehaviour));
  expect([answer.status, answer.json()]).toEqual([
    403,
    { status: 'KO', message: 'Authentication failed, please retry later.' },
  ]);
  expect(await levelOf()).toMatchObject({ data: { authentication_level: 1 } });
  expect(await list()).toMatchObject([{ clone_warning: false }]);
  const attempts = await world.storage.database.kysely
    .selectFrom('authentication_logs')
    .select(['auth_type', 'successful', 'username'])
    .where('auth_type', '=', 'WebAuthn')
    .execute();
  expect(attempts).toEqual([{ auth_type: 'WebAuthn', successful: 0, username: 'john' }]);
});

test('a key that tells no handle is known by its id', async () => {
  expect((await prove(key.assert(await offer(), { userHandle: null }))).status).toBe(200);
});

test('a key that was taken over without its handle is still the second factor', async () => {
  await world.storage.database.kysely.deleteFrom('webauthn_users').execute();
  expect((await prove(key.assert(await offer()))).status).toBe(200);
});

test('of fifty who send the same assertion at once, one succeeds', async () => {
  const response = key.assert(await offer());
  const answers = await Promise.all(Array.from({ length: 50 }, () => prove(response, {}, browser.copy())));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(49);
});

test('a counter that went back marks the key, which is refused from then on (behaviour.md §6.6)', async () => {
  expect((await prove(key.assert(await offer(), { signCount: 10 }))).status).toBe(200);
  for (const signCount of [9, 11, 12]) {
    expect((await prove(key.assert(await offer(), { signCount }))).status).toBe(403);
    expect(await list()).toMatchObject([{ clone_warning: true, sign_count: 10 }]);
  }
});

test('nobody marks a key without its signature', async () => {
  await prove(key.assert(await offer(), { signCount: 0, isSignatureBroken: true }));
  expect(await list()).toMatchObject([{ clone_warning: false }]);
});

test('keys that never count are used again and again', async () => {
  const still = createSoftwareAuthenticator({ origin, isWithoutCounter: true });
  await enrol(browser, still, 'Still');
  for (let uses = 0; uses < 3; uses++) {
    expect((await prove(still.assert(await offer()))).status).toBe(200);
  }
});

test('each of several keys proves the second factor', async () => {
  const other = createSoftwareAuthenticator({ origin, attachment: 'platform' });
  await enrol(browser, other, 'Laptop');
  for (const one of [key, other]) expect((await prove(one.assert(await offer()))).status).toBe(200);
});

test('the key of another person proves nothing', async () => {
  const harry = openWebAuthnBrowser(world);
  await harry.signIn('harry');
  const answer = await prove(key.assert(await offer(harry)), {}, harry);
  expect(answer.status).toBe(403);
  expect(await levelOf(harry)).toMatchObject({ data: { username: 'harry', authentication_level: 1 } });
});

test('the challenge of a registration is none of a sign-in', async () => {
  await browser.elevate();
  const creation = await browser.options('PUT', webAuthnPaths.register, { description: 'Other' });
  const { challenge } = JSON.parse(JSON.stringify(creation));
  const answer = await prove(key.assert({ challenge, rpId: 'auth.example.com' }));
  expect(answer.status).toBe(403);
});

test('without a challenge, with one of somebody else, or with one that is over, nothing is proved', async () => {
  const options = await offer();
  const response = key.assert(options);
  const ticket = browser.cookies().match(/gatehouse_webauthn_sign_in=[^;]+/)?.[0] ?? '';
  const fresh = openWebAuthnBrowser(world);
  await fresh.signIn();
  expect((await prove(response, {}, fresh)).status).toBe(403);
  const harry = openWebAuthnBrowser(world);
  await harry.signIn('harry');
  const cookie = `${harry.cookies()}; ${ticket}`;
  expect((await harry.send('POST', webAuthnPaths.signIn, { response }, { cookie })).status).toBe(403);
  world.sessionWorld.clock.advance(71_000);
  expect((await prove(response)).status).toBe(403);
});

test('after as many failures as regulation allows, the right key is refused too', async () => {
  for (let tries = 0; tries < 3; tries++) {
    await prove(key.assert(await offer(), { isSignatureBroken: true }));
  }
  expect((await prove(key.assert(await offer()))).status).toBe(403);
});

test.each([
  {},
  { response: {} },
  { response: null },
  { response: { id: 'a', rawId: 'b', type: 'public-key' } },
])('the body %j is unreadable', async (body) => {
  await offer();
  expect((await browser.send('POST', webAuthnPaths.signIn, body)).status).toBe(400);
});

test('a key is renamed and removed by its owner alone; removal ends the other sessions', async () => {
  const [{ id }] = JSON.parse(JSON.stringify(await list()));
  const path = `/api/secondfactor/webauthn/credential/${id}`;
  const harry = openWebAuthnBrowser(world);
  await harry.signIn('harry');
  await harry.elevate();
  expect((await harry.send('PUT', path, { description: 'Mine' })).status).toBe(403);
  expect((await harry.send('DELETE', path)).status).toBe(403);
  expect((await browser.send('PUT', path, { description: '' })).status).toBe(403);
  expect((await browser.send('PUT', `${path}x`, { description: 'a' })).status).toBe(400);
  expect((await browser.send('PUT', path, { description: 'New name' })).json()).toEqual({ status: 'OK' });
  expect(await list()).toMatchObject([{ description: 'New name' }]);
  const elsewhere = openWebAuthnBrowser(world);
  await elsewhere.signIn();
  expect((await browser.send('DELETE', path)).status).toBe(200);
  expect(await list()).toEqual([]);
  expect(await levelOf(elsewhere)).toMatchObject({ data: { username: '' } });
  expect(await levelOf()).toMatchObject({ data: { username: 'john' } });
  expect(await levelOf(harry)).toMatchObject({ data: { username: 'harry' } });
});

test('two keys cannot have one name', async () => {
  await enrol(browser, createSoftwareAuthenticator({ origin }), 'Red key');
  const [{ id }] = JSON.parse(JSON.stringify(await list()));
  const path = `/api/secondfactor/webauthn/credential/${id}`;
  expect((await browser.send('PUT', path, { description: 'RED key' })).status).toBe(409);
  expect((await browser.send('PUT', path, { description: 'BLUE key' })).status).toBe(200);
});

test('a forged Host changes neither relying party nor origin', async () => {
  const answer = await browser.send('GET', webAuthnPaths.signIn, undefined, { host: 'evil.test' });
  expect(answer.json()).toMatchObject({ data: { publicKey: { rpId: 'auth.example.com' } } });
});
