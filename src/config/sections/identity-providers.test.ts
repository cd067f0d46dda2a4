import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { problemLines, readSection } from '../../../tests/support/read-section.ts';
import { identityProviders } from './identity-providers.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (pair: { privateKey: typeof rsa.privateKey }) =>
  pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const client = {
  client_id: 'app',
  client_secret: '$pbkdf2-sha512$310000$c2FsdA$aGFzaA',
  redirect_uris: ['https://app.example.com/callback'],
};
const oidc = { hmac_secret: 'a-long-secret', jwks: [{ key: pem(rsa) }], clients: [client] };

/** The section with one client that differs. */
const withClient = (keys: object) => ({ oidc: { ...oidc, clients: [{ ...client, ...keys }] } });

test('nothing written means no provider', () => {
  expect(readSection(identityProviders, undefined)).toEqual({ ready: { oidc: undefined }, problems: [] });
});

test('the defaults of a provider and a client', () => {
  const { ready, problems } = readSection(identityProviders, { oidc });
  expect(problems).toEqual([]);
  expect(ready?.oidc).toMatchObject({
    enforce_pkce: 'public_clients_only',
    minimum_parameter_entropy: 8,
    lifespans: {
      access_token: 3_600_000,
      refresh_token: 5_400_000,
      authorize_code: 60_000,
      device_code: 600_000,
    },
    clients: [
      {
        client_name: 'app',
        authorization_policy: 'two_factor',
        scopes: ['openid', 'groups', 'profile', 'email'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        response_modes: ['form_post', 'query'],
        consent_mode: 'explicit',
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'RS256',
        userinfo_signed_response_alg: 'none',
        access_token_encrypted_response_enc: 'A128CBC-HS256',
      },
    ],
  });
});

test('a remembered consent is good for seven days', () => {
  const { ready } = readSection(identityProviders, withClient({ consent_mode: 'pre-configured' }));
  expect(ready?.oidc?.clients[0]?.pre_configured_consent_duration).toBe(7 * 86_400_000);
});

test('the old form of the key is read', () => {
  const { jwks: _, ...rest } = oidc;
  const { ready, problems } = readSection(identityProviders, {
    oidc: { ...rest, issuer_private_key: pem(rsa) },
  });
  expect(problems).toEqual([]);
  expect(ready?.oidc?.jwks).toMatchObject([{ use: 'sig', algorithm: 'RS256' }]);
});

test('a provider without a secret gets a fresh one in the hint, and its key is never shown', () => {
  const lines = problemLines(identityProviders, {
    oidc: { ...oidc, hmac_secret: undefined, jwks: [{ key: pem(weak) }] },
  });
  expect(lines[0]).toContain(
    'error oidc.hmac_secret: Tokens cannot be signed without a secret. Write it, or set',
  );
  expect(lines[0]).toContain('fresh-secret');
  expect(lines.join()).not.toContain('BEGIN PRIVATE KEY-----\nM');
});

test.each([
  [
    { jwks: [{ key: pem(weak) }] },
    'error oidc.jwks.0.key: This is neither an RSA key of 2048 bits or more nor',
  ],
  [{ jwks: [{ key: pem(curve) }] }, 'error oidc.jwks: No key signs with RS256'],
  [
    { jwks: [{ key: pem(rsa) }, { key: pem(curve), algorithm: 'RS256' }] },
    'error oidc.jwks.1.algorithm: A key of this kind',
  ],
  [{ jwks: [{ key: 'x' }] }, 'error oidc.jwks.0.key: This is not a private key'],
  [{ jwks: [{ key: pem(rsa), key_id: 'a b' }] }, 'error oidc.jwks.0.key_id: This name has other characters'],
  [{ clients: [] }, 'error oidc.clients: A provider without clients serves nobody'],
  [{ clients: [client, client] }, 'error oidc.clients.1.client_id: Two clients have the name app'],
  [
    { enable_jwt_access_token_stateless_introspection: true },
    'warning oidc.enable_jwt_access_token_stateless_introspection: No client gets signed access tokens',
  ],
  [
    { discovery_signed_response_alg: 'ES256' },
    'error oidc.discovery_signed_response_alg: No key in jwks signs with ES256',
  ],
  [
    { minimum_parameter_entropy: 4 },
    'warning oidc.minimum_parameter_entropy: A state or nonce this short can be guessed',
  ],
  [
    { scopes: { openid: { claims: ['x'] } } },
    'error oidc.scopes.openid: The scope openid cannot be defined anew',
  ],
  [
    { cors: { allowed_origins: ['*', 'https://a.example.com'] } },
    "error oidc.cors.allowed_origins: '*' cannot stand beside",
  ],
  [
    { cors: { allowed_origins: ['https://a.example.com/x'] } },
    'error oidc.cors.allowed_origins: This is not a list of origins',
  ],
  [
    { authorization_policies: { p: { rules: [] } } },
    'error oidc.authorization_policies.p.rules: The policy has no rules',
  ],
  [
    { authorization_policies: { p: { rules: [{}] } } },
    'error oidc.authorization_policies.p.rules.0: The rule matches everyone',
  ],
])('%j: %s', (keys, line) => {
  expect(problemLines(identityProviders, { oidc: { ...oidc, ...keys } })[0]).toContain(line);
});

test.each([
  [{ client_secret: undefined }, 'error oidc.clients.0.client_secret: This key is missing'],
  [
    { client_secret: 'hunter2' },
    'warning oidc.clients.0.client_secret: The secret stands here in plain text',
  ],
  [
    { token_endpoint_auth_method: 'client_secret_jwt' },
    'error oidc.clients.0.client_secret: Signatures with the secret',
  ],
  [{ public: true }, 'error oidc.clients.0.client_secret: A public client keeps no secret'],
  [{ authorization_policy: 'deny' }, 'error oidc.clients.0.authorization_policy: "deny" is not known here'],
  [{ lifespan: 'long' }, 'error oidc.clients.0.lifespan: "long" is not known here'],
  [{ redirect_uris: [] }, 'error oidc.clients.0.redirect_uris: There is nowhere to send people back to'],
  [{ redirect_uris: ['/callback'] }, 'error oidc.clients.0.redirect_uris: A redirect URI is not absolute'],
  [{ redirect_uris: ['urn:ietf:wg:oauth:2.0:oob'] }, 'is for public clients only'],
  [
    { token_endpoint_auth_method: 'none' },
    'error oidc.clients.0.token_endpoint_auth_method: A client that is not public',
  ],
  [
    { token_endpoint_auth_method: 'private_key_jwt' },
    'error oidc.clients.0.jwks: private_key_jwt needs the keys',
  ],
  [
    { jwks_uri: 'http://app.example.com' },
    'error oidc.clients.0.jwks_uri: A URL with http:// is not possible here',
  ],
  [{ scopes: ['openid', 'films'] }, 'warning oidc.clients.0.scopes: The scope "films" is not known'],
  [
    { grant_types: ['client_credentials'], scopes: ['openid'] },
    'error oidc.clients.0.scopes: The scope openid has no meaning with client_credentials',
  ],
  [
    { grant_types: ['client_credentials'], authorization_policy: 'two_factor' },
    'error oidc.clients.0.authorization_policy: client_credentials is one factor',
  ],
  [
    { id_token_signed_response_alg: 'ES256' },
    'error oidc.clients.0.id_token_signed_response_alg: No key of the provider signs with ES256',
  ],
  [
    { access_token_signed_response_key_id: 'nothing' },
    'error oidc.clients.0.access_token_signed_response_key_id: There is no key nothing',
  ],
  [
    { id_token_encrypted_response_alg: 'RSA-OAEP' },
    'error oidc.clients.0.id_token_encrypted_response_alg: The client has no key for RSA-OAEP',
  ],
  [
    { id_token_encrypted_response_key_id: 'nothing' },
    'error oidc.clients.0.id_token_encrypted_response_key_id: There is no key nothing',
  ],
  [
    { userinfo_encrypted_response_alg: 'RSA-OAEP', jwks_uri: 'https://app.example.com/jwks' },
    'error oidc.clients.0.userinfo_encrypted_response_alg: Only what is signed is encrypted',
  ],
  [
    { id_token_encrypted_response_alg: 'RSA1_5', jwks_uri: 'https://app.example.com/jwks' },
    'error oidc.clients.0.id_token_encrypted_response_alg: RSA1_5 can be broken',
  ],
  [
    { id_token_encrypted_response_alg: 'dir' },
    'error oidc.clients.0.client_secret: Signatures with the secret need it in plain text',
  ],
  [
    { request_object_signing_alg: 'RS256' },
    'error oidc.clients.0.request_object_signing_alg: Signed requests need the keys of the client',
  ],
  [
    { pkce_challenge_method: 'plain' },
    'warning oidc.clients.0.pkce_challenge_method: The method plain is refused',
  ],
  [{ response_types: ['password'] }, 'error oidc.clients.0.response_types.0: "password" is not known here'],
])('client %j: %s', (keys, line) => {
  const lines = problemLines(identityProviders, withClient(keys));
  expect(lines[0]).toContain(line);
  expect(lines.join()).not.toContain('hunter2');
});

/** A client as Authelia's documents have it for tokens at the endpoints for proxies. */
const bearerClient = {
  redirect_uris: ['http://localhost/callback'],
  scopes: ['offline_access', 'authelia.bearer.authz'],
  audience: ['https://app1.example.com', 'https://app2.example.com'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  response_modes: ['form_post'],
  consent_mode: 'explicit',
  require_pkce: true,
  pkce_challenge_method: 'S256',
  require_pushed_authorization_requests: true,
  token_endpoint_auth_method: 'client_secret_basic',
};
const machine = {
  redirect_uris: [],
  scopes: ['authelia.bearer.authz'],
  audience: ['https://app1.example.com'],
  grant_types: ['client_credentials'],
  token_endpoint_auth_method: 'client_secret_basic',
};

test.each([
  ['for people', bearerClient],
  ['public', { ...bearerClient, client_secret: undefined, public: true, token_endpoint_auth_method: 'none' }],
  ['for itself', machine],
])('a client whose tokens open applications, %s: nothing is wrong', (_name, keys) => {
  expect(errorsOf(keys)).toEqual([]);
});

test.each([
  ['scopes', ['authelia.bearer.authz', 'openid']],
  ['grant_types', undefined],
  ['grant_types', ['authorization_code', 'implicit']],
  ['audience', []],
  ['require_pushed_authorization_requests', undefined],
  ['pkce_challenge_method', undefined],
  ['pkce_challenge_method', 'plain'],
  ['consent_mode', 'implicit'],
  ['consent_mode', 'pre-configured'],
  ['response_types', ['code', 'code id_token']],
  ['response_modes', undefined],
  ['response_modes', ['form_post', 'query']],
  ['token_endpoint_auth_method', 'client_secret_post'],
])('the scope authelia.bearer.authz asks more of %s than %j', (key, value) => {
  expect(errorsOf({ ...bearerClient, [key]: value })).toContainEqual(
    expect.stringContaining(`error oidc.clients.0.${key}: The scope authelia.bearer.authz asks more`),
  );
});

test.each(['my-api', 'https://app.example.com/?x', 'http://app.example.com'])(
  'the audience %j of such a client is told to open nothing',
  (audience) => {
    const lines = problemLines(identityProviders, withClient({ ...machine, audience: [audience] }));
    expect(lines.join()).toContain(`The audience "${audience}" is no URL, so it opens nothing.`);
  },
);

function errorsOf(keys: Readonly<Record<string, unknown>>): readonly string[] {
  return problemLines(identityProviders, withClient(keys)).filter((line) => line.startsWith('error'));
}

test('each key that this version does not honour is told', () => {
  const { problems } = readSection(identityProviders, withClient({ request_object_signing_alg: 'none' }));
  expect(problems.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
    'warning oidc.clients.0.request_object_signing_alg',
  ]);
});

test('key_rotation has defaults, and makes a key in jwks needless', () => {
  const { ready, problems } = readSection(identityProviders, {
    oidc: { ...oidc, jwks: [], key_rotation: {} },
  });
  expect(problems).toEqual([]);
  expect(ready?.oidc?.key_rotation).toEqual({
    every: 7_776_000_000,
    algorithms: ['RS256'],
    publish_before: 86_400_000,
  });
});

test.each([
  [
    { algorithms: [] },
    [
      'error oidc.key_rotation.algorithms: Keys are made for no algorithm. Write RS256, or remove key_rotation.',
    ],
  ],
  [
    { every: '1d', algorithms: 'ES256' },
    [
      'error oidc.key_rotation.publish_before: A key would be due before it may sign. Write a duration that is shorter than every.',
    ],
  ],
  [{ every: '10m' }, [expect.stringContaining('error oidc.key_rotation.every: "10m" is too short.')]],
  [{ algorithms: ['HS256'] }, [expect.stringMatching(/^error oidc\.key_rotation\.algorithms/)]],
  [
    {},
    [
      'warning oidc.jwks.0: This key stays published, but signs only until key_rotation has made one for RS256 and published it.',
    ],
  ],
])('key_rotation %j beside a key for RS256 is told of', (keyRotation, expected) => {
  expect(problemLines(identityProviders, { oidc: { ...oidc, key_rotation: keyRotation } })).toEqual(expected);
});

test('key_rotation for another algorithm alone leaves RS256 to be written', () => {
  const section = { oidc: { ...oidc, jwks: [], key_rotation: { algorithms: ['ES256'] } } };
  expect(problemLines(identityProviders, section)).toEqual([
    expect.stringContaining('No key signs with RS256'),
  ]);
});

test('clients that register themselves: off, and when on, with rules', () => {
  const off = readSection(identityProviders, { oidc }).ready?.oidc;
  expect([off?.dynamic_registration.enabled, off?.client_id_metadata_documents.enabled]).toEqual([
    false,
    false,
  ]);
  const rules = { enabled: true, allowed_redirect_hosts: ['*.apps.example.com', 'wiki.example.com'] };
  const open = readSection(identityProviders, {
    oidc: { ...oidc, clients: [], dynamic_registration: rules },
  });
  expect([open.problems, open.ready?.oidc?.dynamic_registration]).toEqual([
    [],
    {
      ...rules,
      authorization_policy: 'two_factor',
      allowed_scopes: ['openid', 'profile', 'email', 'groups'],
    },
  ]);
});

test.each([
  [{ dynamic_registration: { enabled: true } }, 'dynamic_registration.allowed_redirect_hosts'],
  [
    { dynamic_registration: { enabled: true, allowed_redirect_hosts: ['https://app.example.com'] } },
    'dynamic_registration.allowed_redirect_hosts',
  ],
  [
    { dynamic_registration: { enabled: true, allowed_redirect_hosts: ['*'], authorization_policy: 'vip' } },
    'dynamic_registration.authorization_policy',
  ],
  [
    {
      dynamic_registration: {
        enabled: true,
        allowed_redirect_hosts: ['*'],
        allowed_scopes: ['authelia.bearer.authz'],
      },
    },
    'dynamic_registration.allowed_scopes',
  ],
  [
    { client_id_metadata_documents: { enabled: true, allowed_hosts: ['*'] } },
    'client_id_metadata_documents.allowed_hosts',
  ],
  [{ client_id_metadata_documents: { enabled: true } }, 'client_id_metadata_documents.allowed_hosts'],
])('rules that leave something open are errors: %j', (keys, path) => {
  const { problems } = readSection(identityProviders, { oidc: { ...oidc, ...keys } });
  expect(problems.map((problem) => [problem.severity, problem.path])).toEqual([['error', `oidc.${path}`]]);
});
