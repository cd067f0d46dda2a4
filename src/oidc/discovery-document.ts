import { asymmetricSigning, symmetricSigning } from '../config/sections/identity-providers/algorithms.ts';
import type { OidcConfig } from '../config/sections/identity-providers.ts';
import { bearerScope, scopeClaims } from './claims/standard-claims.ts';
import { protectionMembers } from './discovery-protection.ts';
import { oidcPaths } from './paths.ts';

/** What only the document of OpenID Connect has (behaviour.md §9.5; RFC 8414 has no use for it). */
const openIdMembers: readonly string[] = [
  'acr_values_supported',
  'backchannel_logout_session_supported',
  'backchannel_logout_supported',
  'claim_types_supported',
  'claims_parameter_supported',
  'claims_supported',
  'end_session_endpoint',
  'frontchannel_logout_session_supported',
  'frontchannel_logout_supported',
  'id_token_encryption_alg_values_supported',
  'id_token_encryption_enc_values_supported',
  'id_token_signing_alg_values_supported',
  'request_object_encryption_alg_values_supported',
  'request_object_encryption_enc_values_supported',
  'request_object_signing_alg_values_supported',
  'request_parameter_supported',
  'request_uri_parameter_supported',
  'require_request_uri_registration',
  'subject_types_supported',
  'userinfo_encryption_alg_values_supported',
  'userinfo_encryption_enc_values_supported',
  'userinfo_endpoint',
  'userinfo_signing_alg_values_supported',
];

const clientSigning = [...symmetricSigning, ...asymmetricSigning];

/** How a client may prove who it is at the endpoints that need no other way. */
const authMethods = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];

/** The engine's discovery document with the members that it leaves out and Authelia has, each of them true here. */
export function completeDiscovery(
  made: unknown,
  config: OidcConfig,
  kind: 'openid' | 'oauth',
): Readonly<Record<string, unknown>> {
  const ofEngine = { ...(typeof made === 'object' ? made : {}) };
  const document = {
    ...ofEngine,
    ...ownMembers(config),
    ...completedLists(ofEngine, config),
    ...endSessionEndpoint(ofEngine),
  };
  if (kind === 'openid') return document;
  return Object.fromEntries(Object.entries(document).filter(([name]) => !openIdMembers.includes(name)));
}

/** The lists that have more, or less, than the engine tells. */
function completedLists(
  made: Readonly<Record<string, unknown>>,
  config: OidcConfig,
): Readonly<Record<string, unknown>> {
  const listOf = (name: string): readonly unknown[] => {
    const list = made[name];
    return Array.isArray(list) ? list : [];
  };
  return {
    claims_supported: [...listOf('claims_supported'), 'aud', 'exp', 'iat', 'jti', 'nonce'],
    scopes_supported: listOf('scopes_supported').filter((scope) => isTold(scope, config)),
  };
}

/** Scopes that are defined: not those that only some client was given, nor other names of the same. */
function isTold(scope: unknown, { scopes }: Pick<OidcConfig, 'scopes'>): boolean {
  if (typeof scope !== 'string' || scope === 'offline' || scope === bearerScope) return false;
  return Object.hasOwn(scopeClaims, scope) || Object.hasOwn(scopes, scope);
}

function endSessionEndpoint({ issuer }: { readonly issuer?: unknown }) {
  return typeof issuer === 'string' ? { end_session_endpoint: `${issuer}${oidcPaths['end-session']}` } : {};
}

function ownMembers(config: OidcConfig): Readonly<Record<string, unknown>> {
  return {
    require_pushed_authorization_requests: config.require_pushed_authorization_requests,
    token_endpoint_auth_methods_supported: [...authMethods, 'none'],
    token_endpoint_auth_signing_alg_values_supported: clientSigning,
    revocation_endpoint_auth_methods_supported: [...authMethods, 'none'],
    revocation_endpoint_auth_signing_alg_values_supported: clientSigning,
    introspection_endpoint_auth_methods_supported: authMethods,
    introspection_endpoint_auth_signing_alg_values_supported: clientSigning,
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    ...protectionMembers(config),
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
  };
}
