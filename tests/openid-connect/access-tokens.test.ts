import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  askToken,
  beginCodeFlow,
  clientSecret,
  consent,
  flowIdOf,
  issuer,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

const [api, other] = ['https://api.example.com', 'https://other.example.com'];
const signed = { access_token_signed_response_alg: 'RS256' };

let world: OidcWorld;
let believing: OidcWorld;
const clients = [
  testClient({ client_id: 'signed', audience: [api, other], claims_policy: 'told', ...signed }),
  testClient({ client_id: 'random', audience: [api, other] }),
  testClient({ client_id: 'implied', audience: [api, other], requested_audience_mode: 'implicit' }),
  testClient({ client_id: 'merged', audience: [api], claims_policy: 'merged' }),
  testClient({ client_id: 'remembering', audience: [api], consent_mode: 'pre-configured' }),
  testClient({
    client_id: 'hybrid',
    audience: [api],
    response_types: ['code', 'id_token token'],
    grant_types: ['authorization_code', 'implicit'],
    ...signed,
  }),
  {
    client_id: 'machine',
    client_secret: `$plaintext$${clientSecret}`,
    grant_types: ['client_credentials'],
    scopes: ['read'],
    audience: [api],
    ...signed,
  },
];
const oidc = {
  claims_policies: {
    told: { access_token: ['email', 'groups'] },
    merged: { id_token_audience_mode: 'experimental-merged' },
  },
  scopes: { read: { claims: [] } },
};
const endpoints = { rate_limits: { openid_connect_token: { enable: false } } };
beforeAll(async () => {
  world = await startOidcWorld(clients, { oidc, endpoints });
  believing = await startOidcWorld(clients, {
    oidc: { ...oidc, enable_jwt_access_token_stateless_introspection: true },
    endpoints,
  });
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await believing?.[Symbol.asyncDispose]();
});

/** Somebody signed in agrees to what the request asks for; gives the tokens. */
async function getTokens(clientId: string, more: Readonly<Record<string, string>> = {}, at = world) {
  const browser = at.browser();
  await browser.signIn('john');
  const application = await at.application(clientId);
  const { url, verifier, state, nonce } = await beginCodeFlow(application, more);
  const back = await consent(browser, (await browser.get(url)).header('location') ?? '', clientId);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  const tokens = await client.authorizationCodeGrant(application, new URL(back), checks);
  return { application, browser, tokens, told: () => introspect(application, tokens.access_token) };
}

function introspect(application: client.Configuration, token: string) {
  return client.tokenIntrospection(application, token);
}

