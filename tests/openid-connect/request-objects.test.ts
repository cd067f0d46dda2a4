import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactEncrypt, createRemoteJWKSet, customFetch, SignJWT, UnsecuredJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClientKeys } from '../support/client-keys.ts';
import { type DocumentServer, startDocumentServer } from '../support/document-server.ts';
import {
  beginCodeFlow,
  consent,
  flowIdOf,
  issuer,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

const keys = makeClientKeys('mine', 'sig', 'ES256');
const others = makeClientKeys('mine', 'sig', 'ES256');
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const opening = generateKeyPairSync('rsa', { modulusLength: 2048 });

let world: OidcWorld;
let server: DocumentServer;
beforeAll(async () => {
  server = await startDocumentServer();
  const reference = (path: string) => `${server.origin}${path}`;
  world = await startOidcWorld(
    [
      testClient({
        client_id: 'signing',
        jwks: [keys.jwk],
        request_object_signing_alg: 'ES256',
        request_uris: ['/request', '/gone', '/long', '/elsewhere'].map(reference),
      }),
      testClient({ client_id: 'any', jwks: [keys.jwk] }),
      testClient({ client_id: 'fetched', jwks_uri: reference('/keys'), request_object_signing_alg: 'ES256' }),
      testClient({
        client_id: 'encrypting',
        jwks: [keys.jwk],
        request_object_encryption_alg: 'RSA-OAEP-256',
        request_object_encryption_enc: 'A256GCM',
      }),
    ],
    {
      configuration: { certificates_directory: server.certificatesDirectory },
      oidc: {
        jwks: [
          { key: pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey) },
          { key: pem(opening.privateKey), use: 'enc' },
        ],
      },
    },
  );
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await server?.close();
});

/** A request object of a client, and the flow that it begins. */
async function makeRequest(
  clientId: string,
  {
    key = keys.privateKey,
    claims = {},
  }: { key?: KeyObject; claims?: Readonly<Record<string, unknown>> } = {},
) {
  const application = await world.application(clientId);
  const flow = await beginCodeFlow(application);
  const { client_id: _, ...parameters } = Object.fromEntries(new URL(flow.url).searchParams);
  const payload = { ...parameters, client_id: clientId, iss: clientId, aud: issuer, ...claims };
  const jwt = new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'mine' });
  return { ...flow, application, payload, request: await jwt.setIssuedAt().sign(key) };
}

/** Where the authorization endpoint sends somebody who is signed in. */
async function begin(parameters: Readonly<Record<string, string>>) {
  const browser = world.browser();
  await browser.signIn('john');
  const query = new URLSearchParams({ response_type: 'code', ...parameters });
  const answer = await browser.get(`${issuer}/api/oidc/authorization?${query.toString()}`);
  return { browser, location: answer.header('location') ?? '' };
}
const errorIn = (url: string) => new URL(url).searchParams.get('error');

async function scopesAsked({ browser, location }: Awaited<ReturnType<typeof begin>>) {
  const answer = await browser.get(`${issuer}/api/oidc/consent?flow_id=${flowIdOf(location)}`);
  const { data }: { readonly data?: { readonly scopes: readonly string[] } } = JSON.parse(answer.body);
  return data?.scopes;
}

