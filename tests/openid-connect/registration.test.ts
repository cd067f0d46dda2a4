import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import {
  askToken,
  beginCodeFlow,
  consent,
  flowIdOf,
  getCode,
  issuer,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { createTestingIo } from '../support/testing-io.ts';

const redirectUri = 'https://wiki.example.com/callback';
const endpoint = `${issuer}/api/oidc/registration`;
const unlimited = { rate_limits: { openid_connect_registration: { enable: false } } };

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld([testClient()], {
    endpoints: unlimited,
    oidc: {
      dynamic_registration: {
        enabled: true,
        authorization_policy: 'one_factor',
        allowed_scopes: ['openid', 'profile', 'offline_access'],
        allowed_redirect_hosts: ['wiki.example.com', '*.apps.example.com', '127.0.0.1'],
      },
    },
  });
});
afterAll(() => world?.[Symbol.asyncDispose]());

async function command(...words: readonly string[]): Promise<readonly [number, string]> {
  const { io, written } = createTestingIo();
  const file = join(world.folder, 'configuration.yml');
  const code = await run(['storage', 'oidc', ...words, '--config', file], io);
  return [code, code === 0 ? written.out : written.err];
}

async function newToken(...flags: readonly string[]): Promise<string> {
  const [code, token] = await command('registration-token', 'generate', ...flags);
  expect([code, token]).toEqual([0, expect.stringMatching(/^[\w-]{43}\n$/)]);
  return token.trim();
}

