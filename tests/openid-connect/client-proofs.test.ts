import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClientKeys } from '../support/client-keys.ts';
import {
  askToken,
  beginCodeFlow,
  clientSecret,
  consent,
  issuer,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

const keys = makeClientKeys('mine', 'sig', 'ES256');

let world: OidcWorld;
let strict: OidcWorld;
beforeAll(async () => {
  const clients = [
    testClient(),
    testClient({ client_id: 'modern', pkce_challenge_method: 'S256' }),
    testClient({ client_id: 'several', allow_multiple_auth_methods: true }),
    testClient({
      client_id: 'mixed',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      introspection_endpoint_auth_method: 'client_secret_basic',
      revocation_endpoint_auth_method: 'client_secret_jwt',
      revocation_endpoint_auth_signing_alg: 'HS256',
      pushed_authorization_request_endpoint_auth_method: 'client_secret_post',
      jwks: [keys.jwk],
    }),
  ];
  const endpoints = { rate_limits: { openid_connect_token: { enable: false } } };
  world = await startOidcWorld(clients, { oidc: { enable_pkce_plain_challenge: true }, endpoints });
  strict = await startOidcWorld(clients, { endpoints });
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await strict?.[Symbol.asyncDispose]();
});

const errorOf = (body: string): string => JSON.parse(body).error;

/** Where a request with a plain challenge leads somebody who is signed in. */
async function beginPlain(clientId: string, verifier: string, at = world, method = 'plain') {
  const browser = at.browser();
  await browser.signIn('john');
  const { url } = await beginCodeFlow(await at.application(clientId));
  const plain = new URL(url);
  plain.searchParams.set('code_challenge', verifier);
  if (method === '') plain.searchParams.delete('code_challenge_method');
  else plain.searchParams.set('code_challenge_method', method);
  return { browser, url: plain.href, location: (await browser.get(plain.href)).header('location') ?? '' };
}

describe('the PKCE method plain', () => {
  const verifier = client.randomPKCECodeVerifier();
  const redeem = (code: string, more: Readonly<Record<string, string>>) =>
    askToken(world, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...more });

  test.each(['plain', ''])('works where it is enabled, written as %j', async (method) => {
    for (const [given, status] of [
      [{ code_verifier: verifier }, 200],
      [{ code_verifier: client.randomPKCECodeVerifier() }, 400],
      [{}, 400],
    ] as const) {
      const { browser, location } = await beginPlain('app', verifier, world, method);
      const code = new URL(await consent(browser, location)).searchParams.get('code') ?? '';
      expect((await redeem(code, given)).status).toBe(status);
    }
  });

  test('works in a pushed request too', async () => {
    const application = await world.application('app');
    const { url, browser } = await beginPlain('app', verifier);
    const form = Object.fromEntries(new URL(url).searchParams);
    const pushed = await client.buildAuthorizationUrlWithPAR(application, form);
    const question = (await browser.get(pushed.href)).header('location') ?? '';
    const code = new URL(await consent(browser, question)).searchParams.get('code') ?? '';
    expect((await redeem(code, { code_verifier: verifier })).status).toBe(200);
  });

  test('is refused where it is not, to a client whose method is S256, and with what is no verifier', async () => {
    for (const { location } of [
      await beginPlain('app', verifier, strict),
      await beginPlain('app', verifier, strict, ''),
      await beginPlain('modern', verifier),
      await beginPlain('app', 'too-short'),
      await beginPlain('app', 'x'.repeat(200)),
      await beginPlain('app', verifier, world, 'S512'),
    ]) {
      expect(new URL(location).searchParams.get('error')).toBe('invalid_request');
    }
  });

  test('discovery tells of it where it is enabled', async () => {
    const methods = async (at: OidcWorld) =>
      JSON.parse((await at.send(`${issuer}/.well-known/openid-configuration`)).body)
        .code_challenge_methods_supported;
    expect(await methods(world)).toEqual(['S256', 'plain']);
    expect(await methods(strict)).toEqual(['S256']);
  });
});