describe('request objects', () => {
  test('openid-client signs a request; what stands beside it does not count', async () => {
    const application = await world.application('signing');
    const key = await crypto.subtle.importKey(
      'pkcs8',
      keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    const flow = await beginCodeFlow(application);
    const parameters = Object.fromEntries(new URL(flow.url).searchParams);
    const url = await client.buildAuthorizationUrlWithJAR(application, parameters, { key, kid: 'mine' });
    const begun = await begin({
      ...Object.fromEntries(url.searchParams),
      scope: 'openid',
      state: 'beside12',
    });
    expect(await scopesAsked(begun)).toEqual(['openid', 'profile', 'email', 'groups', 'offline_access']);
    const back = await consent(begun.browser, begun.location, 'signing');
    const checks = { pkceCodeVerifier: flow.verifier, expectedState: flow.state, expectedNonce: flow.nonce };
    const tokens = await client.authorizationCodeGrant(application, new URL(back), checks);
    expect(tokens.refresh_token).toBeDefined();
  });

  test('pushed: the same', async () => {
    const { application, request } = await makeRequest('signing');
    const url = await client.buildAuthorizationUrlWithPAR(application, { request, client_id: 'signing' });
    const begun = await begin(Object.fromEntries(url.searchParams));
    expect(await scopesAsked(begun)).toContain('offline_access');
  });

  test('signed by somebody else, by nobody, in another way, for another issuer, or over: refused', async () => {
    const past = Math.floor(Date.now() / 1000) - 600;
    const right = await makeRequest('signing');
    const unsigned = new UnsecuredJWT(right.payload).encode();
    const shared = await new SignJWT(right.payload)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from('a secret of the application'));
    const wrong: readonly (readonly [clientId: string, request: string])[] = [
      ['signing', (await makeRequest('signing', { key: others.privateKey })).request],
      ['signing', unsigned],
      ['any', new UnsecuredJWT({ ...right.payload, client_id: 'any', iss: 'any' }).encode()],
      ['signing', shared],
      ['signing', (await makeRequest('signing', { claims: { aud: 'https://evil.test' } })).request],
      ['signing', (await makeRequest('signing', { claims: { exp: past } })).request],
      ['signing', (await makeRequest('any')).request],
      ['signing', 'not.a.token'],
    ];
    for (const [clientId, request] of wrong) {
      const { location } = await begin({ client_id: clientId, redirect_uri: redirectUri, request });
      expect([location.split('?')[0], errorIn(location)]).toEqual([redirectUri, 'invalid_request_object']);
    }
    const elsewhere = await makeRequest('signing', { claims: { redirect_uri: 'https://evil.test/' } });
    const { location } = await begin({ client_id: 'signing', request: elsewhere.request });
    expect(location).toContain(`${issuer}/consent/completion?error=`);
  });

  test('the keys of a client come from its jwks_uri, also from an internal address that the operator wrote', async () => {
    const { key: written } = keys.jwk;
    expect(written).toContain('PUBLIC KEY');
    const jwk = { ...keys.privateKey.export({ format: 'jwk' }), d: undefined, kid: 'mine', use: 'sig' };
    server.documents.set('/keys', JSON.stringify({ keys: [jwk] }));
    const { request } = await makeRequest('fetched');
    const { location } = await begin({ client_id: 'fetched', redirect_uri: redirectUri, request });
    expect(location).toContain('/consent/openid/decision');
    expect(server.asked).toContain('/keys');
  });

  test('encrypted to the provider in the way that is registered, and in no other', async () => {
    const fetchKeys = async (url: string) => new Response((await world.send(url)).body);
    const set = createRemoteJWKSet(new URL(`${issuer}/jwks.json`), { [customFetch]: fetchKeys });
    await set.reload();
    const key = set.jwks()?.keys.find(({ use }) => use === 'enc');
    expect(key).toMatchObject({ alg: 'RSA-OAEP-256', kid: expect.stringMatching(/^[0-9a-f]{6}-enc$/) });
    const { request } = await makeRequest('encrypting');
    const encrypt = (alg: string, enc: string) =>
      new CompactEncrypt(Buffer.from(request))
        .setProtectedHeader({ alg, enc, kid: String(key?.kid) })
        .encrypt(opening.publicKey);
    const begun = await begin({
      client_id: 'encrypting',
      redirect_uri: redirectUri,
      request: await encrypt('RSA-OAEP-256', 'A256GCM'),
    });
    expect(await scopesAsked(begun)).toContain('offline_access');
    const other = await encrypt('RSA-OAEP-256', 'A128GCM');
    const { location } = await begin({ client_id: 'encrypting', redirect_uri: redirectUri, request: other });
    expect(errorIn(location)).toBe('invalid_request_object');
  });
});

describe('requests by reference', () => {
  test('are got from where the operator wrote', async () => {
    const { request } = await makeRequest('signing');
    server.documents.set('/request', `${request}\n`);
    const begun = await begin({ client_id: 'signing', request_uri: `${server.origin}/request` });
    expect(begun.location).toContain('/consent/openid/decision');
    expect(await scopesAsked(begun)).toContain('offline_access');
  });

  test('SSRF: nothing else is ever asked for', async () => {
    const { request } = await makeRequest('signing');
    server.documents.set('/request', request).set('/other', request);
    const before = server.asked.length;
    for (const uri of [
      `${server.origin}/other`,
      `${server.origin}/request?more`,
      `${server.origin}/request/`,
      `${server.origin}/x/../request`,
      server.origin.replace('localhost', '127.0.0.1'),
      `${server.origin.replace('https:', 'http:')}/request`,
      `${server.origin}/request#${createHash('sha256').update(request).digest('base64url')}`,
      'file:///etc/passwd',
      'http://169.254.169.254/latest/meta-data/',
    ]) {
      const { location } = await begin({ client_id: 'signing', redirect_uri: redirectUri, request_uri: uri });
      expect(errorIn(location), uri).toBe('invalid_request_uri');
      const other = await begin({ client_id: 'any', redirect_uri: redirectUri, request_uri: uri });
      expect(errorIn(other.location), uri).toBe('invalid_request_uri');
    }
    expect(server.asked.slice(before)).toEqual([]);
  });

  test('one that is not there, too long, or leads elsewhere is refused, and no redirect is followed', async () => {
    server.documents.set('/long', 'a'.repeat(70_000));
    server.documents.set('/elsewhere', { location: `${server.origin}/other` });
    for (const path of ['/gone', '/long', '/elsewhere']) {
      const uri = `${server.origin}${path}`;
      const { location } = await begin({ client_id: 'signing', redirect_uri: redirectUri, request_uri: uri });
      expect(errorIn(location), path).toBe('invalid_request_uri');
    }
    expect(server.asked.at(-1)).toBe('/elsewhere');
  });

  test('not both at once, and not in a pushed request', async () => {
    const { request, application } = await makeRequest('signing');
    const uri = `${server.origin}/request`;
    const both = await begin({ client_id: 'signing', redirect_uri: redirectUri, request_uri: uri, request });
    expect(errorIn(both.location)).toBe('invalid_request');
    await expect(
      client.buildAuthorizationUrlWithPAR(application, { request_uri: uri, client_id: 'signing' }),
    ).rejects.toMatchObject({ error: 'request_uri_not_supported' });
  });
});
