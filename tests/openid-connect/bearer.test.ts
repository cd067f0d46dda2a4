import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { application, type BearerWorld, startBearerWorld } from '../support/bearer-world.ts';
import { documentedConfiguration, partOf } from '../support/documented-configuration.ts';
import { createExtAuthzClient } from '../support/ext-authz-client.ts';
import { askToken, clientSecret, startOidcWorld } from '../support/oidc-world.ts';
import type { RawHttpAnswer } from '../support/send-raw.ts';

// Access tokens in the place of a session at the endpoints for proxies (behaviour.md §2.5, RFC 6750).

let world: BearerWorld;
beforeAll(async () => {
  world = await startBearerWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** What an application behind the proxy learns, and what a program that is refused does. */
const seen = ({ status, header }: RawHttpAnswer) => ({
  status,
  user: header('remote-user'),
  challenge: header('www-authenticate'),
  location: header('location'),
});
const john = { status: 200, user: 'john', challenge: undefined, location: undefined };
const invalid = expect.stringMatching(
  /^Bearer realm="[^"]+", scope="authelia\.bearer\.authz", error="invalid_token", /,
);
const refused = { status: 401, user: '', challenge: invalid, location: undefined };

describe('a token that somebody agreed to', () => {
  test('lets a program in as that person, wherever its audience and the rules let it', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser());
    expect(token).toMatch(/^authelia_at_[\w-]{43}$/);
    const answer = await world.show(token, `${application}/any/path?with=a%20query`);
    expect(seen(answer)).toEqual(john);
    expect([
      answer.header('remote-groups'),
      answer.header('remote-name'),
      answer.header('remote-email'),
    ]).toEqual(['admins,dev', 'John Doe', 'john@example.com']);
    expect(answer.header('set-cookie')).toBeUndefined();
    expect(seen(await world.show(token, 'https://two.example.com/'))).toEqual(refused);
  });

  test.each(['forward-auth', 'auth-request', 'ext-authz', 'legacy'] as const)('works at %s', async (kind) => {
    const { access_token: token } = await world.tokensOf(await world.browser());
    const header = kind === 'auth-request' ? 'Proxy-Authorization' : 'Authorization';
    const ask = (value: string) => world.check(`${application}/`, [[header, value]], { kind });
    expect(seen(await ask(`Bearer ${token}`))).toEqual(john);
    expect(seen(await ask(`bEaReR   ${token} `))).toEqual(john);
    expect(seen(await ask(`Bearer ${token}x`))).toEqual(refused);
  });

  test('works over gRPC', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser());
    const client = createExtAuthzClient(`127.0.0.1:${world.grpcPort}`);
    const ask = (value: string) =>
      client.check({ url: `${application}/`, headers: [['authorization', `Bearer ${value}`]] });
    const good = await ask(token);
    const bad = await ask(`${token}x`);
    client.close();
    expect([good.status, good.header('remote-user')]).toEqual([200, 'john']);
    expect([bad.status, bad.header('www-authenticate')]).toEqual([401, invalid]);
  });

  test('where Proxy-Authorization is asked for, 407 tells what is wrong; nobody is asked for a password that would not be taken', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser());
    const ask = (...headers: (readonly [string, string])[]) =>
      world.check(`${application}/`, headers, { endpoint: 'only-bearer' });
    expect((await ask(['Proxy-Authorization', `Bearer ${token}`])).status).toBe(200);
    const wrong = await ask(['Proxy-Authorization', `Bearer ${token}x`]);
    expect([wrong.status, wrong.header('proxy-authenticate')]).toEqual([407, invalid]);
    const nothing = await ask();
    expect([nothing.status, nothing.header('proxy-authenticate')]).toEqual([
      407,
      'Bearer realm="Authorization Required", scope="authelia.bearer.authz"',
    ]);
  });

  test('is renewed by its refresh token, for the same audience', async () => {
    const { refresh_token: refresh } = await world.tokensOf(await world.browser());
    expect(refresh).toMatch(/^authelia_rt_/);
    const form = { grant_type: 'refresh_token', refresh_token: refresh };
    const answer = JSON.parse((await askToken(world.oidc, form, 'person')).body);
    expect(seen(await world.show(answer.access_token, `${application}/`))).toEqual(john);
    expect(seen(await world.show(answer.access_token, 'https://two.example.com/'))).toEqual(refused);
  });

  test('for a path opens that path alone, however it is written', async () => {
    const { access_token: token } = await world.tokensOf(
      await world.browser(),
      'https://paths.example.com/api',
    );
    for (const path of ['/api', '/api/', '/api/films?id=1']) {
      expect(seen(await world.show(token, `https://paths.example.com${path}`)), path).toEqual(john);
    }
    for (const path of ['/', '/apis', '/admin', '/api/../admin', '/api/%2e%2e/admin', '/api/..%2fadmin']) {
      expect(seen(await world.show(token, `https://paths.example.com${path}`)), path).toEqual(refused);
    }
  });

  test('several audiences open each of them', async () => {
    const audience = 'https://one.example.com https://paths.example.com/api';
    const { access_token: token } = await world.tokensOf(await world.browser(), audience);
    expect(seen(await world.show(token, 'https://one.example.com/'))).toEqual(john);
    expect(seen(await world.show(token, 'https://paths.example.com/api'))).toEqual(john);
  });

  test('has the level that the sign-in had when it was given, and the rules decide as for a session', async () => {
    const browser = await world.browser('harry');
    const audience = 'https://two.example.com https://harry.example.com';
    const one = await world.tokensOf(browser, audience);
    const low = await world.show(one.access_token, 'https://two.example.com/');
    expect([low.status, low.header('www-authenticate'), low.header('location')]).toEqual([
      401,
      expect.stringContaining(
        'Bearer realm="Authorization Required", scope="authelia.bearer.authz", error="insufficient_user_authentication"',
      ),
      undefined,
    ]);
    expect(seen(await world.show(one.access_token, 'https://harry.example.com/'))).toEqual({
      ...john,
      user: 'harry',
    });

    await world.raise(browser, 'harry');
    expect((await world.show(one.access_token, 'https://two.example.com/')).status).toBe(401);
    const two = await world.tokensOf(browser, audience);
    expect(seen(await world.show(two.access_token, 'https://two.example.com/'))).toEqual({
      ...john,
      user: 'harry',
    });
    expect((await world.show(one.access_token, 'https://two.example.com/')).status).toBe(401);

    const form = { grant_type: 'refresh_token', refresh_token: two.refresh_token };
    const renewed = JSON.parse((await askToken(world.oidc, form, 'person')).body);
    expect((await world.show(renewed.access_token, 'https://two.example.com/')).status).toBe(200);
  });

  test('opens nothing that the person may not visit', async () => {
    const { access_token: token } = await world.tokensOf(
      await world.browser('john'),
      'https://harry.example.com',
    );
    const answer = await world.show(token, 'https://harry.example.com/');
    expect([answer.status, answer.header('remote-user')]).toEqual([403, '']);
  });

  test('is as old as its sign-in where a rule asks for a young proof', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser(), 'https://young.example.com');
    expect(seen(await world.show(token, 'https://young.example.com/'))).toEqual(john);
  });
});

