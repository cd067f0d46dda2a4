import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { getCode, type OidcWorld, startOidcWorld, testClient } from '../support/oidc-world.ts';
import { createTestingIo } from '../support/testing-io.ts';

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld(
    [
      testClient({
        claims_policy: 'everything',
        authorization_policy: 'staff',
        scopes: ['openid', 'profile', 'email', 'groups', 'offline_access', 'work'],
      }),
      testClient({ client_id: 'plain' }),
    ],
    {
      oidc: {
        claims_policies: {
          everything: {
            id_token: ['email', 'level'],
            access_token: ['groups'],
            custom_claims: { level: { attribute: 'level' } },
          },
        },
        scopes: { work: { claims: ['level'] } },
        authorization_policies: {
          staff: {
            default_policy: 'deny',
            rules: [
              { policy: 'one_factor', subject: 'group:admins' },
              { policy: 'two_factor', networks: ['192.0.2.0/24'] },
            ],
          },
        },
      },
      configuration: {
        definitions: { user_attributes: { level: { expression: '"admins" in groups ? "high" : "low"' } } },
      },
    },
  );
});
afterAll(() => world[Symbol.asyncDispose]());

async function debugClaims(...args: readonly string[]) {
  const { io, written } = createTestingIo();
  const line = ['debug', 'oidc', 'claims', ...args, '--config', `${world.folder}/configuration.yml`];
  const code = await run(line, { ...io, workingDirectory: world.folder });
  const [, idToken = '', userInfo = '', accessToken = ''] =
    /ID Token:\n([\s\S]*)\n\nUser Information:\n([\s\S]*)\n\nAccess Token:\n([\s\S]*)\n$/.exec(written.out) ??
    [];
  return { code, ...written, idToken, userInfo, accessToken };
}

test.each(['app', 'plain'])(
  '%s is told what the command says, and nothing else of the person',
  async (id) => {
    const told = await debugClaims('john', '--client-id', id, '--scopes', 'openid,profile,email,groups');
    expect([told.code, told.err]).toEqual([0, '']);
    const browser = world.browser();
    await browser.signIn('john');
    const { application, back, verifier, state, nonce } = await getCode(world, browser, id);
    const tokens = await client.authorizationCodeGrant(application, new URL(back), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    const protocol = [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'acr',
      'amr',
      'auth_time',
      'at_hash',
      'sid',
      'jti',
    ];
    const ofPerson = Object.entries(tokens.claims() ?? {}).filter(([name]) => !protocol.includes(name));
    expect(JSON.parse(told.idToken)).toEqual(Object.fromEntries(ofPerson));
    const { sub, ...person } = await client.fetchUserInfo(
      application,
      tokens.access_token,
      tokens.claims()?.sub ?? '',
    );
    const { updated_at: _, ...shown } = JSON.parse(told.userInfo);
    expect(person).toMatchObject(shown);
    expect(Object.keys(JSON.parse(told.userInfo)).toSorted()).toEqual(Object.keys(person).toSorted());
    expect(told.out).not.toContain(sub);
  },
);

test('a configured application is asked with its own scopes and policies', async () => {
  const john = await debugClaims('john', '--client-id', 'app');
  expect(john.out).toContain('Claims Policy: everything\n');
  expect(john.out).toContain('Scopes: openid profile email groups offline_access work\n');
  expect(john.out).toContain('Authorization Policy: staff, which for john is one_factor\n');
  expect(JSON.parse(john.idToken)).toEqual({ azp: 'app', email: 'john@example.com', level: 'high' });
  expect(JSON.parse(john.userInfo)).toMatchObject({ level: 'high', groups: ['admins', 'dev'] });
  expect(JSON.parse(john.accessToken)).toEqual({ groups: ['admins', 'dev'] });
  const harry = await debugClaims('harry', '--client-id', 'app', '--scopes', 'openid,phone');
  expect(harry.out).toContain('which for harry is deny\n');
  expect(harry.out).toContain('Refused Scopes: phone (');
  const inside = await debugClaims('harry', '--client-id', 'app', '--ip', '192.0.2.9');
  expect(inside.out).toContain('which for harry is two_factor\n');
});

test('one that is not configured has the standard scopes, and the policy that is named', async () => {
  const none = await debugClaims('john');
  expect(none.out).toContain('Client: example (not configured)\nClaims Policy: none\n');
  expect(JSON.parse(none.idToken)).toEqual({ azp: 'example' });
  expect(JSON.parse(none.accessToken)).toEqual({});
  const named = await debugClaims('john', '--policy', 'everything', '--client-id', 'new');
  expect(JSON.parse(named.idToken)).toEqual({ azp: 'new', email: 'john@example.com', level: 'high' });
});

test('the parameter claims counts where it asks, and names alone in both places', async () => {
  const parameter = '{"id_token":{"groups":null},"userinfo":{"email":{"essential":true},"name":null}}';
  const { idToken, userInfo } = await debugClaims('john', '--scopes', 'openid', '--claims', parameter);
  expect(JSON.parse(idToken)).toEqual({ azp: 'example', groups: ['admins', 'dev'] });
  expect(JSON.parse(userInfo)).toEqual({ email: 'john@example.com', name: 'John Doe' });
  const names = await debugClaims('john', '--scopes', 'openid', '--claims', 'email,name');
  expect(JSON.parse(names.idToken)).toMatchObject({ email: 'john@example.com', name: 'John Doe' });
  expect(JSON.parse(names.userInfo)).toEqual({ email: 'john@example.com', name: 'John Doe' });
});

test('an ID token alone has it all; where there is no answer the reason is told', async () => {
  const alone = await debugClaims('john', '--response-type', 'id_token', '--grant-type', 'implicit');
  expect(JSON.parse(alone.idToken)).toMatchObject({ name: 'John Doe', email: 'john@example.com' });
  expect(alone.userInfo).toMatch(/^none: .*no access token/);
  expect((await debugClaims('john', '--scopes', 'profile')).idToken).toMatch(/^none: the scope openid/);
  expect((await debugClaims('john', '--grant-type', 'client_credentials')).userInfo).toMatch(
    /^none: .*itself/,
  );
});

test.each([
  [['nobody'], 1, /no user "nobody"/],
  [[], 2, /Write the user/],
  [['john', '--scopes', 'openid,everything'], 2, /--scopes: there is no "everything"/],
  [['john', '--policy', 'none'], 2, /--policy: there is no "none"\. There are everything/],
  [['john', '--claims', '{"id_token"'], 2, /--claims is no JSON/],
  [['john', '--response-type', 'tokens'], 2, /--response-type/],
  [['john', '--grant-type', 'password'], 2, /--grant-type/],
])('%j is refused with a reason', async (args, expectedCode, reason) => {
  const { code, err, out } = await debugClaims(...args);
  expect([code, out]).toEqual([expectedCode, '']);
  expect(err).toMatch(reason);
});
