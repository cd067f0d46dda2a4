import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  askToken,
  beginCodeFlow,
  clientSecret,
  consent,
  flowIdOf,
  followRedirects,
  issuer,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

const clientKeys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
  'sign',
  'verify',
]);
const publicPem = Buffer.from(await crypto.subtle.exportKey('spki', clientKeys.publicKey)).toString('base64');

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld(
    [
      testClient(),
      testClient({ client_id: 'implicit', consent_mode: 'implicit', scopes: ['openid', 'email'] }),
      testClient({ client_id: 'remembered', consent_mode: 'pre-configured' }),
      testClient({ client_id: 'strict', authorization_policy: 'two_factor' }),
      testClient({ client_id: 'closed', authorization_policy: 'nobody' }),
      testClient({ client_id: 'post', token_endpoint_auth_method: 'client_secret_post' }),
      testClient({ client_id: 'shared', token_endpoint_auth_method: 'client_secret_jwt' }),
      testClient({
        client_id: 'keyed',
        client_secret: undefined,
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: [
          {
            key_id: 'mine',
            algorithm: 'ES256',
            key: `-----BEGIN PUBLIC KEY-----\n${publicPem}\n-----END PUBLIC KEY-----\n`,
          },
        ],
      }),
      testClient({ client_id: 'app-on-device', client_secret: undefined, public: true }),
      testClient({
        client_id: 'told',
        claims_policy: 'told',
        consent_mode: 'implicit',
        scopes: ['openid', 'mine'],
      }),
      {
        client_id: 'machine',
        client_secret: `$plaintext$${clientSecret}`,
        grant_types: ['client_credentials'],
        scopes: ['read'],
      },
    ],
    {
      oidc: {
        cors: { endpoints: ['userinfo', 'token'], allowed_origins: ['https://spa.example.com'] },
        authorization_policies: {
          nobody: { default_policy: 'one_factor', rules: [{ policy: 'deny', subject: 'user:john' }] },
        },
        claims_policies: {
          told: { id_token: ['email', 'nick'], custom_claims: { nick: { attribute: 'username' } } },
        },
        scopes: { read: { claims: [] }, mine: { claims: ['nick'] } },
      },
    },
  );
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** Somebody signed in begins; gives where that leads. */
async function begin(
  clientId: string,
  more: Readonly<Record<string, string>> = {},
  browser = world.browser(),
) {
  const signedIn = await browser.signIn('john');
  expect(signedIn.status).toBe(200);
  const application = await world.application(clientId);
  const flow = await beginCodeFlow(application, more);
  return { ...flow, application, browser, first: (await browser.get(flow.url)).header('location') ?? '' };
}
const errorIn = (url: string) => new URL(url).searchParams.get('error');

describe('consent', () => {
  test('implicit: nobody is asked, unless the request wants it or wants to stay connected', async () => {
    const scope = 'openid email';
    expect((await begin('implicit', { scope })).first).toContain(`${redirectUri}?code=`);
    expect((await begin('implicit', { scope, prompt: 'consent' })).first).toContain(
      '/consent/openid/decision',
    );
  });

  test('pre-configured: what is remembered is not asked again, anything else is', async () => {
    const { browser, first } = await begin('remembered', { scope: 'openid email' });
    expect(first).toContain('/consent/openid/decision');
    await consent(browser, first, 'remembered', { pre_configure: true });
    expect((await begin('remembered', { scope: 'openid email' })).first).toContain(`${redirectUri}?code=`);
    expect((await begin('remembered', { scope: 'openid email groups' })).first).toContain(
      '/consent/openid/decision',
    );
  });

  test('the page asks in words, works without script, and sends back to the application', async () => {
    const { browser, first } = await begin('app');
    const page = await browser.get(first);
    for (const id of ['openid-consent-decision-stage', 'openid-consent-accept', 'openid-consent-deny']) {
      expect(page.body).toContain(`id="${id}"`);
    }
    expect(page.body).toContain('The Application');
    const form = { flow_id: flowIdOf(first), client_id: 'app', decision: 'accept' };
    const answer = await browser.postForm(`${issuer}/consent/openid/decision`, form);
    const onward = answer.header('refresh')?.replace('0;url=', '') ?? '';
    expect(onward).toContain(`${issuer}/api/oidc/authorization/`);
    expect((await followRedirects(browser, onward)).url).toContain(`${redirectUri}?code=`);
  });
});

