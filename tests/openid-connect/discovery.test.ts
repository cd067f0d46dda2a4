import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issuer, type OidcWorld, startOidcWorld, testClient } from '../support/oidc-world.ts';

const symmetric = ['HS256', 'HS384', 'HS512'];
const asymmetric = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'];
const signing = [...symmetric, ...asymmetric];
const withKeys = [
  'RSA-OAEP',
  'RSA-OAEP-256',
  'ECDH-ES',
  'ECDH-ES+A128KW',
  'ECDH-ES+A192KW',
  'ECDH-ES+A256KW',
];
const withSecret = ['dir', 'A128KW', 'A192KW', 'A256KW', 'A128GCMKW', 'A192GCMKW', 'A256GCMKW'];
const withPassword = ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'];
const encryption = ['RSA1_5', ...withKeys, ...withSecret, ...withPassword];
const content = ['A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512', 'A128GCM', 'A192GCM', 'A256GCM'];
const authMethods = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];
const claims = [
  'amr',
  'aud',
  'azp',
  'client_id',
  'exp',
  'iat',
  'iss',
  'jti',
  'rat',
  'auth_time',
  'nonce',
  'sub',
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'updated_at',
  'email',
  'email_verified',
  'alt_emails',
  'phone_number',
  'phone_number_verified',
  'address',
  'groups',
];

/** What Authelia's document says with a configuration of nothing but one RSA key and a client (behaviour.md §9.5). */
const ofAuthelia: Readonly<Record<string, unknown>> = {
  issuer,
  jwks_uri: `${issuer}/jwks.json`,
  authorization_endpoint: `${issuer}/api/oidc/authorization`,
  device_authorization_endpoint: `${issuer}/api/oidc/device-authorization`,
  pushed_authorization_request_endpoint: `${issuer}/api/oidc/pushed-authorization-request`,
  token_endpoint: `${issuer}/api/oidc/token`,
  introspection_endpoint: `${issuer}/api/oidc/introspection`,
  revocation_endpoint: `${issuer}/api/oidc/revocation`,
  userinfo_endpoint: `${issuer}/api/oidc/userinfo`,
  require_pushed_authorization_requests: false,
  subject_types_supported: ['public', 'pairwise'],
  response_types_supported: [
    'code',
    'id_token',
    'token',
    'id_token token',
    'code id_token',
    'code token',
    'code id_token token',
  ],
  response_modes_supported: [
    'form_post',
    'query',
    'fragment',
    'jwt',
    'form_post.jwt',
    'query.jwt',
    'fragment.jwt',
  ],
  grant_types_supported: [
    'authorization_code',
    'implicit',
    'client_credentials',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:device_code',
  ],
  scopes_supported: ['offline_access', 'openid', 'profile', 'email', 'address', 'phone', 'groups'],
  claims_supported: claims,
  claim_types_supported: ['normal'],
  claims_parameter_supported: true,
  prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: [...authMethods, 'none'],
  token_endpoint_auth_signing_alg_values_supported: signing,
  revocation_endpoint_auth_methods_supported: [...authMethods, 'none'],
  revocation_endpoint_auth_signing_alg_values_supported: signing,
  introspection_endpoint_auth_methods_supported: authMethods,
  introspection_endpoint_auth_signing_alg_values_supported: signing,
  request_parameter_supported: true,
  request_uri_parameter_supported: true,
  require_request_uri_registration: true,
  request_object_signing_alg_values_supported: [...signing, 'none'],
  authorization_response_iss_parameter_supported: true,
  id_token_signing_alg_values_supported: signing,
  userinfo_signing_alg_values_supported: [...signing, 'none'],
  introspection_signing_alg_values_supported: [...signing, 'none'],
  authorization_signing_alg_values_supported: [...signing, 'none'],
  ...Object.fromEntries(
    ['id_token', 'userinfo', 'introspection', 'authorization', 'request_object'].flatMap((kind) => [
      [`${kind}_encryption_alg_values_supported`, encryption],
      [`${kind}_encryption_enc_values_supported`, content],
    ]),
  ),
};

const withoutKeys = 'Only what there is a key for can be asked for: here one for RS256, and the secrets.';
const unbroken = 'RSA1_5 can be broken by asking often enough.';
const notNone = 'They are always signed.';
const logout = 'Authelia neither lets applications start a logout nor tells them of one.';

