import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import {
  beginCodeFlow,
  consent,
  issuer,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { createTestingIo } from '../support/testing-io.ts';

const documentUrl = 'https://notes.example.com/client.json';
const redirectUri = 'https://notes.example.com/callback';

let world: OidcWorld;
let inner: Server;
let asked: string[];
beforeAll(async () => {
  world = await startOidcWorld([testClient()], {
    oidc: {
      dynamic_registration: { enabled: true, allowed_redirect_hosts: ['*'] },
      client_id_metadata_documents: {
        enabled: true,
        allowed_hosts: ['notes.example.com', '127.0.0.1'],
        authorization_policy: 'one_factor',
        allowed_scopes: ['openid', 'profile'],
      },
    },
  });
  asked = [];
  inner = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => {
    inner.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  inner.close();
  await world?.[Symbol.asyncDispose]();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function innerUrl(): string {
  const address = inner.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** The web, as far as the provider asks it; gives what it was asked for. */
function standInForTheWeb(documents: Readonly<Record<string, object>>): readonly string[] {
  const fetched: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    fetched.push(url);
    const found = documents[url];
    return found === undefined ? new Response('', { status: 404 }) : Response.json(found);
  });
  return fetched;
}

/** Somebody signed in goes to a client that is known by a document; gives where that leads. */
async function visit(clientId: string, more: Readonly<Record<string, string>> = {}) {
  const application = await world.application(clientId, client.None());
  const browser = world.browser();
  await browser.signIn('john');
  const asks = { redirect_uri: redirectUri, scope: 'openid profile', ...more };
  const flow = await beginCodeFlow(application, asks);
  return { ...flow, application, browser, first: (await browser.get(flow.url)).header('location') ?? '' };
}

const document = {
  client_id: documentUrl,
  client_name: 'Notes',
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: 'none',
};

test('Keycloak CVE-2026-4874: a registered client cannot make this server ask machines of its own network', async () => {
  const { io, written } = createTestingIo();
  const words = ['storage', 'oidc', 'registration-token', 'generate', '--config'];
  expect(await run([...words, join(world.folder, 'configuration.yml')], io)).toBe(0);
  const { privateKey } = await generateKeyPair('ES256');
  const registered = await world.send(`${issuer}/api/oidc/registration`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${written.out.trim()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: `${innerUrl()}/keys`,
      logo_uri: `${innerUrl()}/logo`,
    }),
  });
  const { client_id } = JSON.parse(registered.body);
  expect([registered.status, client_id]).toEqual([201, expect.any(String)]);
  const application = await world.application(client_id, client.PrivateKeyJwt(privateKey));
  const fetched: string[] = [];
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (url: string, options: RequestInit) => {
    fetched.push(url);
    return fetch(url, options);
  });
  await expect(client.refreshTokenGrant(application, 'made-up')).rejects.toThrow();
  expect([fetched, asked]).toEqual([[`${innerUrl()}/keys`], []]);
});

describe('a client that is known by a document', () => {
  test('signs people in by the rules, asks for consent, and needs no registration', async () => {
    const fetched = standInForTheWeb({ [documentUrl]: document });
    const { browser, first, application, verifier, state, nonce } = await visit(documentUrl);
    expect(application.serverMetadata().client_id_metadata_document_supported).toBe(true);
    expect(first).toContain('/consent/openid/decision');
    expect((await browser.get(first)).body).toContain('Notes');
    const back = new URL(await consent(browser, first, documentUrl));
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(application, back, checks);
    expect(tokens.claims()).toMatchObject({ aud: documentUrl });
    const sub = tokens.claims()?.sub ?? '';
    expect(await client.fetchUserInfo(application, tokens.access_token, sub)).toMatchObject({
      preferred_username: 'john',
    });
    expect(fetched).toEqual([documentUrl]);
  });

  test('gets no scope, and sends people nowhere, that the rules do not allow', async () => {
    const elsewhere = 'https://notes.example.com/elsewhere.json';
    const fetched = standInForTheWeb({
      [documentUrl]: document,
      [elsewhere]: { ...document, client_id: elsewhere, redirect_uris: ['https://evil.test/'] },
    });
    const groups = await visit(documentUrl, { scope: 'openid groups' });
    expect(new URL(groups.first).searchParams.get('error')).toBe('invalid_scope');
    const evil = await visit(elsewhere, { redirect_uri: 'https://evil.test/' });
    expect(evil.first).toContain(`${issuer}/consent/completion?error=`);
    expect(fetched).toContain(elsewhere);
  });

  test('whose document asks only for scopes that the rules do not allow may have none, not all', async () => {
    for (const scope of ['email phone', 'authelia.bearer.authz']) {
      const greedy = `https://notes.example.com/${scope.length}.json`;
      standInForTheWeb({ [greedy]: { ...document, client_id: greedy, scope } });
      const { first } = await visit(greedy, { scope: `openid ${scope}` });
      expect(first).toContain(`${issuer}/consent/completion?error=invalid_client`);
    }
  });

  test('is not looked for at hosts that are not allowed, nor at private addresses that are', async () => {
    const fetched = standInForTheWeb({});
    const foreign = await visit('https://evil.test/client.json');
    expect(foreign.first).toContain(`${issuer}/consent/completion?error=invalid_client`);
    expect(fetched).toEqual([]);
    vi.unstubAllGlobals();
    const own = await visit(`${innerUrl().replace('http:', 'https:')}/client.json`);
    expect(own.first).toContain(`${issuer}/consent/completion?error=invalid_client`);
    expect(asked).toEqual([]);
  });
});

test('without the key, URLs are no clients', async () => {
  await using closed = await startOidcWorld([testClient()]);
  const fetched = standInForTheWeb({ [documentUrl]: document });
  const query = new URLSearchParams({ client_id: documentUrl, response_type: 'code', scope: 'openid' });
  const answer = await closed.send(`${issuer}/api/oidc/authorization?${query.toString()}`);
  expect([answer.header('location'), fetched]).toEqual([expect.stringContaining('error=invalid_client'), []]);
});
