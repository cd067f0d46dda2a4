import { generateKeyPairSync } from 'node:crypto';
import { compactDecrypt, decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DocumentServer, startDocumentServer } from '../support/document-server.ts';
import {
  beginCodeFlow,
  consent,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let world: OidcWorld;
let server: DocumentServer;
beforeAll(async () => {
  server = await startDocumentServer();
  world = await startOidcWorld(
    [
      testClient(),
      testClient({
        client_id: 'pairwise',
        sector_identifier_uri: `${server.origin}/sector`,
        access_token_signed_response_alg: 'RS256',
      }),
      testClient({
        client_id: 'encrypting',
        jwks_uri: `${server.origin}/keys`,
        id_token_encrypted_response_alg: 'ECDH-ES+A128KW',
      }),
    ],
    { configuration: { certificates_directory: server.certificatesDirectory } },
  );
  server.documents.set('/sector', JSON.stringify([redirectUri]));
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await server?.close();
});

/** The code with which the client comes back, and what it takes to redeem it. */
async function getCode(clientId: string, browser: OidcBrowser) {
  const application = await world.application(clientId);
  const { url, verifier, state, nonce } = await beginCodeFlow(application);
  const back = await consent(browser, (await browser.get(url)).header('location') ?? '', clientId);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  return { application, back: new URL(back), checks };
}

test('a client of a sector knows people by a name of its own, in signed access tokens too', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  const open = await getCode('app', browser);
  const known = (await client.authorizationCodeGrant(open.application, open.back, open.checks)).claims()?.sub;
  const { application, back, checks } = await getCode('pairwise', browser);
  const tokens = await client.authorizationCodeGrant(application, back, checks);
  const sub = tokens.claims()?.sub ?? '';
  expect(sub).not.toBe(known);
  expect(decodeJwt(tokens.access_token).sub).toBe(sub);
  expect(await client.fetchUserInfo(application, tokens.access_token, sub)).toMatchObject({ sub });
  expect(await client.tokenIntrospection(application, tokens.access_token)).toMatchObject({ sub });
});

test('and a request for somebody by that name is answered for nobody else', async () => {
  const john = world.browser();
  await john.signIn('john');
  const { application, back, checks } = await getCode('pairwise', john);
  const { id_token: idToken = '' } = await client.authorizationCodeGrant(application, back, checks);
  const harry = world.browser();
  await harry.signIn('harry');
  const { url } = await beginCodeFlow(application, { id_token_hint: idToken });
  expect((await harry.get(url)).header('location')).toContain('error=login_required');
  expect((await john.get(url)).header('location')).toContain('/consent/openid/decision');
});

test('what is encrypted to a client is so to the key that stands at its jwks_uri at that moment', async () => {
  const publish = (more: Readonly<Record<string, string>>) => {
    const jwk = { ...keys.publicKey.export({ format: 'jwk' }), ...more };
    server.documents.set('/keys', JSON.stringify({ keys: [{ kty: 'RSA', use: 'enc' }, jwk] }));
  };
  const browser = world.browser();
  await browser.signIn('john');
  for (const kid of ['first', 'second']) {
    publish({ kid, use: 'enc' });
    const { application, back, checks } = await getCode('encrypting', browser);
    client.enableDecryptingResponses(application, undefined, {
      key: await crypto.subtle.importKey(
        'pkcs8',
        keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
        { name: 'ECDH', namedCurve: 'P-256' },
        false,
        ['deriveBits'],
      ),
      alg: 'ECDH-ES+A128KW',
      kid,
    });
    const tokens = await client.authorizationCodeGrant(application, back, checks);
    expect(decodeProtectedHeader(tokens.id_token ?? '')).toMatchObject({ kid, alg: 'ECDH-ES+A128KW' });
    const { plaintext } = await compactDecrypt(tokens.id_token ?? '', keys.privateKey);
    expect(decodeJwt(Buffer.from(plaintext).toString())).toMatchObject({ aud: 'encrypting' });
  }
});

test('without a key there, nothing leaves that is not encrypted', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  for (const keySet of ['{"keys":[]}', 'no keys', undefined]) {
    if (keySet === undefined) server.documents.delete('/keys');
    else server.documents.set('/keys', keySet);
    const { application, back, checks } = await getCode('encrypting', browser);
    const refused = client.authorizationCodeGrant(application, back, checks);
    await expect(refused).rejects.toMatchObject({ status: 400, error: 'invalid_client_metadata' });
  }
  expect(world.gatehouse.log()).toContain('a token request was refused');
});