/** What differs on purpose, and why; undefined where the member is not there. */
const differences: Readonly<Record<string, { readonly value: unknown; readonly reason: string }>> = {
  end_session_endpoint: { value: `${issuer}/api/oidc/end-session`, reason: logout },
  ...Object.fromEntries(
    ['backchannel', 'frontchannel'].flatMap((channel) => [
      [`${channel}_logout_supported`, { value: true, reason: logout }],
      [`${channel}_logout_session_supported`, { value: true, reason: logout }],
    ]),
  ),
  acr_values_supported: {
    value: ['one_factor', 'two_factor', 'phr'],
    reason: 'Authelia tells no acr.',
  },
  dpop_signing_alg_values_supported: {
    value: [...asymmetric, 'EdDSA', 'Ed25519'],
    reason: 'Authelia binds no tokens to keys.',
  },
  response_types_supported: {
    value: ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'],
    reason: 'The response type token alone is refused.',
  },
  claims_supported: {
    value: [...claims.filter((name) => !['client_id', 'rat'].includes(name)), 'acr', 'sid'],
    reason: 'azp says what client_id says there; rat is told nowhere; sid names a sign-in, acr its strength.',
  },
  id_token_signing_alg_values_supported: { value: [...symmetric, 'RS256'], reason: withoutKeys },
  userinfo_signing_alg_values_supported: { value: [...symmetric, 'RS256', 'none'], reason: withoutKeys },
  introspection_signing_alg_values_supported: { value: [...symmetric, 'RS256', 'none'], reason: withoutKeys },
  authorization_signing_alg_values_supported: {
    value: [...symmetric, 'RS256'],
    reason: `${withoutKeys} ${notNone}`,
  },
  request_object_signing_alg_values_supported: { value: signing, reason: notNone },
  ...Object.fromEntries(
    ['id_token', 'userinfo', 'introspection', 'authorization'].map((kind) => [
      `${kind}_encryption_alg_values_supported`,
      { value: [...withKeys, ...withSecret, ...withPassword], reason: unbroken },
    ]),
  ),
  request_object_encryption_alg_values_supported: {
    value: [...withKeys, ...withSecret],
    reason: `${unbroken} Nobody but the client chooses how much work its password is.`,
  },
};

let world: OidcWorld;
let signed: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld([testClient()]);
  signed = await startOidcWorld([testClient()], { oidc: { discovery_signed_response_alg: 'RS256' } });
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await signed?.[Symbol.asyncDispose]();
});

/** Lists in one order: theirs says nothing. */
function ordered(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String).toSorted() : value,
    ]),
  );
}

async function read(path: string, at = world): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse((await at.send(`${issuer}${path}`)).body);
}
const openId = '/.well-known/openid-configuration';
const oauth = '/.well-known/oauth-authorization-server';

describe('the discovery document', () => {
  test('is that of Authelia, but for what differs on purpose', async () => {
    const differing = Object.entries(differences).map(([name, { value }]) => [name, value] as const);
    const expected = { ...ofAuthelia, ...Object.fromEntries(differing) };
    const present = Object.entries(expected).filter(([, value]) => value !== undefined);
    expect(ordered(await read(openId))).toEqual(ordered(Object.fromEntries(present)));
    for (const [name, { value, reason }] of Object.entries(differences)) {
      expect(reason, name).not.toBe('');
      expect(ordered({ [name]: value }), name).not.toEqual(ordered({ [name]: ofAuthelia[name] }));
    }
  });

  test('of OAuth 2.0 has what is not of OpenID Connect alone', async () => {
    const [whole, part] = [await read(openId), await read(oauth)];
    const missing = Object.keys(whole).filter((name) => !(name in part));
    expect(
      missing.filter(
        (name) =>
          !/^(claim|id_token|request_|require_request|userinfo|end_session|[a-z]+channel_logout)/.test(name),
      ),
    ).toEqual(['acr_values_supported', 'subject_types_supported']);
    for (const [name, value] of Object.entries(part)) expect(whole[name]).toEqual(value);
  });

  test('is signed where the configuration says so, and says the same then', async () => {
    const fetchKeys = async (url: string) => new Response((await signed.send(url)).body);
    const keys = createRemoteJWKSet(new URL(`${issuer}/jwks.json`), { [customFetch]: fetchKeys });
    for (const path of [openId, oauth]) {
      const { signed_metadata: metadata, ...plain } = await read(path, signed);
      const { payload } = await jwtVerify(String(metadata), keys, { issuer });
      const { iss: _, iat, exp, ...told } = payload;
      expect(told).toEqual(plain);
      expect(Number(exp) - Number(iat)).toBe(3600);
    }
    expect(await read(openId)).not.toHaveProperty('signed_metadata');
  });
});
