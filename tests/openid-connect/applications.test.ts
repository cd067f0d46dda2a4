import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startLogoutReceiver } from '../support/logout-receiver.ts';
import {
  askToken,
  beginCodeFlow,
  consent,
  getCode,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

const path = `${issuer}/api/user/oidc/applications`;

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld([
    testClient(),
    testClient({
      client_id: 'kept',
      client_name: 'A Kept One',
      consent_mode: 'pre-configured',
      scopes: ['openid'],
    }),
    testClient({
      client_id: 'quiet',
      client_name: 'Quiet',
      consent_mode: 'implicit',
      scopes: ['openid', 'email'],
    }),
  ]);
});
afterAll(() => world?.[Symbol.asyncDispose]());

async function signedIn(person: 'john' | 'harry'): Promise<OidcBrowser> {
  const browser = world.browser();
  await browser.signIn(person);
  return browser;
}

async function listed(browser: OidcBrowser) {
  return JSON.parse((await browser.get(path)).body).data.applications;
}

const revoke = (browser: OidcBrowser, clientId: string) => browser.send('DELETE', `${path}/${clientId}`);

async function tokensOf(browser: OidcBrowser) {
  const { code, verifier } = await getCode(world, browser);
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  return JSON.parse((await askToken(world, form)).body);
}

const isActive = async (token: string) =>
  (await client.tokenIntrospection(await world.application('app'), token)).active;

test('lists what was given to each application, and until when it is remembered', async () => {
  const browser = await signedIn('john');
  expect(await listed(browser)).toEqual([]);
  await getCode(world, browser);
  const { url: kept } = await beginCodeFlow(await world.application('kept'), { scope: 'openid' });
  const question = (await browser.get(kept)).header('location') ?? '';
  await consent(browser, question, 'kept', { pre_configure: true });
  const { url: quiet } = await beginCodeFlow(await world.application('quiet'), {
    scope: 'openid email',
    claims: JSON.stringify({ userinfo: { zoneinfo: null } }),
  });
  expect((await browser.get(quiet)).header('location')).toContain(`${redirectUri}?code=`);
  const applications = await listed(browser);
  expect(applications).toMatchObject([
    { client_id: 'kept', client_description: 'A Kept One', scopes: ['openid'], stays_connected: false },
    { client_id: 'quiet', client_description: 'Quiet', scopes: ['openid', 'email'], claims: ['zoneinfo'] },
    {
      client_id: 'app',
      client_description: 'The Application',
      scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
      claims: [],
      audience: [],
      stays_connected: true,
    },
  ]);
  const rememberedMs = Date.parse(applications[0].remembered_until) - Date.parse(applications[0].since);
  expect(Math.round(rememberedMs / 86_400_000)).toBe(7);
  expect(applications[2]).not.toHaveProperty('remembered_until');
  expect(Math.abs(Date.now() - Date.parse(applications[2].since))).toBeLessThan(60_000);
});

test('taking back from one ends its tokens and codes in every sign-in of the person, and nobody else’s', async () => {
  const [laptop, phone, other] = [await signedIn('john'), await signedIn('john'), await signedIn('harry')];
  const [ofLaptop, ofPhone, ofOther] = [await tokensOf(laptop), await tokensOf(phone), await tokensOf(other)];
  const pending = await getCode(world, phone);
  expect((await revoke(laptop, 'app')).status).toBe(200);
  for (const tokens of [ofLaptop, ofPhone]) {
    expect(await isActive(tokens.access_token)).toBe(false);
    const refreshed = await askToken(world, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    });
    expect(JSON.parse(refreshed.body).error).toBe('invalid_grant');
  }
  const { code, verifier } = pending;
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  expect(JSON.parse((await askToken(world, form)).body).error).toBe('invalid_grant');
  expect(await isActive(ofOther.access_token)).toBe(true);
  expect(await listed(other)).toMatchObject([{ client_id: 'app' }]);
  const left: readonly { readonly client_id: string }[] = await listed(phone);
  expect(left.map(({ client_id }) => client_id)).not.toContain('app');
  expect((await revoke(laptop, 'app')).status).toBe(404);
  expect(await isActive((await tokensOf(phone)).access_token)).toBe(true);
});

test('taking back forgets the remembered consent: it is asked again', async () => {
  const browser = await signedIn('harry');
  const { url } = await beginCodeFlow(await world.application('kept'), { scope: 'openid' });
  const question = (await browser.get(url)).header('location') ?? '';
  await consent(browser, question, 'kept', { pre_configure: true });
  const again = await beginCodeFlow(await world.application('kept'), { scope: 'openid' });
  expect((await browser.get(again.url)).header('location')).toContain(`${redirectUri}?code=`);
  expect((await revoke(browser, 'kept')).status).toBe(200);
  const asked = await beginCodeFlow(await world.application('kept'), { scope: 'openid' });
  expect((await browser.get(asked.url)).header('location')).toContain('/consent/openid/decision');
});

test('an application with a back channel is told when it is cut off, and not again at the sign-out', async () => {
  const receiver = await startLogoutReceiver();
  const told = { consent_mode: 'implicit', scopes: ['openid'], backchannel_logout_uri: receiver.url };
  const own = await startOidcWorld([testClient({ ...told, grant_types: ['authorization_code'] })]);
  try {
    const browser = own.browser();
    await browser.signIn('john');
    const flow = await beginCodeFlow(await own.application('app'), { scope: 'openid' });
    const code =
      new URL((await browser.get(flow.url)).header('location') ?? '').searchParams.get('code') ?? '';
    const verifier = { redirect_uri: redirectUri, code_verifier: flow.verifier };
    const tokens = JSON.parse(
      (await askToken(own, { grant_type: 'authorization_code', code, ...verifier })).body,
    );
    await revoke(browser, 'app');
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 10_000);
    const { sub } = decodeJwt(tokens.id_token);
    expect(decodeJwt(receiver.received[0]?.token ?? '')).toMatchObject({ aud: 'app', sub });
    await browser.post(`${issuer}/api/logout`, {});
    expect(receiver.received).toHaveLength(1);
  } finally {
    await own[Symbol.asyncDispose]();
    await receiver.stop();
  }
});

test('a sign-in that ended is in the list no more, what is remembered stays', async () => {
  const browser = await signedIn('harry');
  await tokensOf(browser);
  const { url } = await beginCodeFlow(await world.application('kept'), { scope: 'openid' });
  await consent(browser, (await browser.get(url)).header('location') ?? '', 'kept', { pre_configure: true });
  await browser.send('DELETE', `${issuer}/api/user/sessions`);
  await browser.post(`${issuer}/api/logout`, {});
  expect(await listed(await signedIn('harry'))).toMatchObject([{ client_id: 'kept', scopes: ['openid'] }]);
});

test('is for people signed in alone, and not from another site', async () => {
  const stranger = world.browser();
  expect((await stranger.get(path)).status).toBe(403);
  expect((await revoke(stranger, 'app')).status).toBe(403);
  const browser = await signedIn('john');
  const cookie = browser.jar.header(new URL(issuer)) ?? '';
  const foreign = { Origin: 'https://evil.test', Cookie: cookie };
  expect((await world.send(`${path}/app`, { method: 'DELETE', headers: foreign })).status).toBe(403);
  expect((await browser.get(`${issuer}/settings/applications`)).body).toContain('applications');
});
