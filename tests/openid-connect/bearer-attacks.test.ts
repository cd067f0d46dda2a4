import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { application, type BearerWorld, startBearerWorld } from '../support/bearer-world.ts';
import {
  askToken,
  clientSecret,
  getCode,
  issuer,
  type OidcBrowser,
  redirectUri,
  testClient,
} from '../support/oidc-world.ts';
import { people } from '../support/people.ts';

// What must never pass for an access token at the endpoints for proxies (attacks.md, tokens).

let world: BearerWorld;
beforeAll(async () => {
  world = await startBearerWorld([testClient()]);
});
afterAll(() => world?.[Symbol.asyncDispose]());

const statusOf = async (token: string, url = `${application}/`) => {
  const answer = await world.show(token, url);
  const isBearer = answer.header('www-authenticate')?.includes('error="invalid_token"') === true;
  return [answer.status, answer.header('remote-user'), isBearer];
};
const good = [200, 'john', false];
const refused = [401, '', true];
const basic = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Asks the endpoint of the provider as the client `person`. */
const askAsClient = (path: string, form: Readonly<Record<string, string>>) =>
  world.oidc.send(`${issuer}${path}`, {
    method: 'POST',
    headers: {
      Authorization: basic('person', encodeURIComponent(clientSecret)),
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  });

/** What a client without the scope gets, with the code that it redeemed. */
async function plainTokens(browser: OidcBrowser) {
  const { code, verifier } = await getCode(world.oidc, browser);
  const form = {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  };
  return { ...JSON.parse((await askToken(world.oidc, form)).body), code };
}

describe('a token', () => {
  test('in the query, in a form, in a cookie or in another header is not read', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser());
    expect(await statusOf(token)).toEqual(good);
    const query = await world.check(`${application}/?access_token=${token}`, []);
    expect([query.status, query.header('remote-user')]).toEqual([401, '']);
    for (const [name, value] of [
      ['Cookie', `authelia_session=${token}`],
      ['X-Authorization', `Bearer ${token}`],
      ['Proxy-Authorization', `Bearer ${token}`],
      ['X-Forwarded-Access-Token', token],
    ] as const) {
      const answer = await world.check(`${application}/`, [[name, value]]);
      expect([answer.status, answer.header('remote-user')], name).toEqual([401, '']);
    }
  });

  test('of another cookie domain opens nothing here, although its audience is here', async () => {
    const { access_token: token } = await world.tokensOf(
      await world.browser(),
      `${application} https://one.example.org`,
    );
    expect(await statusOf(token)).toEqual(good);
    expect(await statusOf(token, 'https://one.example.org/')).toEqual(refused);
  });

  test('without the scope, or without an audience: refused', async () => {
    const own = await world.browser();
    const plain = await plainTokens(own);
    expect(await statusOf(plain.access_token)).toEqual(refused);
    const forNobody = await world.tokensOf(own, '');
    expect(await statusOf(forNobody.access_token)).toEqual(refused);
    expect(await statusOf(await world.machineToken({}))).toEqual(refused);
    const log = world.oidc.gatehouse.log();
    expect(log).toContain('"reason":"scope-not-granted"');
    expect(log).toContain('"reason":"other-audience"');
  });

  test('that is an ID token, a refresh token or a code is none', async () => {
    const own = await world.browser();
    const { id_token: idToken, code } = await plainTokens(own);
    const { refresh_token: refreshToken } = await world.tokensOf(own);
    // An application may use its own ID tokens: the session, which is not there, decides.
    expect((await world.show(idToken, `${application}/`)).header('remote-user')).toBe('');
    expect(await statusOf(idToken)).toEqual([401, '', false]);
    expect(await statusOf(refreshToken)).toEqual(refused);
    expect(await statusOf(code)).toEqual(refused);
  });

  test.each(['access_token', 'refresh_token'] as const)(
    'is worth nothing once its %s was revoked',
    async (kind) => {
      const tokens = await world.tokensOf(await world.browser());
      expect(await statusOf(tokens.access_token)).toEqual(good);
      await askAsClient('/api/oidc/revocation', { token: tokens[kind] });
      expect(await statusOf(tokens.access_token)).toEqual(refused);
    },
  );

  test('is worth nothing once its person signed out', async () => {
    const own = await world.browser();
    const { access_token: token } = await world.tokensOf(own);
    expect(await statusOf(token)).toEqual(good);
    await own.post(`${issuer}/api/logout`, {});
    expect(await statusOf(token)).toEqual(refused);
  });

  test('that is too long, too short, or of bytes that no token has, is refused', async () => {
    for (const token of [
      `authelia_at_${'x'.repeat(1500)}`,
      'authelia_at_',
      'authelia_at_%00',
      'authelia_at_ a b',
    ]) {
      expect(await statusOf(token), token.slice(0, 20)).toEqual(refused);
    }
  });
});

