import { createPublicKey, randomBytes } from 'node:crypto';
import type { ClientMetadata, JWK, ResponseType } from 'oidc-provider';
import type { AnswerKind } from '../../config/sections/identity-providers/check-answers.ts';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { protectionOf } from '../tokens/protection.ts';
import { plainSecret } from '../tokens/secret-keys.ts';
import { noScope } from './grantable-scopes.ts';
import { applicationTypeOf, registrableUris } from './redirect-uris.ts';

/** What the provider has, so that a client is registered for nothing else. */
export interface ProviderAbilities {
  readonly scopes: readonly string[];
  readonly grantTypes: readonly string[];
  readonly responseTypes: readonly ResponseType[];
  readonly responseModes: readonly string[];
}

/**
 * The engine compares secrets through us (`client-secrets.ts`). In the place of one that is only known by its digest it holds this, which nobody knows:
 * it makes keys of secrets for signatures too.
 */
function unknownSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A client of the configuration in the engine's words (behaviour.md §9.2; OpenID Connect Dynamic Client Registration §2). */
export function clientMetadata(
  client: ClientConfig,
  abilities: ProviderAbilities,
  config: OidcConfig,
): ClientMetadata {
  const responseTypes = abilities.responseTypes.filter((type) => isWanted(client, type));
  const grantTypes = client.grant_types.filter((type) => abilities.grantTypes.includes(type));
  const type = applicationTypeOf(client.redirect_uris);
  const isImplicit = responseTypes.some((one) => one.includes('token'));
  return {
    client_id: client.client_id,
    client_name: client.client_name,
    ...secretOf(client),
    application_type: type,
    redirect_uris: registrableUris(client.redirect_uris, { type, isImplicit }),
    response_types: [...responseTypes],
    response_modes: client.response_modes.filter((mode) => abilities.responseModes.includes(mode)),
    grant_types: [...grantTypes],
    scope: client.scopes.filter((scope) => abilities.scopes.includes(scope)).join(' ') || noScope,
    subject_type: client.sector_identifier_uri === undefined ? 'public' : 'pairwise',
    require_pushed_authorization_requests: client.require_pushed_authorization_requests,
    dpop_bound_access_tokens: client.dpop_bound_access_tokens,
    ...authenticationOf(client),
    ...answersOf(client, config),
    ...keysOf(client),
    ...requestObjectsOf(client),
    ...present('sector_identifier_uri', client.sector_identifier_uri),
  };
}

/** A client that only asks for itself sends nobody anywhere. */
function isWanted({ response_types, grant_types }: ClientConfig, type: ResponseType): boolean {
  if (!grant_types.includes('authorization_code') && !grant_types.includes('implicit')) return false;
  const words = (text: string) => text.split(' ').toSorted().join(' ');
  return response_types.some((one) => words(one) === words(type));
}

function secretOf(client: ClientConfig) {
  return client.client_secret === undefined ? {} : { client_secret: plainSecret(client) ?? unknownSecret() };
}

function authenticationOf(client: ClientConfig) {
  const { token_endpoint_auth_method: written, token_endpoint_auth_signing_alg: algorithm } = client;
  // Without a secret nothing can be proved by one, whatever stands there: Authelia's own guide for Guacamole writes it.
  const method = client.public && written.startsWith('client_secret_') ? 'none' : written;
  const isSigned = method === 'client_secret_jwt' || method === 'private_key_jwt';
  return {
    token_endpoint_auth_method: method,
    ...(isSigned ? present('token_endpoint_auth_signing_alg', algorithm) : {}),
  };
}

/** What the engine must know of how answers are signed; they are issued by `issue-answers.ts`. */
function answersOf(client: ClientConfig, config: OidcConfig) {
  const algorithmOf = (kind: AnswerKind) => protectionOf(client, kind, config).signing?.alg;
  return {
    ...present('id_token_signed_response_alg', algorithmOf('id_token')),
    ...present('userinfo_signed_response_alg', algorithmOf('userinfo')),
    ...present('authorization_signed_response_alg', algorithmOf('authorization')),
  };
}

/** Unsigned request objects are never taken; a client that says `none` may sign as it likes. */
function requestObjectsOf({ request_object_signing_alg: algorithm }: ClientConfig) {
  return algorithm === 'none' ? {} : present('request_object_signing_alg', algorithm);
}

function keysOf({ jwks, jwks_uri }: ClientConfig) {
  if (jwks_uri !== undefined) return { jwks_uri };
  if (jwks.length === 0) return {};
  return { jwks: { keys: jwks.map(toJwk) } };
}

function toJwk({ key, key_id, use, algorithm }: ClientConfig['jwks'][number]): JWK {
  return {
    ...createPublicKey(key).export({ format: 'jwk' }),
    kid: key_id,
    use,
    ...present('alg', algorithm),
  };
}

function present<Key extends string, Value>(key: Key, value: Value | undefined) {
  return value === undefined ? {} : { [key]: value };
}
