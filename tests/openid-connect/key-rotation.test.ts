import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { silentLog } from '../../src/lib/log.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { createOidcSigningKeys } from '../../src/storage/oidc-signing-keys.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { startLogoutReceiver } from '../support/logout-receiver.ts';
import {
  askToken,
  beginCodeFlow,
  clientSecret,
  consent,
  enterApplication,
  followRedirects,
  getCode,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { createTestingIo } from '../support/testing-io.ts';

const day = 86_400_000;

/** Moves the date of the whole process, the engine's and the applications' too; timers run on. */
function advance(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

async function publishedKids(world: OidcWorld): Promise<readonly (string | undefined)[]> {
  return (await publishedSet(world)).keys.map(({ kid }) => kid);
}

async function publishedSet(world: OidcWorld): Promise<JSONWebKeySet> {
  return JSON.parse((await world.send(`${issuer}/jwks.json`)).body);
}

async function signedInBrowser(world: OidcWorld): Promise<OidcBrowser> {
  const browser = world.browser();
  await browser.signIn('john');
  return browser;
}

/** Somebody signs in anew and the application gets an ID token, which a key of the published set must verify. */
async function idTokenOf(world: OidcWorld, browser?: OidcBrowser): Promise<{ token: string; kid: string }> {
  const { code, verifier } = await getCode(world, browser ?? (await signedInBrowser(world)));
  return redeem(world, code, verifier);
}

async function redeem(world: OidcWorld, code: string, verifier: string) {
  const answer = await askToken(world, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
  const { id_token: token }: { readonly id_token: string } = JSON.parse(answer.body);
  await jwtVerify(token, createLocalJWKSet(await publishedSet(world)));
  return { token, kid: decodeProtectedHeader(token).kid ?? '' };
}

/** The names of the keys that signed what an application gets, and the access token. */
async function everythingSigned(world: OidcWorld) {
  const { code, verifier } = await getCode(world, await signedInBrowser(world));
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri };
  const tokens: { readonly id_token: string; readonly access_token: string } = JSON.parse(
    (await askToken(world, form)).body,
  );
  const userInfo = await world.send(`${issuer}/api/oidc/userinfo`, {
    headers: { Authorization: `Bearer ${tokens.access_token}` },
  });
  const discovery = await world.send(`${issuer}/.well-known/openid-configuration`);
  const { signed_metadata: metadata }: { readonly signed_metadata: string } = JSON.parse(discovery.body);
  const introspection = (await askIntrospection(world, tokens.access_token)).body;
  const all = [tokens.id_token, tokens.access_token, userInfo.body, metadata, introspection];
  return { accessToken: tokens.access_token, kids: all.map((one) => decodeProtectedHeader(one).kid) };
}

/** What somebody with the stolen key makes: an access token that was never given to anybody. */
async function forge(world: OidcWorld, model: string): Promise<string> {
  const storage = await openStorage(
    { local: { path: join(world.folder, 'db.sqlite3') }, encryption_key: 'a key of twenty characters' },
    { random: systemRandom, log: silentLog },
  );
  const [stolen] = await createOidcSigningKeys(storage).list();
  await storage.database.close();
  return new SignJWT({ ...decodeJwt(model), jti: 'forged' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: stolen?.kid ?? '' })
    .sign(createPrivateKey(stolen?.privateKey ?? ''));
}

function askIntrospection(world: OidcWorld, token: string) {
  const credentials = Buffer.from(`app:${encodeURIComponent(clientSecret)}`).toString('base64');
  return world.send(`${issuer}/api/oidc/introspection`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${credentials}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ token }).toString(),
  });
}

async function introspect(world: OidcWorld, token: string): Promise<unknown> {
  return decodeJwt((await askIntrospection(world, token)).body).token_introspection;
}

