import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { client as clientSchema } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';

/** Metadata of a client in the words of OpenID Connect Dynamic Client Registration §2, as the engine has checked them. */
export type Metadata = Readonly<Record<string, unknown>>;

/** What decides about clients that no operator has written. */
export type ClientRules = Pick<OidcConfig['dynamic_registration'], 'authorization_policy' | 'allowed_scopes'>;

/** Where clients prove who they are: those that registered, in one way everywhere (RFC 7591 §2). */
const endpoints = ['token', 'revocation', 'introspection', 'pushed_authorization_request'];

/** What such a client is written as, so that policies, consent, lifespans and all else treat it as any other. People are always asked. */
export function registeredClient(metadata: Metadata, rules: ClientRules): ClientConfig {
  const { client_id: clientId, client_name: name } = metadata;
  if (typeof clientId !== 'string') throw new TypeError('a client without a name');
  const method = metadata.token_endpoint_auth_method;
  const algorithm = metadata.token_endpoint_auth_signing_alg;
  const written = clientSchema.parse({
    client_id: 'registered',
    public: method === 'none',
    authorization_policy: rules.authorization_policy,
    scopes: wordsOf(metadata.scope).filter((scope) => rules.allowed_scopes.includes(scope)),
    redirect_uris: metadata.redirect_uris,
    post_logout_redirect_uris: metadata.post_logout_redirect_uris,
    grant_types: metadata.grant_types,
    response_types: metadata.response_types,
    consent_mode: 'explicit',
    userinfo_signed_response_alg: metadata.userinfo_signed_response_alg,
    ...Object.fromEntries(endpoints.map((endpoint) => [`${endpoint}_endpoint_auth_method`, method])),
    ...Object.fromEntries(endpoints.map((endpoint) => [`${endpoint}_endpoint_auth_signing_alg`, algorithm])),
  });
  return { ...written, client_id: clientId, client_name: typeof name === 'string' ? name : clientId };
}

/** The words of a text that spaces separate; none where it is no text. */
export function wordsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
}
