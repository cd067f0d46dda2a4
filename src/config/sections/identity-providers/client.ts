import type { z } from 'zod';
import { boolean } from '../../notations/boolean.ts';
import { choice } from '../../notations/choice.ts';
import { duration } from '../../notations/duration.ts';
import { groups, keys } from '../../notations/group.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { list } from '../../notations/list.ts';
import { secretText, text } from '../../notations/text.ts';
import { httpsUrl, webUrl } from '../../notations/url.ts';
import { asymmetricSigning, contentEncryption, keyEncryption, symmetricSigning } from './algorithms.ts';
import { unreservedName } from './json-web-key.ts';

const signing = ['none', ...asymmetricSigning, ...symmetricSigning] as const;

/** Ways in which a client proves who it is. */
const authMethod = choice(
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
);

const responseType = choice(
  'code',
  'id_token',
  'token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
);

/** How one kind of answer is signed and encrypted. */
function answer<const Kind extends string>(kind: Kind, signedWith: (typeof signing)[number]) {
  return {
    ...key(
      `${kind}_signed_response_alg`,
      defaulted(choice(...signing), signedWith, `How the ${kind} is signed.`),
    ),
    ...key(`${kind}_signed_response_key_id`, optional(unreservedName, `The key that signs the ${kind}.`)),
    ...key(
      `${kind}_encrypted_response_alg`,
      defaulted(choice('none', ...keyEncryption), 'none', `How the key of the ${kind} is encrypted.`),
    ),
    ...key(
      `${kind}_encrypted_response_enc`,
      defaulted(choice(...contentEncryption), 'A128CBC-HS256', `How the ${kind} is encrypted.`),
    ),
    ...key(
      `${kind}_encrypted_response_key_id`,
      optional(unreservedName, `The key that the ${kind} is encrypted to.`),
    ),
  };
}

/** How a client proves who it is at one endpoint. */
function authentication<const Endpoint extends string>(endpoint: Endpoint) {
  return {
    ...key(
      `${endpoint}_endpoint_auth_method`,
      optional(authMethod, `How the client proves who it is (${endpoint}).`),
    ),
    ...key(
      `${endpoint}_endpoint_auth_signing_alg`,
      optional(choice(...asymmetricSigning, ...symmetricSigning), 'The algorithm of its signature.'),
    ),
  };
}

const publicKey = keys({
  key_id: required(unreservedName, 'The name of the key.', 'Write the name of the key.'),
  use: defaulted(choice('sig', 'enc'), 'sig', 'Whether it signs or encrypts.'),
  algorithm: optional(choice(...asymmetricSigning, ...keyEncryption), 'What it is used with.'),
  key: required(
    text,
    'The public key (PEM).',
    'Paste a PEM block that starts with -----BEGIN PUBLIC KEY-----.',
  ),
  certificate_chain: optional(text, 'The certificates of the key (PEM).'),
});

const written = keys({
  client_id: required(unreservedName, 'The name of the client.', 'Write the name that the client uses.'),
  client_name: optional(text, 'The name that people see; client_id if left out.'),
  client_secret: optional(secretText, 'The hash of its secret (gatehouse crypto hash generate).'),
  public: defaulted(boolean, false, 'The client cannot keep a secret.'),
  authorization_policy: optional(
    text,
    'one_factor, two_factor or a name from authorization_policies; two_factor if left out.',
  ),
  redirect_uris: defaulted(list(text), [], 'Where people are sent back to, compared exactly.'),
  post_logout_redirect_uris: defaulted(
    list(text),
    [],
    'Where the client may have people sent after signing out, compared exactly.',
  ),
  backchannel_logout_uri: optional(webUrl, 'Where the client is told that a sign-in ended (back channel).'),
  backchannel_logout_session_required: defaulted(
    boolean,
    false,
    'The client wants to be told which sign-in (sid); it always is.',
  ),
  frontchannel_logout_uri: optional(
    webUrl,
    'What the sign-out page loads in a frame to sign out of the client.',
  ),
  frontchannel_logout_session_required: defaulted(
    boolean,
    false,
    'The client wants iss and sid in that address; it always gets them.',
  ),
  request_uris: defaulted(list(httpsUrl), [], 'Where requests by reference may be got.'),
  audience: defaulted(list(text), [], 'What access tokens may be for.'),
  requested_audience_mode: defaulted(
    choice('explicit', 'implicit'),
    'explicit',
    'Whether an audience must be asked for.',
  ),
  scopes: optional(list(text), 'What may be asked for: openid, groups, profile and email if left out.'),
  grant_types: optional(
    list(
      choice(
        'authorization_code',
        'implicit',
        'client_credentials',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
      ),
    ),
    'How tokens may be got; follows from response_types if left out.',
  ),
  response_types: defaulted(list(responseType), ['code'], 'What authorization may answer.'),
  response_modes: optional(
    list(choice('form_post', 'query', 'fragment', 'jwt', 'form_post.jwt', 'query.jwt', 'fragment.jwt')),
    'How it may answer; follows from response_types if left out.',
  ),
  consent_mode: defaulted(
    choice('auto', 'explicit', 'implicit', 'pre-configured'),
    'auto',
    'Whether people are asked.',
  ),
  pre_configured_consent_duration: optional(
    duration({ min: 1 }),
    'How long a remembered consent is good for.',
  ),
  require_pushed_authorization_requests: defaulted(boolean, false, 'Requests must be pushed (RFC 9126).'),
  require_pkce: defaulted(boolean, false, 'Requests must use PKCE (RFC 7636).'),
  pkce_challenge_method: optional(choice('plain', 'S256'), 'The PKCE method; implies require_pkce.'),
  dpop_bound_access_tokens: defaulted(
    boolean,
    false,
    'Access tokens are given against proof of a key alone, and are worth nothing without it (DPoP, RFC 9449).',
  ),
  lifespan: optional(text, 'A name from lifespans.custom.'),
  claims_policy: optional(text, 'A name from claims_policies.'),
  ...answer('authorization', 'RS256'),
  ...answer('id_token', 'RS256'),
  ...answer('access_token', 'none'),
  ...answer('userinfo', 'none'),
  ...answer('introspection', 'none'),
  request_object_signing_alg: optional(
    choice(...signing),
    'How requests must be signed; any way if left out.',
  ),
  request_object_encryption_alg: optional(
    choice('none', ...keyEncryption),
    'How the key of requests is encrypted.',
  ),
  request_object_encryption_enc: optional(choice(...contentEncryption), 'How requests are encrypted.'),
  ...authentication('token'),
  ...authentication('revocation'),
  ...authentication('introspection'),
  ...authentication('pushed_authorization_request'),
  allow_multiple_auth_methods: defaulted(boolean, false, 'Accepts several proofs in one request.'),
  jwks: groups(publicKey, 'The keys of the client.'),
  jwks_uri: optional(httpsUrl, 'Where the keys of the client are.'),
  sector_identifier_uri: optional(
    httpsUrl,
    'Makes subjects differ between sectors: a list of redirect URIs.',
  ),
});