describe('headers', () => {
  test('two Authorization headers, or two tokens in one, are refused, in whatever order', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser());
    const bearer = ['Authorization', `Bearer ${token}`] as const;
    const password = ['Authorization', basic('john', people.john.password)] as const;
    for (const headers of [
      [bearer, bearer],
      [bearer, password],
      [password, bearer],
      [['Authorization', `Bearer ${token}, Bearer ${token}`]],
      [['Authorization', `${password[1]}, Bearer ${token}`]],
    ] as const) {
      const answer = await world.check(`${application}/`, headers);
      expect([answer.status, answer.header('remote-user')]).toEqual([401, '']);
    }
  });

  test('Basic in one header and a token in the other: the first strategy decides, and what is wrong is not passed over', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser('harry'));
    const ask = async (authorization: string, proxyAuthorization: string) => {
      const headers = [
        ['Authorization', authorization],
        ['Proxy-Authorization', proxyAuthorization],
      ] as const;
      const answer = await world.check(`${application}/`, headers, { endpoint: 'twice' });
      return [answer.status, answer.header('remote-user')];
    };
    const password = basic('john', people.john.password);
    expect(await ask(password, `Bearer ${token}`)).toEqual([200, 'john']);
    expect(await ask(`Bearer ${token}`, password)).toEqual([200, 'harry']);
    expect(await ask(basic('john', 'wrong'), `Bearer ${token}`)).toEqual([401, '']);
    expect(await ask('Bearer authelia_at_wrong', password)).toEqual([401, '']);
  });

  test('a wrong token is not passed over for a good session', async () => {
    const { jar } = await world.browser();
    const cookie = ['Cookie', jar.header(new URL(`${application}/`)) ?? ''] as const;
    expect((await world.check(`${application}/`, [cookie])).status).toBe(200);
    const answer = await world.check(`${application}/`, [
      cookie,
      ['Authorization', 'Bearer authelia_at_wrong'],
    ]);
    expect([answer.status, answer.header('remote-user')]).toEqual([401, '']);
  });
});

test('guessing tokens bans nobody, for there are too many of them, and no guess is in the log', async () => {
  const guesses = Array.from({ length: 50 }, (_, index) => `authelia_at_guess-${index}`);
  for (const guess of guesses) expect(await statusOf(guess)).toEqual(refused);
  const own = await world.browser();
  const { access_token: token } = await world.tokensOf(own);
  expect(await statusOf(token)).toEqual(good);
  for (const secret of [...guesses, token]) expect(world.oidc.gatehouse.log()).not.toContain(secret);
});

test('a token of somebody who is disabled, or is in other groups today, opens what that person may open today', async () => {
  const { access_token: token } = await world.tokensOf(await world.browser());
  const file = join(world.oidc.folder, 'users.yml');
  const written = await readFile(file, 'utf8');
  const change = async (john: object) => {
    const { users } = JSON.parse(written);
    await writeFile(file, JSON.stringify({ users: { ...users, john: { ...users.john, ...john } } }));
  };
  const groups = async () => (await world.show(token, `${application}/`)).header('remote-groups');
  expect([await groups(), await statusOf(token)]).toEqual(['admins,dev', good]);
  await change({ groups: ['guests'] });
  await vi.waitFor(async () => expect(await groups()).toBe('guests'), { timeout: 10_000, interval: 50 });
  await change({ disabled: true });
  await vi.waitFor(async () => expect(await statusOf(token)).toEqual(refused), {
    timeout: 10_000,
    interval: 50,
  });
});