describe('signing in on the way', () => {
  test('without script the forms lead through to the question', async () => {
    const browser = world.browser();
    const { url } = await beginCodeFlow(await world.application('app'));
    const portal = (await browser.get(url)).header('location') ?? '';
    const page = await browser.get(portal);
    expect(page.body).toContain(`name="flowID" value="${flowIdOf(portal)}"`);
    const form = {
      username: 'john',
      password: 'correct horse battery staple',
      flow: 'openid_connect',
      flowID: flowIdOf(portal),
    };
    const signedIn = await browser.postForm(`${issuer}/sign-in`, form);
    const onward = await browser.get(new URL(signedIn.header('location') ?? '', issuer).href);
    const next = onward.header('refresh')?.replace('0;url=', '') ?? '';
    expect((await browser.get(next)).header('location')).toContain('/consent/openid/decision');
  });

  test('a client that asks for two factors is not entered with one, and the portal asks for the other', async () => {
    const { browser, first } = await begin('strict');
    expect(first).toContain('/?flow=openid_connect');
    expect((await browser.get(first)).body).toContain('second-factor');
    const resumed = await browser.get(`${issuer}/api/oidc/authorization/${flowIdOf(first)}`);
    expect(resumed.header('location')).toContain('/?flow=openid_connect');
  });

  test('whom the policy denies is told so by the application', async () => {
    const { first } = await begin('closed');
    expect([first.startsWith(redirectUri), errorIn(first)]).toEqual([true, 'access_denied']);
  });

  test('prompt=login and select_account ask for a proof that is newer than the request', async () => {
    for (const prompt of ['login', 'select_account']) {
      const { browser, first } = await begin('app', { prompt });
      expect(first).toContain('/?flow=openid_connect');
      const resume = `${issuer}/api/oidc/authorization/${flowIdOf(first)}`;
      const still = (await browser.get(resume)).header('location') ?? '';
      expect(still).toContain('/?flow=openid_connect');
      const body = {
        password: 'correct horse battery staple',
        flow: 'openid_connect',
        flowID: flowIdOf(still),
      };
      const proven = await browser.post(`${issuer}/api/firstfactor/reauthenticate`, body);
      const { data } = JSON.parse(proven.body);
      expect((await browser.get(data.redirect)).header('location')).toContain('/consent/openid/decision');
    }
  });

  test('max_age: a sign-in that is new enough is, 0 never is', async () => {
    expect((await begin('app', { max_age: '3600' })).first).toContain('/consent/openid/decision');
    expect((await begin('app', { max_age: '0' })).first).toContain('/?flow=openid_connect');
  });

  test('prompt=none asks nobody anything', async () => {
    const { url } = await beginCodeFlow(await world.application('app'), { prompt: 'none' });
    expect(errorIn((await world.browser().get(url)).header('location') ?? '')).toBe('login_required');
    expect(errorIn((await begin('app', { prompt: 'none' })).first)).toBe('consent_required');
    const { first } = await begin('implicit', { prompt: 'none', scope: 'openid' });
    expect(first).toContain(`${redirectUri}?code=`);
  });

  test('a flow that is not there is an error page, and no proof goes through with it', async () => {
    const page = await world.browser().get(`${issuer}/?flow=openid_connect&flow_id=nothing`);
    expect(page.status).toBe(400);
    const signedIn = await world.browser().signIn('john', { flow: 'openid_connect', flowID: 'nothing' });
    expect(JSON.parse(signedIn.body)).toMatchObject({ status: 'KO' });
  });
});