async function verified(token: string, audience: string) {
  const fetchKeys = async (url: string) => new Response((await world.send(url)).body);
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks.json`), { [customFetch]: fetchKeys });
  return jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt' });
}

const errorOf = (body: string): string => JSON.parse(body).error;

describe('signed access tokens (RFC 9068)', () => {
  test('can be verified with the public keys alone, and say who, what and for whom', async () => {
    const { tokens } = await getTokens('signed', { audience: `${api} ${other}` });
    const { payload, protectedHeader } = await verified(tokens.access_token, api);
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(payload).toMatchObject({
      sub: tokens.claims()?.sub,
      client_id: 'signed',
      aud: [api, other],
      scope: 'openid profile email groups offline_access',
      scp: ['openid', 'profile', 'email', 'groups', 'offline_access'],
      email: 'john@example.com',
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
    expect(payload.jti).toMatch(/^[\w-]{20,}$/);
    expect(payload).not.toHaveProperty('name');
  });

  test('without an audience are for the provider itself, and open UserInfo with one too', async () => {
    const { tokens, application } = await getTokens('signed');
    expect(decodeJwt(tokens.access_token).aud).toBe(issuer);
    for (const { access_token } of [tokens, (await getTokens('signed', { audience: api })).tokens]) {
      const person = await client.fetchUserInfo(application, access_token, tokens.claims()?.sub ?? '');
      expect(person).toMatchObject({ preferred_username: 'john' });
    }
  });

  test('introspection tells of one what it tells of a random one, and of one that was changed nothing', async () => {
    const { tokens, told, application } = await getTokens('signed', { audience: api });
    expect(await told()).toMatchObject({
      active: true,
      aud: api,
      client_id: 'signed',
      token_type: 'Bearer',
      email: 'john@example.com',
    });
    const [header, payload, signature] = tokens.access_token.split('.');
    const claims = { ...decodeJwt(tokens.access_token), aud: other };
    const changed = Buffer.from(JSON.stringify(claims)).toString('base64url');
    for (const forged of [
      `${header}.${changed}.${signature}`,
      `${header}.${payload}.${'A'.repeat(signature?.length ?? 0)}`,
      `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`,
      String(decodeJwt(tokens.access_token).jti),
      tokens.id_token ?? '',
    ]) {
      expect(await introspect(application, forged)).toEqual({ active: false });
      const userInfo = await world.send(`${issuer}/api/oidc/userinfo`, {
        headers: { Authorization: `Bearer ${forged}` },
      });
      expect([userInfo.status, errorOf(userInfo.body)]).toEqual([401, 'invalid_token']);
    }
  });

  test('one is no ID token: as id_token_hint it is refused (RFC 9068 §5)', async () => {
    const { tokens, application } = await getTokens('signed', { audience: api });
    for (const [hint, error] of [
      [tokens.access_token, 'invalid_request'],
      [tokens.id_token ?? '', 'consent_required'],
    ] as const) {
      const browser = world.browser();
      await browser.signIn('john');
      const { url } = await beginCodeFlow(application, { id_token_hint: hint, prompt: 'none' });
      const answer = await browser.get(url);
      expect(new URL(answer.header('location') ?? '').searchParams.get('error')).toBe(error);
    }
  });

  test('one that was revoked, or whose sign-in was ended, is not active any more', async () => {
    const first = await getTokens('signed');
    await client.tokenRevocation(first.application, first.tokens.access_token);
    expect(await first.told()).toEqual({ active: false });
    const second = await getTokens('signed');
    expect(await second.told()).toMatchObject({ active: true });
    await second.browser.post(`${issuer}/api/logout`, {});
    expect(await second.told()).toEqual({ active: false });
  });

  test('of a client that asks for itself is about the client', async () => {
    const machine = await world.application('machine');
    const tokens = await client.clientCredentialsGrant(machine, { scope: 'read', audience: api });
    expect((await verified(tokens.access_token, api)).payload).toMatchObject({
      sub: 'machine',
      scope: 'read',
    });
    expect(await introspect(machine, tokens.access_token)).toMatchObject({
      active: true,
      aud: api,
      sub: 'machine',
    });
    const refused = await askToken(
      world,
      { grant_type: 'client_credentials', scope: 'read', audience: other },
      'machine',
    );
    expect([refused.status, errorOf(refused.body)]).toEqual([400, 'invalid_request']);
  });

  test('comes from the authorization endpoint as well, and its hash is in the ID token', async () => {
    const browser = world.browser();
    await browser.signIn('john');
    const { url } = await beginCodeFlow(await world.application('hybrid'), {
      response_type: 'id_token token',
      scope: 'openid email',
      audience: api,
    });
    const back = await consent(browser, (await browser.get(url)).header('location') ?? '', 'hybrid');
    const answer = new URLSearchParams(new URL(back).hash.slice(1));
    const token = answer.get('access_token') ?? '';
    await verified(token, api);
    const half = new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.from(token))).subarray(0, 16);
    expect(decodeJwt(answer.get('id_token') ?? '').at_hash).toBe(Buffer.from(half).toString('base64url'));
  });

  test('with stateless introspection a revoked one stays active, a forged one never is', async () => {
    const { tokens, told, application } = await getTokens('signed', { audience: api }, believing);
    await client.tokenRevocation(application, tokens.access_token);
    expect(await told()).toMatchObject({ active: true, aud: api, sub: tokens.claims()?.sub });
    const [header, , signature] = tokens.access_token.split('.');
    const claims = { ...decodeJwt(tokens.access_token), aud: other };
    const changed = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect(await introspect(application, `${header}.${changed}.${signature}`)).toEqual({ active: false });
    expect(await introspect(application, tokens.id_token ?? '')).toEqual({ active: false });
    const random = await getTokens('random', {}, believing);
    await client.tokenRevocation(random.application, random.tokens.access_token);
    expect(await random.told()).toEqual({ active: false });
  });
});

test('one that is bound to a key says so, and introspection does, whether it looks it up or believes it', async () => {
  for (const at of [world, believing]) {
    const browser = at.browser();
    await browser.signIn('john');
    const application = await at.application('signed');
    const keys = await client.randomDPoPKeyPair('ES256', { extractable: true });
    const DPoP = client.getDPoPHandle(application, keys);
    const { url, verifier, state, nonce } = await beginCodeFlow(application, { audience: api });
    const back = await consent(browser, (await browser.get(url)).header('location') ?? '', 'signed');
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(application, new URL(back), checks, undefined, {
      DPoP,
    });
    const jkt = await DPoP.calculateThumbprint();
    expect(decodeJwt(tokens.access_token)).toMatchObject({ cnf: { jkt } });
    const told = await introspect(application, tokens.access_token);
    expect(told).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt }, aud: api });
  }
});

describe('audiences', () => {
  test('explicit: only what was asked for; implicit: all, where nothing was', async () => {
    expect((await (await getTokens('random')).told()).aud).toBeUndefined();
    expect((await (await getTokens('random', { audience: other })).told()).aud).toBe(other);
    expect((await (await getTokens('implied')).told()).aud).toEqual([api, other]);
    expect((await (await getTokens('implied', { audience: api })).told()).aud).toBe(api);
  });

  test('asked for several times, or as resources, or pushed: all the same', async () => {
    const browser = world.browser();
    await browser.signIn('john');
    const application = await world.application('random');
    const { url } = await beginCodeFlow(application);
    const query = new URLSearchParams([
      ['resource', api],
      ['resource', other],
    ]).toString();
    const question = (await browser.get(`${url}&${query}`)).header('location') ?? '';
    const asked = await browser.get(`${issuer}/api/oidc/consent?flow_id=${flowIdOf(question)}`);
    expect(JSON.parse(asked.body).data.audience).toEqual([api, other]);
    expect((await browser.get(question)).body).toContain('api.example.com');
    const form = { ...Object.fromEntries(new URL(url).searchParams), audience: `${api} ${other}` };
    const pushed = await client.buildAuthorizationUrlWithPAR(application, form);
    const again = (await browser.get(pushed.href)).header('location') ?? '';
    const told = await browser.get(`${issuer}/api/oidc/consent?flow_id=${flowIdOf(again)}`);
    expect(JSON.parse(told.body).data.audience).toEqual([api, other]);
  });

  test.each([
    [{ audience: 'https://evil.test' }, 'invalid_request'],
    [{ audience: `${api} https://evil.test` }, 'invalid_request'],
    [{ audience: `${api}/` }, 'invalid_request'],
    [{ resource: 'https://evil.test' }, 'invalid_target'],
  ])('what the client may not ask for is refused: %j', async (more, error) => {
    const { url } = await beginCodeFlow(await world.application('random'), more);
    const answer = await world.browser().get(url);
    expect(new URL(answer.header('location') ?? '').searchParams.get('error')).toBe(error);
    const pushed = await client
      .buildAuthorizationUrlWithPAR(await world.application('random'), {
        redirect_uri: redirectUri,
        scope: 'openid',
        ...more,
      })
      .catch((failure: unknown) => failure);
    expect(pushed).toMatchObject({ error });
  });

  test('a refresh may narrow it for one token, never widen it, and asking too much costs nothing', async () => {
    const { tokens } = await getTokens('random', { audience: `${api} ${other}` });
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    const wider = await askToken(world, { ...form, audience: 'https://evil.test' }, 'random');
    expect([wider.status, errorOf(wider.body)]).toEqual([400, 'invalid_request']);
    const narrow = JSON.parse((await askToken(world, { ...form, audience: api }, 'random')).body);
    const application = await world.application('random');
    expect((await introspect(application, narrow.access_token)).aud).toBe(api);
    const whole = await client.refreshTokenGrant(application, narrow.refresh_token);
    expect((await introspect(application, whole.access_token)).aud).toEqual([api, other]);
    const none = await getTokens('random');
    const late = { ...form, refresh_token: none.tokens.refresh_token ?? '', audience: api };
    expect(errorOf((await askToken(world, late, 'random')).body)).toBe('invalid_request');
  });

  test('is among what consent remembers', async () => {
    const browser = world.browser();
    await browser.signIn('john');
    const application = await world.application('remembering');
    const first = async (more: Readonly<Record<string, string>>) => {
      const { url } = await beginCodeFlow(application, more);
      return (await browser.get(url)).header('location') ?? '';
    };
    await consent(browser, await first({}), 'remembering', { pre_configure: true });
    expect(await first({})).toContain(`${redirectUri}?code=`);
    expect(await first({ audience: api })).toContain('/consent/openid/decision');
  });

  test('is merged into ID tokens where the claims policy says so', async () => {
    const { tokens } = await getTokens('merged', { audience: api });
    expect(tokens.claims()).toMatchObject({ aud: ['merged', api], azp: 'merged' });
    const random = await getTokens('random', { audience: api });
    expect(random.tokens.claims()?.aud).toBe('random');
    expect(() => decodeProtectedHeader(random.tokens.access_token)).toThrow();
  });
});