/** One entry of `identity_providers.oidc.clients` (behaviour.md §9.2), with the defaults that follow from other keys. */
export const client = written.transform((raw) => {
  const isForItself = raw.grant_types?.includes('client_credentials') === true;
  // What is not said of another endpoint is as at the token endpoint.
  const method = raw.token_endpoint_auth_method ?? (raw.public ? 'none' : 'client_secret_basic');
  const algorithm = raw.token_endpoint_auth_signing_alg;
  const isRemembered =
    raw.consent_mode === 'pre-configured' || raw.pre_configured_consent_duration !== undefined;
  return {
    ...raw,
    client_name: raw.client_name ?? raw.client_id,
    authorization_policy: raw.authorization_policy ?? (isForItself ? 'one_factor' : 'two_factor'),
    scopes: raw.scopes ?? (isForItself ? [] : ['openid', 'groups', 'profile', 'email']),
    grant_types: raw.grant_types ?? grantTypesOf(raw.response_types),
    response_modes: raw.response_modes ?? responseModesOf(raw.response_types),
    consent_mode:
      raw.consent_mode === 'auto' ? (isRemembered ? 'pre-configured' : 'explicit') : raw.consent_mode,
    pre_configured_consent_duration: raw.pre_configured_consent_duration ?? (isRemembered ? week : undefined),
    require_pkce: raw.require_pkce || raw.pkce_challenge_method !== undefined,
    token_endpoint_auth_method: method,
    revocation_endpoint_auth_method: raw.revocation_endpoint_auth_method ?? method,
    introspection_endpoint_auth_method: raw.introspection_endpoint_auth_method ?? method,
    pushed_authorization_request_endpoint_auth_method:
      raw.pushed_authorization_request_endpoint_auth_method ?? method,
    revocation_endpoint_auth_signing_alg: raw.revocation_endpoint_auth_signing_alg ?? algorithm,
    introspection_endpoint_auth_signing_alg: raw.introspection_endpoint_auth_signing_alg ?? algorithm,
    pushed_authorization_request_endpoint_auth_signing_alg:
      raw.pushed_authorization_request_endpoint_auth_signing_alg ?? algorithm,
  } as const;
});

/** A registered client. */
export type ClientConfig = z.output<typeof client>;

const week = 7 * 86_400_000;

type Written = z.output<typeof written>;

function grantTypesOf(responseTypes: Written['response_types']): NonNullable<Written['grant_types']> {
  const usesCode = responseTypes.some((type) => type.includes('code'));
  const isImplicit = responseTypes.some((type) => type.includes('token'));
  return [
    ...(usesCode ? (['authorization_code'] as const) : []),
    ...(isImplicit ? (['implicit'] as const) : []),
  ];
}

function responseModesOf(responseTypes: Written['response_types']): NonNullable<Written['response_modes']> {
  const usesQuery = responseTypes.includes('code');
  const usesFragment = responseTypes.some((type) => type.includes('token'));
  return [
    'form_post',
    ...(usesQuery ? (['query'] as const) : []),
    ...(usesFragment ? (['fragment'] as const) : []),
  ];
}

/** A shape of one key. TypeScript widens a computed name to any string, hence the assertion. */
function key<const Name extends string, Schema extends z.ZodType>(name: Name, schema: Schema) {
  return { [name]: schema } as Record<Name, Schema>;
}