describe('requests', () => {
  test('a posted request is sent back as a query, a pushed one is used once', async () => {
    const browser = world.browser();
    await browser.signIn('john');
    const application = await world.application('app');
    const { url } = await beginCodeFlow(application);
    const form = Object.fromEntries(new URL(url).searchParams);
    const posted = await browser.postForm(`${issuer}/api/oidc/authorization`, form);
    expect(posted.status).toBe(302);
    expect(new URL(posted.header('location') ?? '').searchParams.get('client_id')).toBe('app');
    const pushed = await client.buildAuthorizationUrlWithPAR(application, form);
    const question = (await browser.get(pushed.href)).header('location') ?? '';
    const asked = await browser.get(`${issuer}/api/oidc/consent?flow_id=${flowIdOf(question)}`);
    expect(JSON.parse(asked.body).data.scopes).toContain('offline_access');
    expect(await consent(browser, question)).toContain('code=');
    const again = (await browser.get(pushed.href)).header('location') ?? '';
    expect(errorIn(again)).toBe('invalid_request_uri');
  });

  test('public clients must use PKCE, and only with S256; short states are refused', async () => {
    const { url } = await beginCodeFlow(await world.application('app-on-device', client.None()));
    const without = new URL(url);
    without.searchParams.delete('code_challenge');
    without.searchParams.delete('code_challenge_method');
    expect(errorIn((await world.browser().get(without.href)).header('location') ?? '')).toBe(
      'invalid_request',
    );
    const plain = new URL(url);
    plain.searchParams.set('code_challenge_method', 'plain');
    expect(errorIn((await world.browser().get(plain.href)).header('location') ?? '')).toBe('invalid_request');
    const short = new URL(url);
    short.searchParams.set('state', '1234567');
    expect(errorIn((await world.browser().get(short.href)).header('location') ?? '')).toBe('invalid_request');
  });
});

describe('tokens', () => {
  test.each([
    ['post', () => client.ClientSecretPost(clientSecret)],
    ['shared', () => client.ClientSecretJwt(clientSecret)],
    ['keyed', () => client.PrivateKeyJwt({ key: clientKeys.privateKey, kid: 'mine' })],
    ['app-on-device', () => client.None()],
  ] as const)('the client %s proves who it is', async (clientId, authentication) => {
    const browser = world.browser();
    await browser.signIn('john');
    const application = await world.application(clientId, authentication());
    const { url, verifier, state, nonce } = await beginCodeFlow(application);
    const back = await consent(browser, (await browser.get(url)).header('location') ?? '', clientId);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(application, new URL(back), checks);
    expect(tokens.claims()).toMatchObject({ aud: clientId });
    expect(tokens.refresh_token).toBeDefined();
  });

  test('a client asks for itself, and gets no person', async () => {
    const machine = await world.application('machine');
    const tokens = await client.clientCredentialsGrant(machine, { scope: 'read' });
    const told = await client.tokenIntrospection(machine, tokens.access_token);
    expect(told).toMatchObject({ active: true, client_id: 'machine', scope: 'read' });
    const refused = await askToken(world, { grant_type: 'client_credentials', scope: 'read' });
    expect(JSON.parse(refused.body).error).toBe('invalid_request');
  });

  test('a claims policy puts claims into ID tokens', async () => {
    const { first, application, verifier, state, nonce } = await begin('told', { scope: 'openid mine' });
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(application, new URL(first), checks);
    expect(tokens.claims()).toMatchObject({ email: 'john@example.com', nick: 'john' });
    expect(tokens.claims()).not.toHaveProperty('name');
    const person = await client.fetchUserInfo(application, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(person).toMatchObject({ nick: 'john' });
    expect(person).not.toHaveProperty('email');
  });
});

test('pages of other origins may ask what cors says, from where it says', async () => {
  const from = (origin: string, method = 'OPTIONS', path = 'userinfo') =>
    world.send(`${issuer}/api/oidc/${path}`, {
      method,
      headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
    });
  const preflight = await from('https://spa.example.com');
  expect([preflight.status, preflight.header('access-control-allow-origin')]).toEqual([
    200,
    'https://spa.example.com',
  ]);
  expect(preflight.header('access-control-allow-methods')).toBe('GET, POST');
  expect((await from('https://evil.test')).header('access-control-allow-origin')).toBeUndefined();
  expect((await from('https://evil.test', 'GET')).header('access-control-allow-origin')).toBeUndefined();
  const asked = await from('https://spa.example.com', 'GET');
  expect([asked.status, asked.header('access-control-allow-origin')]).toEqual([
    401,
    'https://spa.example.com',
  ]);
  const closed = await from('https://spa.example.com', 'OPTIONS', 'revocation');
  expect(closed.header('access-control-allow-origin')).toBeUndefined();
});

test('the keys', async () => {
  const { keys } = JSON.parse((await world.send(`${issuer}/jwks.json`)).body);
  expect(keys).toHaveLength(1);
  expect(keys[0].kid).toMatch(/^[0-9a-f]{6}-rs256$/);
  expect(Object.keys(keys[0]).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