describe('a token of a client that asks for itself', () => {
  test('is the subject oauth2:client:ID with one factor, and nobody in the headers', async () => {
    const audience = 'https://machines.example.com https://two.example.com https://one.example.com';
    const token = await world.machineToken({ audience });
    const nobody = { status: 200, user: '', challenge: undefined, location: undefined };
    expect(seen(await world.show(token, 'https://machines.example.com/'))).toEqual(nobody);
    expect(seen(await world.show(token, 'https://one.example.com/'))).toEqual(nobody);
    const two = await world.show(token, 'https://two.example.com/');
    expect([two.status, two.header('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('error="insufficient_user_authentication"'),
    ]);
    const ofPerson = await world.tokensOf(await world.browser(), 'https://machines.example.com');
    expect((await world.show(ofPerson.access_token, 'https://machines.example.com/')).status).toBe(403);
  });

  test('that is signed is good until it is revoked, and only as it was signed', async () => {
    const token = await world.machineToken({ audience: application }, 'signed-machine');
    const [header = '', payload = '', signature = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ typ: 'at+jwt' });
    expect((await world.show(token, `${application}/`)).status).toBe(200);
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'authelia.bearer.authz more' }));
    for (const wrong of [
      `${header}.${changed.toString('base64url')}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`,
    ]) {
      expect(seen(await world.show(wrong, `${application}/`)), wrong).toEqual(refused);
    }
    await world.oidc.send('https://auth.example.com/api/oidc/revocation', {
      method: 'POST',
      headers: {
        Authorization: `Basic ${btoa(`signed-machine:${encodeURIComponent(clientSecret)}`)}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ token }).toString(),
    });
    expect(seen(await world.show(token, `${application}/`))).toEqual(refused);
  });

  test('is named by its client in the log of decisions', async () => {
    await world.show(await world.machineToken(), `${application}/`);
    const lines = world.oidc.gatehouse
      .log()
      .split('\n')
      .filter((line) => line.includes('"authz check"'));
    expect(lines.at(-1)).toContain('"client_id":"machine"');
  });
});

describe('what is not ours', () => {
  test.each([
    ['a random text', 'eW91ciBvd24gdG9rZW4'],
    [
      'a token of another provider',
      `${btoa('{"alg":"RS256","typ":"at+jwt"}')}.${btoa('{"iss":"https://evil.test"}')}.c2ln`,
    ],
    ['two words', 'one two'],
    ['no token at all', 'Bearer'],
  ])('%s is the own business of the application: the session decides', async (_name, token) => {
    const headers = [['Authorization', `Bearer ${token}`]] as const;
    expect((await world.check(`${application}/`, headers)).header('location')).toContain(
      'https://auth.example.com/?rd=',
    );
    const { jar } = await world.browser();
    const cookie = ['Cookie', jar.header(new URL(`${application}/`)) ?? ''] as const;
    expect(seen(await world.check(`${application}/`, [...headers, cookie]))).toEqual(john);
  });

  test('an endpoint without the scheme takes no token', async () => {
    const { access_token: token } = await world.tokensOf(await world.browser());
    const headers = [['Authorization', `Bearer ${token}`]] as const;
    const answer = await world.check(`${application}/`, headers, { endpoint: 'only-basic' });
    expect([answer.status, answer.header('remote-user')]).toEqual([401, '']);
  });

  test('what is open to everybody asks nobody', async () => {
    const answer = await world.show('authelia_at_made-up', 'https://open.example.com/');
    expect(seen(answer)).toEqual({ status: 200, user: '', challenge: undefined, location: undefined });
  });
});

test('the example of the documents works as it stands there', async () => {
  const documented = documentedConfiguration('docs/openid-connect.md');
  const { clients } = z
    .object({ clients: z.array(z.record(z.string(), z.unknown())) })
    .parse(partOf(documented, 'identity_providers', 'oidc'));
  await using own = await startOidcWorld(clients, {
    endpoints: partOf(documented, 'server', 'endpoints'),
    configuration: { access_control: partOf(documented, 'access_control') },
  });
  const answer = await own.send('https://auth.example.com/api/oidc/token', {
    method: 'POST',
    headers: {
      Authorization: `Basic ${btoa('backup:insecure_secret')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=authelia.bearer.authz&audience=https://films.example.com/api',
  });
  const show = async (path: string) =>
    (
      await own.send('https://auth.example.com/api/authz/forward-auth', {
        headers: {
          'X-Forwarded-Host': 'films.example.com',
          'X-Forwarded-Uri': path,
          'X-Forwarded-Method': 'GET',
          Authorization: `Bearer ${JSON.parse(answer.body).access_token}`,
        },
      })
    ).status;
  expect([await show('/api/films'), await show('/')]).toEqual([200, 401]);
});

test('an access token ends with its lifespan', async () => {
  const { access_token: token } = await world.tokensOf(await world.browser());
  const machine = await world.machineToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_500 });
  expect(seen(await world.show(token, `${application}/`))).toEqual(refused);
  expect(seen(await world.show(machine, `${application}/`))).toEqual(refused);
  vi.useRealTimers();
});