async function execute(world: OidcWorld, line: string) {
  const { io, written } = createTestingIo();
  const args = ['storage', 'oidc', 'keys', ...line.split(' '), '--config', 'configuration.yml'];
  const code = await run(args, { ...io, workingDirectory: world.folder });
  return { code, ...written };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const clientOf = (changes: object = {}) => testClient({ id_token_signed_response_alg: 'ES256', ...changes });
const rotation = { every: '90d', algorithms: ['ES256'], publish_before: '1d' };

describe('key_rotation beside a key written by hand', () => {
  let world: OidcWorld;
  beforeEach(async () => {
    world = await startOidcWorld([clientOf()], { oidc: { key_rotation: rotation } });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  test('keys change while it serves: published before they sign, and after, as long as sign-ins last', async () => {
    const first = await idTokenOf(world);
    const [signing, byHand] = await publishedKids(world);
    expect(signing).toBe(first.kid);
    advance(89 * day);
    const [, , next] = await publishedKids(world);
    expect((await idTokenOf(world)).kid).toBe(first.kid);
    advance(day);
    expect((await idTokenOf(world)).kid).toBe(next);
    expect(await publishedKids(world)).toEqual([next, byHand, first.kid]);
    advance(29 * day);
    expect(await publishedKids(world)).toEqual([next, byHand, first.kid]);
    // What is remembered the longest is over by then.
    advance(2 * day);
    expect(await publishedKids(world)).toEqual([next, byHand]);
    expect(world.gatehouse.log()).not.toContain('PRIVATE KEY');
    const set = JSON.stringify(await publishedSet(world));
    expect(set).not.toMatch(/"(?:d|p|q|dp|dq|qi)":/);
  });

  test('what is under way when the keys change goes on, and ends with the new key', async () => {
    const browser = await signedInBrowser(world);
    const application = await world.application('app');
    const flow = await beginCodeFlow(application);
    const { url: question } = await followRedirects(browser, flow.url);
    const before = await publishedKids(world);
    expect((await execute(world, 'rotate --now')).code).toBe(0);
    advance(11_000);
    const back = await consent(browser, question);
    const { kid } = await redeem(world, new URL(back).searchParams.get('code') ?? '', flow.verifier);
    expect(before).not.toContain(kid);
    expect((await publishedKids(world))[0]).toBe(kid);
  });

  test('rotate --now: a compromised key signs, verifies and is published no more', async () => {
    const { token, kid } = await idTokenOf(world);
    const told = await execute(world, 'rotate --now');
    expect([told.code, told.err]).toEqual([0, '']);
    expect(told.out).toMatch(/^ES256: the key [0-9a-f]{16}-es256 is published now, .* Gone: 1\.\n$/);
    expect(told.out).not.toContain(kid);
    advance(11_000);
    expect(await publishedKids(world)).not.toContain(kid);
    const next = await idTokenOf(world);
    expect(told.out).toContain(next.kid);
    const hinted = async (hint: string) => {
      const browser = await signedInBrowser(world);
      const { url } = await beginCodeFlow(await world.application('app'), {
        id_token_hint: hint,
        prompt: 'none',
      });
      const { url: back } = await followRedirects(browser, url);
      return new URL(back).searchParams.get('error');
    };
    expect(await hinted(token)).toBe('invalid_request');
    expect(await hinted(next.token)).not.toBe('invalid_request');
  });

  test('the commands list, make and remove keys while it serves, and show no private key', async () => {
    const { kid } = await idTokenOf(world);
    expect((await execute(world, 'list')).out).toMatch(new RegExp(`\n${kid} +ES256 .* signs\n$`));
    const rotated = await execute(world, 'rotate');
    const next = /the key ([0-9a-f]{16}-es256) is published now/.exec(rotated.out)?.[1] ?? '';
    expect((await execute(world, 'rotate --algorithm ES256')).out).toContain(`the key ${next} waits already`);
    advance(11_000);
    expect(await publishedKids(world)).toContain(next);
    expect((await idTokenOf(world)).kid).toBe(kid);
    const list = await execute(world, 'list');
    expect(list.out).toMatch(new RegExp(`${kid} .* signs\n${next} .* published, signs later\n$`));
    expect(await execute(world, `remove ${kid}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining('rotate --now'),
    });
    expect((await execute(world, `remove ${next}`)).out).toBe(`The key ${next} is gone.\n`);
    advance(11_000);
    expect(await publishedKids(world)).not.toContain(next);
    expect(await execute(world, `remove ${next}`)).toMatchObject({ code: 1 });
    expect(await execute(world, 'remove')).toMatchObject({ code: 2 });
    expect(await execute(world, 'rotate --algorithm RS512')).toMatchObject({
      code: 2,
      err: expect.stringContaining('keys are not made for RS512, but for ES256'),
    });
    expect(list.out + rotated.out).not.toContain('PRIVATE');
  });
});

describe('key_rotation and all else that is signed', () => {
  test('access tokens, UserInfo, introspection, answers, discovery: with the key of the moment, which alone is believed', async () => {
    const signed = {
      access_token_signed_response_alg: 'ES256',
      introspection_signed_response_alg: 'ES256',
      userinfo_signed_response_alg: 'ES256',
    };
    const oidc = {
      key_rotation: rotation,
      enable_jwt_access_token_stateless_introspection: true,
      discovery_signed_response_alg: 'ES256',
    };
    await using world = await startOidcWorld([clientOf(signed)], { oidc });
    const first = await everythingSigned(world);
    expect(new Set(first.kids)).toEqual(new Set([(await publishedKids(world))[0]]));
    const forged = await forge(world, first.accessToken);
    expect(await introspect(world, forged)).toMatchObject({ active: true });
    await execute(world, 'rotate --now');
    advance(11_000);
    const next = await everythingSigned(world);
    expect(new Set(next.kids)).toEqual(new Set([(await publishedKids(world))[0]]));
    expect(next.kids[0]).not.toBe(first.kids[0]);
    expect(await introspect(world, next.accessToken)).toMatchObject({ active: true });
    expect(await introspect(world, forged)).toEqual({ active: false });
  });
});

test('a logout token is signed with the key of the moment too', async () => {
  const receiver = await startLogoutReceiver();
  try {
    const told = { backchannel_logout_uri: receiver.url, consent_mode: 'implicit' };
    await using world = await startOidcWorld([clientOf(told)], { oidc: { key_rotation: rotation } });
    const [before] = await publishedKids(world);
    await execute(world, 'rotate --now');
    advance(11_000);
    const browser = await signedInBrowser(world);
    await enterApplication(world, browser);
    await browser.post(`${issuer}/api/logout`, {});
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 10_000);
    const { kid } = decodeProtectedHeader(receiver.received[0]?.token ?? '');
    expect(kid).not.toBe(before);
    expect(kid).toBe((await publishedKids(world))[0]);
  } finally {
    await receiver.stop();
  }
});

describe('key_rotation instead of keys written by hand', () => {
  let world: OidcWorld;
  beforeAll(async () => {
    world = await startOidcWorld([testClient()], { oidc: { jwks: [], key_rotation: {} } });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('a provider needs no other key: it signs with RS256 from the first start', async () => {
    const { token, kid } = await idTokenOf(world);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', kid });
    expect(await publishedKids(world)).toEqual([kid]);
  });
});

test('without key_rotation the commands say that nothing would sign with a key', async () => {
  await using world = await startOidcWorld([testClient()]);
  expect(await execute(world, 'rotate --now')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no identity_providers.oidc.key_rotation'),
  });
  expect((await execute(world, 'list')).out).toBe('No results.\n');
});
