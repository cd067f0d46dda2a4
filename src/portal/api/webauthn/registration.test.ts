import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../../tests/support/portal-world.ts';
import {
  type AuthenticatorMisbehaviour,
  createSoftwareAuthenticator,
} from '../../../../tests/support/software-authenticator.ts';
import {
  openWebAuthnBrowser,
  type WebAuthnBrowser,
  webAuthnPaths,
} from '../../../../tests/support/webauthn-browser.ts';

const origin = 'https://auth.example.com';
let world: PortalWorld;
let browser: WebAuthnBrowser;
beforeEach(() => open());
afterEach(() => world.close());

async function open(webauthn: Readonly<Record<string, unknown>> = {}) {
  world = await createPortalWorld({ webauthn });
  browser = openWebAuthnBrowser(world);
  await browser.signIn();
  await browser.elevate();
}

async function reopen(webauthn: Readonly<Record<string, unknown>>) {
  await world.close();
  await open(webauthn);
}

const begin = (description = 'Blue key') => browser.options('PUT', webAuthnPaths.register, { description });
const finish = (response: object) => browser.send('POST', webAuthnPaths.register, response);
const list = async () => (await browser.send('GET', webAuthnPaths.credentials)).json();

test('a credential is registered with 201, and is in the list', async () => {
  const key = createSoftwareAuthenticator({ origin, aaguid: '0102030405060708090a0b0c0d0e0f10' });
  const options = await begin();
  expect(options).toMatchObject({
    rp: { id: 'auth.example.com', name: 'Authelia' },
    user: { name: 'john', displayName: 'John Doe' },
    attestation: 'indirect',
    timeout: 60_000,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    extensions: { credProps: true },
    excludeCredentials: [],
  });
  const answer = await finish(key.register(options));
  expect([answer.status, answer.json()]).toEqual([
    201,
    { status: 'OK', data: { recovery_codes: expect.any(Array) } },
  ]);
  expect((await browser.send('GET', '/api/user/info')).json()).toMatchObject({
    data: { has_webauthn: true },
  });
  expect(await list()).toMatchObject({
    data: [
      {
        rpid: 'auth.example.com',
        username: 'john',
        description: 'Blue key',
        kid: key.credentialId,
        aaguid: '01020304-0506-0708-090a-0b0c0d0e0f10',
        attestation_type: 'none',
        attestation_format: 'none',
        attachment: 'cross-platform',
        transports: ['usb'],
        sign_count: 1,
        clone_warning: false,
        legacy: false,
        discoverable: true,
        present: true,
        verified: false,
        backup_eligible: false,
        backup_state: false,
      },
    ],
  });
  expect(await world.happened()).toContainEqual(
    expect.objectContaining({ kind: 'webauthn-added', username: 'john', isSuccessful: true }),
  );
});

test('what is registered already is excluded, and cannot be registered twice', async () => {
  const key = createSoftwareAuthenticator({ origin });
  await finish(key.register(await begin()));
  const options = await begin('Red key');
  expect(options).toMatchObject({ excludeCredentials: [{ id: key.credentialId, transports: ['usb'] }] });
  expect((await finish(key.register(options))).status).toBe(403);
  expect(await list()).toMatchObject({ data: [{ description: 'Blue key' }] });
});

test('the handle is 64 random characters of the person’s own, and stays', async () => {
  const handles = [];
  for (const name of ['a', 'b']) handles.push(await begin(name));
  const [one, two] = handles.map((options) => JSON.parse(JSON.stringify(options)).user.id);
  expect(Buffer.from(one, 'base64url').toString()).toMatch(/^[\w-]{64}$/);
  expect(two).toBe(one);
});

test.each(['', ' ', 'x'.repeat(65), 'é'.repeat(33), 'a\nb', '\u202eevil', '\ud800'])(
  'the name %j is refused',
  async (description) => {
    const answer = await browser.send('PUT', webAuthnPaths.register, { description });
    expect(answer.status).toBe(400);
  },
);

test('a hostile name is kept as text and comes back as JSON', async () => {
  const description = '"><script>alert(1)</script>';
  await finish(createSoftwareAuthenticator({ origin }).register(await begin(description)));
  expect(await list()).toMatchObject({ data: [{ description }] });
});

test('the same name in another case is a conflict, at the beginning and at the end', async () => {
  const options = await begin('Blue key');
  const early = browser.copy();
  const late = await early.options('PUT', webAuthnPaths.register, { description: 'BLUE KEY' });
  await finish(createSoftwareAuthenticator({ origin }).register(options));
  expect((await browser.send('PUT', webAuthnPaths.register, { description: 'blue KEY' })).status).toBe(409);
  const response = createSoftwareAuthenticator({ origin }).register(late);
  expect((await early.send('POST', webAuthnPaths.register, response)).status).toBe(409);
});

