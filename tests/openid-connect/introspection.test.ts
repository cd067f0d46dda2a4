import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import {
  askToken,
  beginCodeFlow,
  clientSecret,
  consent,
  getCode,
  issuer,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { createTestingIo } from '../support/testing-io.ts';

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld(
    [
      testClient(),
      testClient({ client_id: 'signed', access_token_signed_response_alg: 'RS256' }),
      testClient({ client_id: 'admins-only', authorization_policy: 'admins' }),
      testClient({ client_id: 'resource' }),
    ],
    {
      isUsersFileWatched: true,
      endpoints: { rate_limits: { openid_connect_registration: { enable: false } } },
      oidc: {
        authorization_policies: {
          admins: {
            default_policy: 'deny',
            rules: [{ policy: 'one_factor', subject: 'group:admins' }],
          },
        },
        dynamic_registration: {
          enabled: true,
          authorization_policy: 'one_factor',
          allowed_redirect_hosts: ['app.example.com'],
        },
      },
    },
  );
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** What somebody signed in as john lets a client have. */
async function tokensOf(clientId: string): Promise<Tokens> {
  const browser = world.browser();
  await browser.signIn('john');
  const { code, verifier } = await getCode(world, browser, clientId);
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  return JSON.parse((await askToken(world, form, clientId)).body);
}

const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${encodeURIComponent(secret)}`).toString('base64')}`;
const post = (path: string, authorization: string, form: Readonly<Record<string, string>>) =>
  world.send(`${issuer}/api/oidc/${path}`, {
    method: 'POST',
    headers: { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });

/** What another application is told of a token. */
async function told(token: string) {
  const answer = await post('introspection', basic('resource', clientSecret), { token });
  return { status: answer.status, ...JSON.parse(answer.body) };
}
const inactive = { status: 200, active: false };

async function changeJohn(change: object): Promise<() => Promise<void>> {
  const file = join(world.folder, 'users.yml');
  const written = await readFile(file, 'utf8');
  const { users } = JSON.parse(written);
  await writeFile(file, JSON.stringify({ users: { ...users, john: { ...users.john, ...change } } }));
  return () => writeFile(file, written);
}
const soon = { timeout: 10_000, interval: 50 };

test('no token is active whose person is disabled, of whatever kind it is', async () => {
  const [random, signed] = [await tokensOf('app'), await tokensOf('signed')];
  const all = [random.access_token, random.refresh_token, signed.access_token, signed.refresh_token];
  for (const token of all) expect(await told(token)).toMatchObject({ status: 200, active: true });
  const changeBack = await changeJohn({ disabled: true });
  await vi.waitFor(async () => expect(await told(random.access_token)).toEqual(inactive), soon);
  for (const token of all) expect(await told(token)).toEqual(inactive);
  await changeBack();
});

test('nor one of a client whose policy does not let that person in any more', async () => {
  await vi.waitFor(async () => expect((await world.browser().signIn('john')).status).toBe(200), soon);
  const [closed, open] = [await tokensOf('admins-only'), await tokensOf('app')];
  expect(await told(closed.access_token)).toMatchObject({ active: true });
  const changeBack = await changeJohn({ groups: ['guests'] });
  await vi.waitFor(async () => expect(await told(closed.access_token)).toEqual(inactive), soon);
  expect(await told(open.access_token)).toMatchObject({ active: true });
  await changeBack();
});

test('nor one of a client that is removed; after a restart a registered one is known as before', async () => {
  const { io, written } = createTestingIo();
  const words = ['storage', 'oidc', 'registration-token', 'generate', '--config'];
  expect(await run([...words, join(world.folder, 'configuration.yml')], io)).toBe(0);
  const registered = await world.send(`${issuer}/api/oidc/registration`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${written.out.trim()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ redirect_uris: [redirectUri] }),
  });
  const { client_id: id, client_secret: secret, ...management } = JSON.parse(registered.body);
  const browser = world.browser();
  await browser.signIn('john');
  const { url, verifier } = await beginCodeFlow(await world.application(id), { scope: 'openid profile' });
  const back = await consent(browser, (await browser.get(url)).header('location') ?? '', id);
  const code = new URL(back).searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  const tokens: Tokens = JSON.parse((await post('token', basic(id, secret), form)).body);
  await world.restart();
  expect(await told(tokens.access_token)).toMatchObject({ active: true, client_id: id });
  const removed = await world.send(management.registration_client_uri, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${management.registration_access_token}` },
  });
  expect(removed.status).toBe(204);
  expect(await told(tokens.access_token)).toEqual(inactive);
});