describe('forms', () => {
  const post = (headers: Readonly<Record<string, string>>, body: string) =>
    world.send(`${issuer}/api/oidc/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  const form = `grant_type=refresh_token&refresh_token=nothing&client_id=app&client_secret=${clientSecret}`;

  test('in chunks, with a charset, with plus signs and percent signs: read as they are meant', async () => {
    const escaped = form.replaceAll(' ', '+').replace('nothing', '%6Eothing');
    for (const [headers, body] of [
      [{ 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }, escaped],
      [{ 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-16le' }, escaped],
      [{}, `${escaped}&audience=a&audience=b`],
    ] as const) {
      const answer = await post(headers, body);
      expect([answer.status, errorOf(answer.body)], JSON.stringify(headers)).toEqual([400, 'invalid_grant']);
    }
    const chunked = await fetch(`http://127.0.0.1:${world.gatehouse.port}/api/oidc/token`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Forwarded-Proto': 'https',
        'X-Forwarded-Host': 'auth.example.com',
      },
      body: new Blob([escaped.slice(0, 20), escaped.slice(20)]).stream(),
      duplex: 'half',
    });
    expect([chunked.status, errorOf(await chunked.text())]).toEqual([400, 'invalid_grant']);
  });

  test('too long, of another type, or with a parameter twice: refused', async () => {
    const long = await post({}, `${form}&x=${'x'.repeat(60_000)}`);
    expect([long.status, errorOf(long.body)]).toEqual([413, 'invalid_request']);
    const json = await post({ 'Content-Type': 'application/json' }, JSON.stringify({ grant_type: 'x' }));
    expect([json.status, errorOf(json.body)]).toEqual([400, 'invalid_request']);
    for (const name of ['client_id', 'client_secret', 'grant_type', 'refresh_token']) {
      const twice = await post({}, `${form}&${name}=${name === 'client_secret' ? clientSecret : 'x'}`);
      expect([twice.status, errorOf(twice.body)], name).toEqual([400, 'invalid_request']);
    }
  });
});

describe('several proofs in one request', () => {
  const ask = (clientId: string, posted: string) =>
    askToken(
      world,
      {
        grant_type: 'refresh_token',
        refresh_token: 'nothing',
        client_id: clientId,
        client_secret: posted,
      },
      clientId,
    );

  test('are refused, unless the client may send them and they say the same', async () => {
    expect(errorOf((await ask('app', clientSecret)).body)).toBe('invalid_request');
    // Whoever the client is was proven: what is wrong now is the token.
    expect(errorOf((await ask('several', clientSecret)).body)).toBe('invalid_grant');
    expect(errorOf((await ask('several', 'another')).body)).toBe('invalid_request');
    const wrong = await world.send(`${issuer}/api/oidc/token`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from('several:wrong').toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=refresh_token&refresh_token=nothing&client_secret=wrong',
    });
    expect([wrong.status, errorOf(wrong.body)]).toEqual([401, 'invalid_client']);
  });
});

describe('another proof at each endpoint', () => {
  test('is taken there, and there alone', async () => {
    const subtle = await crypto.subtle.importKey(
      'pkcs8',
      keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    const byKey = await world.application('mixed', client.PrivateKeyJwt({ key: subtle, kid: 'mine' }));
    const bySecret = await world.application('mixed', client.ClientSecretBasic(clientSecret));
    const byPost = await world.application('mixed', client.ClientSecretPost(clientSecret));
    const byHash = await world.application('mixed', client.ClientSecretJwt(clientSecret));
    const flow = await beginCodeFlow(byKey);
    const form = Object.fromEntries(new URL(flow.url).searchParams);
    await expect(client.buildAuthorizationUrlWithPAR(byKey, form)).rejects.toMatchObject({
      error: 'invalid_client',
    });
    const pushed = await client.buildAuthorizationUrlWithPAR(byPost, form);
    const browser = world.browser();
    await browser.signIn('john');
    const question = (await browser.get(pushed.href)).header('location') ?? '';
    const back = new URL(await consent(browser, question, 'mixed'));
    const checks = {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
    };
    const tokens = await client.authorizationCodeGrant(byKey, back, checks);
    expect(await client.tokenIntrospection(bySecret, tokens.access_token)).toMatchObject({ active: true });
    for (const wrong of [byKey, byHash]) {
      const asked = client.tokenIntrospection(wrong, tokens.access_token);
      await expect(asked).rejects.toMatchObject({ error: 'invalid_client' });
    }
    const asked = client.tokenRevocation(byKey, tokens.access_token);
    await expect(asked).rejects.toMatchObject({ error: 'invalid_client' });
    const refreshed = client.refreshTokenGrant(bySecret, tokens.refresh_token ?? '');
    await expect(refreshed).rejects.toMatchObject({ status: 401 });
    const renewed = await client.refreshTokenGrant(byKey, tokens.refresh_token ?? '');
    expect(renewed.access_token).toBeDefined();
    await client.tokenRevocation(byHash, renewed.access_token);
    expect(await client.tokenIntrospection(bySecret, renewed.access_token)).toEqual({ active: false });
  });
});
