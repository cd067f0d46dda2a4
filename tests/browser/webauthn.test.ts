import { createServer, type Server } from 'node:http';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import { createPortalWorld, type PortalWorld, rightPassword } from '../support/portal-world.ts';
import { chromiumPath } from '../support/real-browser.ts';
import { cookieDomain, hour } from '../support/session-fixtures.ts';
import { webAuthnPaths } from '../support/webauthn-browser.ts';

/** What the page's own script gets of the API. */
interface Told {
  readonly status: number;
  readonly body: unknown;
}

let browser: Browser | undefined;
let world: PortalWorld;
let server: Server;
let page: Page;
let devtools: CDPSession;
let authenticatorId: string;
let domain: ReturnType<typeof cookieDomain>;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
});
afterAll(() => browser?.close());
beforeEach(async ({ skip }) => {
  if (browser === undefined) {
    skip('there is no Chromium on this machine; apt-get install chromium brings it');
    return;
  }
  const port = await findFreePort();
  const portal = `http://auth.gate.localhost:${port}`;
  domain = cookieDomain({ domain: 'gate.localhost', authelia_url: portal });
  world = await createPortalWorld({ cookies: [domain], webauthn: { enable_passkey_login: true } });
  server = createServer(world.portal.listener);
  await new Promise<void>((done) => {
    server.listen(port, '127.0.0.1', done);
  });
  page = await (await browser.newContext()).newPage();
  devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  authenticatorId = await plugIn('internal');
  await page.goto(`${portal}/`);
  await ask('POST', '/api/firstfactor', { username: 'john', password: rightPassword });
});
afterEach(async () => {
  if (browser === undefined) return;
  await page.context().close();
  server.closeAllConnections();
  await new Promise((done) => {
    server.close(done);
  });
  await world.close();
});

async function plugIn(transport: 'internal' | 'usb'): Promise<string> {
  const plugged = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return plugged.authenticatorId;
}

/** Asks the API from within the page. */
function ask(method: string, path: string, body?: object): Promise<Told> {
  return page.evaluate(
    async (request) => {
      const { method, path, body } = request;
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const answer = await fetch(path, init);
      return { status: answer.status, body: await answer.json().catch(() => undefined) };
    },
    { method, path, body },
  );
}

/** Registers a key, the ceremony made by the browser's own code. */
async function register(description: string): Promise<Told> {
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const { sessions } = world.sessionWorld;
  const found = await sessions.find(domain, [cookies], { countsAsActivity: true });
  if (found === undefined) throw new Error('nobody is signed in');
  const endsAtMs = world.sessionWorld.clock.now() + hour;
  await sessions.elevate(found, { endsAtMs, address: '127.0.0.1' });
  const offered = await ask('PUT', webAuthnPaths.register, { description });
  const credential = await page.evaluate(async (told) => {
    const { data } = JSON.parse(JSON.stringify(told.body));
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(data.publicKey);
    const made = await navigator.credentials.create({ publicKey });
    return JSON.parse(JSON.stringify(made));
  }, offered);
  return ask('POST', webAuthnPaths.register, credential);
}

/** Shows a key, as the second factor or as a passkey. */
async function show(path: string): Promise<Told> {
  const offered = await ask('GET', path);
  const response = await page.evaluate(async (told) => {
    const { data } = JSON.parse(JSON.stringify(told.body));
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(data.publicKey);
    const made = await navigator.credentials.get({ publicKey });
    return JSON.parse(JSON.stringify(made));
  }, offered);
  return ask('POST', path, { response });
}

const state = () => ask('GET', '/api/state');

test('a key is registered by the browser, and raises the session to two factors', async () => {
  expect(await register('Laptop')).toMatchObject({ status: 201 });
  expect(await ask('GET', webAuthnPaths.credentials)).toMatchObject({
    body: {
      data: [
        { description: 'Laptop', rpid: 'auth.gate.localhost', attachment: 'platform', discoverable: true },
      ],
    },
  });
  expect(await show(webAuthnPaths.signIn)).toMatchObject({ status: 200 });
  expect(await state()).toMatchObject({ body: { data: { username: 'john', authentication_level: 2 } } });
});

test('a passkey signs in without a user name, and the password is what is missing then', async () => {
  await register('Laptop');
  await page.context().clearCookies();
  expect(await state()).toMatchObject({ body: { data: { username: '' } } });
  expect(await show(webAuthnPaths.passkey)).toMatchObject({ status: 200 });
  expect(await state()).toMatchObject({
    body: { data: { username: 'john', authentication_level: 1, factor_knowledge: false } },
  });
});

test('each of several keys works; one authenticator is not registered twice', async () => {
  await register('Laptop');
  await expect(register('Laptop again')).rejects.toThrow('InvalidStateError');
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await plugIn('usb');
  expect(await register('Key')).toMatchObject({ status: 201 });
  expect(await show(webAuthnPaths.signIn)).toMatchObject({ status: 200 });
  const { body } = await ask('GET', webAuthnPaths.credentials);
  expect(body).toMatchObject({ data: [{ description: 'Laptop' }, { attachment: 'cross-platform' }] });
});

test('a key whose counter was set back is refused, and marked', async () => {
  await register('Laptop');
  expect(await show(webAuthnPaths.signIn)).toMatchObject({ status: 200 });
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
  const [credential] = credentials;
  if (credential === undefined) throw new Error('the authenticator has no credential');
  const { credentialId } = credential;
  await devtools.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
  await devtools.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: { ...credential, signCount: 0 },
  });
  expect(await show(webAuthnPaths.signIn)).toMatchObject({ status: 403 });
  expect(await ask('GET', webAuthnPaths.credentials)).toMatchObject({
    body: { data: [{ clone_warning: true }] },
  });
});
