import type { z } from 'zod';
import { boolean } from '../notations/boolean.ts';
import { choice } from '../notations/choice.ts';
import { group, groups, keys, named, optionalGroup } from '../notations/group.ts';
import { integer } from '../notations/integer.ts';
import { defaulted, optional, required } from '../notations/key.ts';
import { list } from '../notations/list.ts';
import { networkOrName } from '../notations/network.ts';
import { certificateChainPem, privateKeyPem } from '../notations/pem.ts';
import { secretText, text } from '../notations/text.ts';
import type { Section } from '../section.ts';
import { subjects } from './access-control/subject.ts';
import { asymmetricSigning } from './identity-providers/algorithms.ts';
import { checkProvider } from './identity-providers/check-provider.ts';
import { client } from './identity-providers/client.ts';
import { jsonWebKey, unreservedName } from './identity-providers/json-web-key.ts';
import { keyRotation } from './identity-providers/key-rotation.ts';
import { lifespans } from './identity-providers/lifespans.ts';
import { clientIdMetadataDocuments, dynamicRegistration } from './identity-providers/registration.ts';

/** The `identity_providers` section (behaviour.md §9.1). */
export type IdentityProvidersConfig = z.output<typeof schema>;

const endpoint = choice(
  'authorization',
  'device-authorization',
  'pushed-authorization-request',
  'token',
  'introspection',
  'revocation',
  'userinfo',
);

const cors = group(
  {
    endpoints: defaulted(list(endpoint), [], 'Endpoints that pages of other origins may ask.'),
    allowed_origins: defaulted(list(text), [], "Their origins, or '*' alone."),
    allowed_origins_from_client_redirect_uris: defaulted(
      boolean,
      false,
      'The origins of all redirect URIs as well.',
    ),
  },
  'Requests from pages of other origins (CORS).',
);

const authorizationPolicy = keys({
  default_policy: defaulted(
    choice('one_factor', 'two_factor', 'deny'),
    'two_factor',
    'What is required where no rule matches.',
  ),
  rules: groups(
    keys({
      policy: defaulted(choice('one_factor', 'two_factor', 'deny'), 'two_factor', 'What the rule requires.'),
      subject: defaulted(subjects, [], 'Who: user:NAME or group:NAME; inner lists must match as a whole.'),
      networks: defaulted(list(networkOrName), [], 'Networks of the client.'),
    }),
    'The rules, tried in order.',
  ),
});

const claimsPolicy = keys({
  id_token: defaulted(list(text), [], 'Claims that ID tokens have as well.'),
  access_token: defaulted(list(text), [], 'Claims that access tokens have as well.'),
  id_token_audience_mode: defaulted(
    choice('specification', 'experimental-merged'),
    'specification',
    'Whether ID tokens are for the granted audience too.',
  ),
  custom_claims: named(
    keys({
      name: optional(text, 'The name of the claim, if it differs.'),
      attribute: optional(text, 'The attribute of the user that it is made of.'),
    }),
    'Claims of your own.',
  ),
});

const provider = optionalGroup(
  {
    hmac_secret: optional(secretText, 'The secret that signs opaque tokens.'),
    jwks: groups(jsonWebKey, 'The keys that sign and encrypt.'),
    key_rotation: keyRotation,
    issuer_private_key: optional(privateKeyPem, 'The old form of a single entry in jwks.'),
    issuer_certificate_chain: optional(certificateChainPem, 'The certificates of issuer_private_key.'),
    enable_client_debug_messages: defaulted(boolean, false, 'Tells clients details of errors.'),
    minimum_parameter_entropy: defaulted(
      integer({ min: -1 }),
      8,
      'The least length of state and nonce; -1 = any.',
    ),
    enforce_pkce: defaulted(
      choice('never', 'public_clients_only', 'always'),
      'public_clients_only',
      'Which clients must use PKCE.',
    ),
    enable_pkce_plain_challenge: defaulted(boolean, false, 'Allows the PKCE method plain.'),
    require_pushed_authorization_requests: defaulted(
      boolean,
      false,
      'Every request must be pushed (RFC 9126).',
    ),
    enable_jwt_access_token_stateless_introspection: defaulted(
      boolean,
      false,
      'Signed access tokens are believed without looking them up.',
    ),
    discovery_signed_response_alg: defaulted(
      choice('none', ...asymmetricSigning),
      'none',
      'How the discovery document is signed.',
    ),
    discovery_signed_response_key_id: optional(unreservedName, 'The key that signs it.'),
    cors,
    authorization_policies: named(authorizationPolicy, 'Policies that clients may choose by name.'),
    lifespans,
    claims_policies: named(claimsPolicy, 'What tokens say of people, by the name that clients choose.'),
    scopes: named(
      keys({ claims: required(list(text), 'The claims it stands for.', 'Write a list of claims.') }),
      'Scopes of your own.',
    ),
    clients: groups(client, 'The clients.'),
    dynamic_registration: dynamicRegistration,
    client_id_metadata_documents: clientIdMetadataDocuments,
  },
  'The OpenID Connect provider.',
).transform((oidc) => {
  if (oidc === undefined) return undefined;
  const { issuer_private_key, issuer_certificate_chain, ...rest } = oidc;
  if (issuer_private_key === undefined || rest.jwks.length > 0) return rest;
  const old = {
    key_id: undefined,
    use: 'sig' as const,
    algorithm: 'RS256' as const,
    key: issuer_private_key,
    certificate_chain: issuer_certificate_chain,
  };
  return { ...rest, jwks: [old] };
});

/** `identity_providers.oidc`. */
export type OidcConfig = NonNullable<z.output<typeof provider>>;

const schema = group({ oidc: provider }, 'Sign-in for applications that speak OpenID Connect.');

/** The `identity_providers` section. */
export const identityProviders: Section<IdentityProvidersConfig> = {
  schema,
  check({ oidc }, context) {
    if (oidc !== undefined) checkProvider(oidc, context);
  },
};