const refused: readonly (readonly [string, AuthenticatorMisbehaviour])[] = [
  ['of another origin', { origin: 'https://auth.example.com.evil.test' }],
  ['of the origin with another port', { origin: 'https://auth.example.com:8443' }],
  ['of the origin without TLS', { origin: 'http://auth.example.com' }],
  ['for another relying party', { rpId: 'example.com' }],
  ['with another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ['of another ceremony', { type: 'webauthn.get' }],
  ['made in a frame', { crossOrigin: true }],
  ['without anybody present', { isPresent: false }],
];
test.each(refused)('a registration %s is refused', async (_name, misbehaviour) => {
  const key = createSoftwareAuthenticator({ origin });
  const answer = await finish(key.register(await begin(), misbehaviour));
  expect(answer.status).toBe(403);
  expect(await list()).toEqual({ status: 'OK', data: [] });
});

test('of fifty answers to one challenge, sent at once, one is kept', async () => {
  const options = await begin();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => {
      const one = browser.copy();
      return one.send(
        'POST',
        webAuthnPaths.register,
        createSoftwareAuthenticator({ origin }).register(options),
      );
    }),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await list()).toMatchObject({ data: [{ description: 'Blue key' }] });
});

test('a challenge is worth nothing when its time is over', async () => {
  const options = await begin();
  world.sessionWorld.clock.advance(71_000);
  await browser.elevate();
  expect((await finish(createSoftwareAuthenticator({ origin }).register(options))).status).toBe(403);
});

test('a dropped registration cannot be ended', async () => {
  const options = await begin();
  expect((await browser.send('DELETE', webAuthnPaths.register)).json()).toEqual({ status: 'OK' });
  expect((await finish(createSoftwareAuthenticator({ origin }).register(options))).status).toBe(403);
});

test('another person cannot end a registration, with the ticket of the first', async () => {
  const options = await begin();
  const ticket = browser.cookies().match(/gatehouse_webauthn_registration=[^;]+/)?.[0];
  const harry = openWebAuthnBrowser(world);
  await harry.signIn('harry');
  await harry.elevate();
  const response = createSoftwareAuthenticator({ origin }).register(options);
  const answer = await harry.send('POST', webAuthnPaths.register, response, {
    cookie: `${harry.cookies()}; ${ticket}`,
  });
  expect(answer.status).toBe(403);
});

test.each(['', '{}', 'null', '{"id":"a"}', '{"id":"..","rawId":"..","type":"public-key"}'])(
  'the body %j is refused as unreadable',
  async (body) => {
    await begin();
    const headers = { cookie: browser.cookies() };
    const answer = await world.send({ method: 'POST', path: webAuthnPaths.register, headers, body });
    expect(answer.status).toBe(400);
  },
);

test('without an open elevation nothing can be registered', async () => {
  const plain = openWebAuthnBrowser(world);
  await plain.signIn();
  for (const method of ['PUT', 'POST', 'DELETE']) {
    const body = method === 'DELETE' ? undefined : { description: 'x' };
    const answer = await plain.send(method, webAuthnPaths.register, body);
    expect(answer.json()).toMatchObject({ status: 'KO', data: { elevation: true } });
  }
});

test('user verification that is required is demanded', async () => {
  await reopen({ selection_criteria: { user_verification: 'required' } });
  const key = createSoftwareAuthenticator({ origin });
  expect((await finish(key.register(await begin()))).status).toBe(403);
  expect((await finish(key.register(await begin(), { isVerified: true }))).status).toBe(201);
});

const aaguid = '01020304-0506-0708-090a-0b0c0d0e0f10';
test.each([
  ['of a prohibited model', { prohibited_aaguids: [aaguid.toUpperCase()] }, 403],
  ['of a permitted model', { permitted_aaguids: [aaguid] }, 201],
  ['of a model that is not permitted', { permitted_aaguids: ['ffffffff-0506-0708-090a-0b0c0d0e0f10'] }, 403],
  ['that can be copied', { prohibit_backup_eligibility: true }, 403],
] as const)('a key %s is filtered', async (_name, filtering, status) => {
  await reopen({ filtering });
  const key = createSoftwareAuthenticator({ origin, aaguid: aaguid.replaceAll('-', '') });
  expect((await finish(key.register(await begin(), { isBackupEligible: true }))).status).toBe(status);
});

test('an id longer than what is kept is refused', async () => {
  const key = createSoftwareAuthenticator({ origin, idBytes: 385 });
  expect((await finish(key.register(await begin()))).status).toBe(400);
  const longest = createSoftwareAuthenticator({ origin, idBytes: 384 });
  expect((await finish(longest.register(await begin()))).status).toBe(201);
});
