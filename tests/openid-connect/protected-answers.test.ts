import { createHash, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { compactDecrypt, decodeJwt, decodeProtectedHeader } from 'jose';
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

const rsa = makeClientKeys('rsa', 'enc', 'RSA-OAEP-256');
const ec = makeClientKeys('ec', 'enc', 'ECDH-ES+A256KW');
const jarm = ['jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'];
const answers = ['id_token', 'userinfo', 'introspection', 'authorization', 'access_token'];

/** A client that wants all of its answers like that. */
function everyAnswer(settings: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    answers.flatMap((answer) =>
      Object.entries(settings).map(([key, value]) => [`${answer}_${key}`, value] as const),
    ),
  );
}
const second = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

let world: OidcWorld;
beforeAll(async () => {
  const modes = { response_modes: ['query', ...jarm] };
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const pem = (one: typeof key) => one.export({ type: 'pkcs8', format: 'pem' }).toString();
  world = await startOidcWorld(
    [
      testClient({ client_id: 'jarm', ...modes }),
      testClient({ client_id: 'plain' }),
      testClient({
        client_id: 'implicit',
        response_modes: jarm,
        response_types: ['id_token'],
        grant_types: ['implicit'],
      }),
      testClient({ client_id: 'named', ...modes, ...everyAnswer({ signed_response_key_id: 'second' }) }),
      testClient({ client_id: 'shared', ...modes, ...everyAnswer({ signed_response_alg: 'HS256' }) }),
      testClient({
        client_id: 'rsa',
        ...modes,
        jwks: [rsa.jwk],
        ...everyAnswer({ signed_response_alg: 'RS256', encrypted_response_alg: 'RSA-OAEP-256' }),
      }),
      testClient({
        client_id: 'ec',
        ...modes,
        jwks: [rsa.jwk, ec.jwk],
        ...everyAnswer({
          signed_response_alg: 'RS256',
          encrypted_response_key_id: 'ec',
          encrypted_response_enc: 'A256GCM',
        }),
      }),
      ...['dir', 'A128KW', 'A256GCMKW', 'PBES2-HS256+A128KW'].map((algorithm) =>
        testClient({
          client_id: `secret-${algorithm.replace('+', '.')}`,
          id_token_encrypted_response_alg: algorithm,
        }),
      ),
    ],
    {
      oidc: {
        jwks: [
          { key: pem(key) },
          { key: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey) },
          { key_id: 'second', key: pem(second) },
        ],
        lifespans: { jwt_secured_authorization: '2m' },
      },
      endpoints: { rate_limits: { openid_connect_token: { enable: false } } },
    },
  );
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** Somebody agrees; gives where that leads, or the page that posts it. */
async function answerTo(clientId: string, more: Readonly<Record<string, string>>) {
  const browser = world.browser();
  await browser.signIn('john');
  const application = await world.application(clientId);
  const flow = await beginCodeFlow(application, more);
  const back = await consent(browser, (await browser.get(flow.url)).header('location') ?? '', clientId);
  return { ...flow, application, browser, back };
}

/** What opens tokens that are encrypted to somebody with that key; gives how often it was asked. */
async function opened(token: string, key: Parameters<typeof compactDecrypt>[1]): Promise<string> {
  const options = { keyManagementAlgorithms: [decodeProtectedHeader(token).alg ?? ''] };
  return Buffer.from((await compactDecrypt(token, key, options)).plaintext).toString();
}

describe('signed authorization answers (JARM)', () => {
  test.each(['jwt', 'query.jwt'])('%s: openid-client reads the code out of it', async (mode) => {
    const { application, back, verifier, state, nonce } = await answerTo('jarm', { response_mode: mode });
    const response = new URL(back).searchParams.get('response') ?? '';
    expect([...new URL(back).searchParams.keys()]).toEqual(['response']);
    const { exp, iat, aud, iss } = decodeJwt(response);
    expect([aud, iss, Number(exp) - Number(iat)]).toEqual(['jarm', issuer, 120]);
    client.useJwtResponseMode(application);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(application, new URL(back), checks);
    expect(tokens.claims()).toMatchObject({ aud: 'jarm' });
  });

  test('fragment.jwt, and jwt where the fragment is usual', async () => {
    const fragment = await answerTo('jarm', { response_mode: 'fragment.jwt' });
    expect(new URL(fragment.back).hash).toMatch(/^#response=[\w.-]+$/);
    const implicit = await answerTo('implicit', {
      response_mode: 'jwt',
      response_type: 'id_token',
      scope: 'openid',
    });
    const answer = new URLSearchParams(new URL(implicit.back).hash.slice(1)).get('response') ?? '';
    expect(decodeJwt(answer)).toMatchObject({ aud: 'implicit', state: implicit.state });
    expect(decodeJwt(String(decodeJwt(answer).id_token))).toMatchObject({ nonce: implicit.nonce });
  });

  test('form_post.jwt: a page posts it', async () => {
    const browser = world.browser();
    await browser.signIn('john');
    const { url } = await beginCodeFlow(await world.application('jarm'), {
      response_mode: 'form_post.jwt',
      prompt: 'none',
    });
    const page = await browser.get(url);
    const response = /name="response" value="([\w.-]+)"/.exec(page.body)?.[1] ?? '';
    expect(page.body).toContain(`action="${redirectUri}"`);
    expect(decodeJwt(response)).toMatchObject({ error: 'consent_required', iss: issuer });
  });

  test('a client that does not list the mode is refused', async () => {
    const { url } = await beginCodeFlow(await world.application('plain'), { response_mode: 'query.jwt' });
    const answer = await world.browser().get(url);
    const response = new URL(answer.header('location') ?? '').searchParams.get('response') ?? '';
    expect(decodeJwt(response)).toMatchObject({ error: 'invalid_request' });
  });
});

describe('answers that are signed with a key of their own', () => {
  test.each([
    ['named', 'ES256', 'second'],
    ['shared', 'HS256', undefined],
  ])('%s: all of them with %s', async (clientId, alg, kid) => {
    const { back, verifier } = await answerTo(clientId, { response_mode: 'query.jwt' });
    const response = new URL(back).searchParams.get('response') ?? '';
    const tokens = await redeem(clientId, String(decodeJwt(response).code), verifier);
    const userInfo = await askUserInfo(tokens.access_token);
    const told = await introspect(clientId, tokens.access_token);
    for (const token of [response, tokens.id_token, tokens.access_token, userInfo, told]) {
      expect(decodeProtectedHeader(token)).toMatchObject({ alg, ...(kid === undefined ? {} : { kid }) });
    }
    expect(decodeProtectedHeader(told).typ).toBe('token-introspection+jwt');
    expect(decodeJwt(told)).toMatchObject({
      iss: issuer,
      aud: clientId,
      token_introspection: { active: true, client_id: clientId },
    });
  });
});

describe('answers that are encrypted', () => {
  test.each([
    ['rsa', rsa, 'RSA-OAEP-256', 'A128CBC-HS256'],
    ['ec', ec, 'ECDH-ES+A256KW', 'A256GCM'],
  ] as const)('%s: nobody else can read them', async (clientId, { privateKey, jwk }, alg, enc) => {
    const { back, verifier } = await answerTo(clientId, { response_mode: 'query.jwt' });
    const response = new URL(back).searchParams.get('response') ?? '';
    const code = String(decodeJwt(await opened(response, privateKey)).code);
    const tokens = await redeem(clientId, code, verifier);
    const userInfo = await askUserInfo(tokens.access_token);
    const told = await introspect(clientId, tokens.access_token);
    for (const token of [response, tokens.id_token, tokens.access_token, userInfo, told]) {
      expect(decodeProtectedHeader(token)).toEqual({
        alg,
        enc,
        cty: 'JWT',
        kid: jwk.key_id,
        ...(clientId === 'ec' ? { epk: expect.anything() } : {}),
      });
    }
    expect(decodeJwt(await opened(userInfo, privateKey))).toMatchObject({ preferred_username: 'john' });
    expect(decodeJwt(await opened(tokens.id_token, privateKey))).toMatchObject({ aud: clientId });
    expect(decodeProtectedHeader(await opened(tokens.access_token, privateKey)).typ).toBe('at+jwt');
    expect(decodeJwt(await opened(told, privateKey))).toMatchObject({
      token_introspection: { active: true },
    });
  });

  test('openid-client decrypts what it is sent', async () => {
    const application = await world.application('rsa');
    const subtle = await crypto.subtle.importKey(
      'pkcs8',
      rsa.privateKey.export({ type: 'pkcs8', format: 'der' }),
      { name: 'RSA-OAEP', hash: 'SHA-256' },
      false,
      ['decrypt'],
    );
    client.enableDecryptingResponses(application, undefined, {
      key: subtle,
      alg: 'RSA-OAEP-256',
      kid: 'rsa',
    });
    client.useJwtResponseMode(application);
    const browser = world.browser();
    await browser.signIn('john');
    const { url, verifier, state, nonce } = await beginCodeFlow(application, { response_mode: 'jwt' });
    const back = await consent(browser, (await browser.get(url)).header('location') ?? '', 'rsa');
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(application, new URL(back), checks);
    const sub = tokens.claims()?.sub ?? '';
    expect(await client.fetchUserInfo(application, tokens.access_token, sub)).toMatchObject({ sub });
    expect(await client.tokenIntrospection(application, tokens.access_token)).toMatchObject({ active: true });
  });

  test.each([
    ['dir', createHash('sha256').update(clientSecret).digest()],
    ['A128KW', createHash('sha256').update(clientSecret).digest().subarray(0, 16)],
    ['A256GCMKW', createHash('sha256').update(clientSecret).digest()],
    ['PBES2-HS256+A128KW', Buffer.from(clientSecret)],
  ])('%s: with the secret of the client', async (alg, key) => {
    const clientId = `secret-${alg.replace('+', '.')}`;
    const { back, verifier } = await answerTo(clientId, {});
    const tokens = await redeem(clientId, new URL(back).searchParams.get('code') ?? '', verifier);
    expect(decodeProtectedHeader(tokens.id_token)).toMatchObject({ alg, enc: 'A128CBC-HS256' });
    const token = await opened(tokens.id_token, alg.startsWith('PBES2') ? key : createSecretKey(key));
    expect(decodeJwt(token)).toMatchObject({ aud: clientId });
  });
});

async function redeem(clientId: string, code: string, verifier: string) {
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const tokens: { readonly access_token: string; readonly id_token: string } = JSON.parse(
    (await askToken(world, form, clientId)).body,
  );
  return tokens;
}

async function askUserInfo(token: string): Promise<string> {
  const answer = await world.send(`${issuer}/api/oidc/userinfo`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(answer.header('content-type')).toContain('application/jwt');
  return answer.body;
}

async function introspect(clientId: string, token: string): Promise<string> {
  const credentials = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const answer = await world.send(`${issuer}/api/oidc/introspection`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${credentials}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ token }).toString(),
  });
  expect(answer.header('content-type')).toContain('application/token-introspection+jwt');
  return answer.body;
}