async function ask(
  method: string,
  url: string,
  { token, body }: { readonly token?: string; readonly body?: object },
) {
  const answer = await world.send(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { ...answer, json: answer.body === '' ? undefined : JSON.parse(answer.body) };
}

const wiki = { client_name: 'The Wiki', redirect_uris: [redirectUri] };
const register = async (more: object = {}, token?: string) =>
  ask('POST', endpoint, { token: token ?? (await newToken()), body: { ...wiki, ...more } });

/** Somebody signed in goes to the client; gives where that leads. */
async function visit(
  clientId: string,
  secret: string | undefined,
  more: Readonly<Record<string, string>> = {},
) {
  const authentication = secret === undefined ? client.None() : client.ClientSecretBasic(secret);
  const application = await world.application(clientId, authentication);
  const browser = world.browser();
  await browser.signIn('john');
  const asked = { redirect_uri: redirectUri, scope: 'openid profile', ...more };
  const flow = await beginCodeFlow(application, asked);
  return { ...flow, application, browser, first: (await browser.get(flow.url)).header('location') ?? '' };
}

async function tokensOf({ application, browser, first, ...flow }: Awaited<ReturnType<typeof visit>>) {
  const { client_id } = application.clientMetadata();
  const back = new URL(await consent(browser, first, client_id));
  return client.authorizationCodeGrant(application, back, {
    pkceCodeVerifier: flow.verifier,
    expectedState: flow.state,
    expectedNonce: flow.nonce,
  });
}

describe('a client that registers itself', () => {
  test('signs people in as any other, asks for consent, and ends when it is removed', async () => {
    const registered = await register({
      scope: 'openid profile offline_access',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    expect([registered.status, registered.json]).toEqual([
      201,
      expect.objectContaining({ ...wiki, registration_client_uri: expect.stringContaining(`${endpoint}/`) }),
    ]);
    const { client_id: id, client_secret: secret } = registered.json;
    const visited = await visit(id, secret, { scope: 'openid profile offline_access' });
    expect(visited.application.serverMetadata().registration_endpoint).toBe(endpoint);
    expect(visited.first).toContain('/consent/openid/decision');
    expect((await visited.browser.get(visited.first)).body).toContain('The Wiki');
    const tokens = await tokensOf(visited);
    expect(tokens.claims()).toMatchObject({ aud: id });
    const person = await client.fetchUserInfo(
      visited.application,
      tokens.access_token,
      tokens.claims()?.sub ?? '',
    );
    expect(person).toMatchObject({ preferred_username: 'john' });
    const renewed = await client.refreshTokenGrant(visited.application, tokens.refresh_token ?? '');
    const wrong = await world.application(id, client.ClientSecretBasic(`${secret}x`));
    await expect(client.refreshTokenGrant(wrong, renewed.refresh_token ?? '')).rejects.toMatchObject({
      status: 401,
    });

    const introspect = (token: string) => client.tokenIntrospection(visited.application, token);
    expect(await introspect(renewed.access_token)).toMatchObject({ active: true });
    const { code, verifier } = await getCode(world, visited.browser);
    const form = {
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: 'https://app.example.com/callback',
    };
    const { access_token: foreign } = JSON.parse((await askToken(world, form)).body);
    expect(await introspect(foreign)).toEqual({ active: false });

    expect(await command('clients', 'list')).toEqual([0, expect.stringMatching(`${id} .* The Wiki`)]);
    expect(await command('clients', 'remove', id)).toEqual([0, `The client ${id} is removed.\n`]);
    expect((await command('clients', 'remove', id))[0]).not.toBe(0);
    await expect(
      client.refreshTokenGrant(visited.application, renewed.refresh_token ?? ''),
    ).rejects.toMatchObject({ status: 401 });
    const headers = { Authorization: `Bearer ${renewed.access_token}` };
    expect((await world.send(`${issuer}/api/oidc/userinfo`, { headers })).status).toBe(401);
  });

  test('manages itself with its own token, which changes with each change (RFC 7592)', async () => {
    const { json } = await register();
    const { registration_client_uri: url, registration_access_token: token, client_id } = json;
    expect((await ask('GET', url, { token })).json).toMatchObject({ client_id, client_name: 'The Wiki' });
    const changed = await ask('PUT', url, { token, body: { ...wiki, client_id, client_name: 'Wiki' } });
    expect([changed.status, changed.json.client_name]).toEqual([200, 'Wiki']);
    expect((await ask('GET', url, { token })).status).toBe(401);
    const next = changed.json.registration_access_token;
    const elsewhere = { ...wiki, client_id, redirect_uris: ['https://evil.test/'] };
    expect((await ask('PUT', url, { token: next, body: elsewhere })).json.error).toBe('invalid_redirect_uri');
    expect((await ask('DELETE', url, {})).status).toBe(401);
    const other = await register();
    const stranger = other.json.registration_access_token;
    expect((await ask('DELETE', url, { token: stranger })).status).toBe(401);
    expect((await ask('DELETE', url, { token: next })).status).toBe(204);
    expect((await ask('GET', url, { token: next })).status).toBe(401);
    expect(await command('clients', 'list')).toEqual([0, expect.not.stringContaining(client_id)]);
  });

  test('on the person’s own device may choose its port, and needs PKCE', async () => {
    const { json } = await register({
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
    });
    const { first } = await visit(json.client_id, undefined, {
      redirect_uri: 'http://127.0.0.1:49152/callback',
    });
    expect(first).toContain('/consent/openid/decision');
    const without = new URLSearchParams({
      client_id: json.client_id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://127.0.0.1:49152/callback',
      state: 'long enough',
    });
    const { browser } = await visit(json.client_id, undefined);
    const refused = await browser.get(`${issuer}/api/oidc/authorization?${without.toString()}`);
    expect(refused.header('location')).toContain('error=invalid_request');
  });
});

test('a registered client may sign people out, and send them where it registered', async () => {
  const returnUrl = 'https://wiki.example.com/signed-out';
  const { json } = await register({ post_logout_redirect_uris: [returnUrl] });
  expect(json.post_logout_redirect_uris).toEqual([returnUrl]);
  const leave = (uri: string) => {
    const parameters = { client_id: json.client_id, post_logout_redirect_uri: uri };
    return world.send(`${issuer}/api/oidc/end-session?${new URLSearchParams(parameters).toString()}`);
  };
  expect((await leave(returnUrl)).header('location')).toContain(`${issuer}/logout/application?request=`);
  expect((await leave('https://evil.test/')).header('location')).toContain('error=invalid_request');
});

describe('what registers', () => {
  test('needs a token that is good: of twenty uses at once of a token for two, two succeed', async () => {
    expect((await ask('POST', endpoint, { body: wiki })).status).toBe(401);
    expect((await ask('POST', endpoint, { token: 'made-up', body: wiki })).status).toBe(401);
    const token = await newToken('--uses', '2', '--note', 'for the wiki');
    expect(await command('registration-token', 'list')).toEqual([0, expect.stringContaining('for the wiki')]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => register({}, token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(18);
  });

  test('gets nothing with a revoked token; a refused request costs no use', async () => {
    const token = await newToken('--note', 'to be revoked');
    expect((await register({ redirect_uris: ['https://evil.test/'] }, token)).status).toBe(400);
    expect((await register({ redirect_uris: [] }, token)).status).toBe(400);
    const [, list] = await command('registration-token', 'list');
    const [, id = ''] = /^(\d+) .*to be revoked$/m.exec(list) ?? [];
    expect(await command('registration-token', 'revoke', id)).toEqual([0, `The token ${id} is revoked.\n`]);
    expect((await register({}, token)).status).toBe(401);
    expect((await command('registration-token', 'revoke', id))[0]).not.toBe(0);
    expect((await command('registration-token', 'generate', '--uses', '0'))[0]).not.toBe(0);
  });

  test.each([
    ['a foreign host', { redirect_uris: ['https://evil.test/'] }],
    ['a host that only begins like one', { redirect_uris: ['https://wiki.example.com.evil.test/'] }],
    ['userinfo', { redirect_uris: ['https://wiki.example.com@evil.test/'] }],
    ['an unnamed parent', { redirect_uris: ['https://apps.example.com/'] }],
    ['a scheme of its own', { redirect_uris: ['app.wiki:/callback'], application_type: 'native' }],
    ['a foreign scope', { scope: 'openid groups' }],
    ['the scope of proxies', { scope: 'authelia.bearer.authz' }],
    ['itself as the person', { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] }],
    ['a document to be fetched', { sector_identifier_uri: 'https://wiki.example.com/sector' }],
    ['requests to be fetched', { request_uris: ['https://wiki.example.com/request'] }],
    ['a way out to anywhere', { post_logout_redirect_uris: ['https://evil.test/'] }],
    ['a way out into a script', { post_logout_redirect_uris: ['javascript:alert(1)'] }],
    ['keys from elsewhere', { jwks_uri: 'https://169.254.169.254/keys' }],
    ['encrypted answers', { id_token_encrypted_response_alg: 'RSA-OAEP' }],
    ['answers signed with its secret', { id_token_signed_response_alg: 'HS256' }],
    ['other subjects', { subject_type: 'pairwise' }],
    ['a name that is no name', { client_name: 'Wiki\u0007' }],
    ['a name without end', { client_name: 'x'.repeat(101) }],
  ])('may not have %s', async (_what, more) => {
    const { status, json } = await register(more);
    expect([status, json.error]).toEqual([
      400,
      expect.stringMatching(/^invalid_(client_metadata|redirect_uri)$/),
    ]);
  });

  test('gets the scopes that are allowed, and no more than them in a request', async () => {
    const { json } = await register();
    expect(json.scope).toBe('openid profile offline_access');
    const { first } = await visit(json.client_id, json.client_secret, { scope: 'openid groups' });
    expect(new URL(first).searchParams.get('error')).toBe('invalid_scope');
  });
});

test('two factors are asked for unless the rules say otherwise, and registration is off unless it is on', async () => {
  await using strict = await startOidcWorld([testClient()], {
    endpoints: unlimited,
    oidc: { dynamic_registration: { enabled: true, allowed_redirect_hosts: ['*'] } },
  });
  const { io, written } = createTestingIo();
  const words = ['storage', 'oidc', 'registration-token', 'generate', '--config'];
  expect(await run([...words, join(strict.folder, 'configuration.yml')], io)).toBe(0);
  const answer = await strict.send(endpoint, {
    method: 'POST',
    headers: { Authorization: `Bearer ${written.out.trim()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(wiki),
  });
  const { client_id, client_secret } = JSON.parse(answer.body);
  const application = await strict.application(client_id, client.ClientSecretBasic(client_secret));
  const browser = strict.browser();
  await browser.signIn('john');
  const { url } = await beginCodeFlow(application, { redirect_uri: redirectUri, scope: 'openid' });
  const first = (await browser.get(url)).header('location') ?? '';
  expect(first).toContain(`/?flow=openid_connect&flow_id=${flowIdOf(first)}`);
  expect((await browser.get(first)).body).toContain('second-factor');

  await using closed = await startOidcWorld([testClient()]);
  const document = await closed.send(`${issuer}/.well-known/openid-configuration`);
  expect(document.body).not.toContain('registration_endpoint');
  const refused = await closed.send(endpoint, { method: 'POST', body: '{}' });
  expect(refused.status).toBe(404);
});

test('today’s rules count, not those of the day on which a client registered', async () => {
  await using folder = await openFolder();
  const start = (rules: object) =>
    startOidcWorld([testClient()], {
      oidc: { dynamic_registration: { authorization_policy: 'one_factor', ...rules } },
      configuration: {
        storage: {
          encryption_key: 'a key of twenty characters',
          local: { path: join(folder.path, 'db.sqlite3') },
        },
      },
    });
  const begin = async (at: OidcWorld, more: Readonly<Record<string, string>> = {}) => {
    const browser = at.browser();
    await browser.signIn('john');
    const application = await at.application(registered.client_id, client.None());
    const asked = { redirect_uri: redirectUri, scope: 'openid email', ...more };
    return (await browser.get((await beginCodeFlow(application, asked)).url)).header('location');
  };
  const registered = { client_id: '' };
  {
    await using open = await start({ enabled: true, allowed_redirect_hosts: ['*'] });
    const { io, written } = createTestingIo();
    const words = ['storage', 'oidc', 'registration-token', 'generate', '--config'];
    await run([...words, join(open.folder, 'configuration.yml')], io);
    const answer = await open.send(endpoint, {
      method: 'POST',
      headers: { Authorization: `Bearer ${written.out.trim()}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...wiki, token_endpoint_auth_method: 'none' }),
    });
    Object.assign(registered, JSON.parse(answer.body));
    expect(await begin(open)).toContain('/consent/openid/decision');
  }
  {
    const narrower = { allowed_scopes: ['openid'], allowed_redirect_hosts: ['wiki.example.com'] };
    await using open = await start({ enabled: true, ...narrower });
    expect(await begin(open)).toContain('error=invalid_scope');
    expect(await begin(open, { scope: 'openid' })).toContain('/consent/openid/decision');
  }
  {
    await using open = await start({ enabled: true, allowed_redirect_hosts: ['other.example.com'] });
    expect(await begin(open, { scope: 'openid' })).toContain('/consent/completion?error=invalid');
  }
  await using closed = await start({ enabled: false });
  expect(await begin(closed, { scope: 'openid' })).toContain('error=invalid_client');
}, 30_000);

async function openFolder() {
  const folder = await createTemporaryFolder('registration');
  return { path: folder.path, [Symbol.asyncDispose]: () => folder.remove() };
}

test('neither the token nor the client’s secret can be read in a stolen database or in the log', async () => {
  const token = await newToken('--uses', '5');
  const { json } = await register({}, token);
  const files = readdirSync(world.folder).filter((name) => name.startsWith('db.sqlite3'));
  const bytes = files.map((name) => readFileSync(join(world.folder, name)).toString('latin1')).join('');
  expect(bytes).toContain(json.client_id);
  for (const secret of [token, json.client_secret, json.registration_access_token]) {
    expect(bytes).not.toContain(secret);
    expect(world.gatehouse.log()).not.toContain(secret);
  }
  expect(world.gatehouse.log()).toContain('a client registered itself');
});
