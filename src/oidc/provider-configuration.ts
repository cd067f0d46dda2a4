import { type Configuration, errors, type ResponseType } from 'oidc-provider';
import type { OidcConfig } from '../config/sections/identity-providers.ts';
import { acrValues } from './acr-values.ts';
import { proofInToken } from './bearer/proof-in-token.ts';
import { accessTokenClaims } from './claims/access-token-claims.ts';
import { offlineScopes } from './claims/standard-claims.ts';
import { clientMetadata, type ProviderAbilities } from './clients/client-metadata.ts';
import { grantableScopes } from './clients/grantable-scopes.ts';
import { deviceFlowOptions } from './device/device-flow-options.ts';
import { enabledAlgorithms } from './engine/enabled-algorithms.ts';
import { createEngineFetch } from './engine/engine-fetch.ts';
import { createInteractionPolicy } from './engine/interaction-policy.ts';
import { readRequestObject } from './engine/request-objects.ts';
import { restoreOfflineScope } from './engine/restore-offline-scope.ts';
import { deviceCodeSeconds, type GrantName, type LivingThing, lifespanSeconds } from './lifespans.ts';
import type { IssuerParts } from './open-issuer.ts';
import { oidcPaths } from './paths.ts';
import { providerKeySet } from './provider-keys.ts';
import { metadataDocumentFeature } from './registration/metadata-document-feature.ts';
import { registrationFeatures } from './registration/registration-features.ts';
import { requireAudience, requireNarrowerAudience } from './tokens/audience.ts';
import { mayIntrospect } from './tokens/may-introspect.ts';

/** Names of the engine's cookies. The first is never sent to a browser: the portal's own cookie is the session. */
export const engineCookies = {
  session: 'gatehouse_oidc_session',
  interaction: 'gatehouse_oidc_interaction',
  resume: 'gatehouse_oidc_resume',
} as const;

/** How long a person may take for one step (behaviour.md §9.4). */
export const interactionSeconds = 600;

const responseTypes: readonly ResponseType[] = [
  'code',
  'id_token',
  'code id_token',
  'id_token token',
  'code token',
  'code id_token token',
];

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** What every client may be registered for. */
function providerAbilities(scopes: readonly string[]): ProviderAbilities {
  return {
    scopes,
    responseTypes,
    responseModes: ['form_post', 'query', 'fragment', 'jwt', 'form_post.jwt', 'query.jwt', 'fragment.jwt'],
    grantTypes: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials', deviceGrant],
  };
}

/** `identity_providers.oidc` as options of the engine, one key after the other (behaviour.md §9.1). What the engine has no option for stands in files of its own. */
export function providerConfiguration(config: OidcConfig, parts: IssuerParts): Configuration {
  const { claims, clock, signIns, findClient } = parts;
  const abilities = providerAbilities(grantableScopes(Object.keys(claims.scopes), config.clients));
  return {
    // jwks, issuer_private_key
    jwks: providerKeySet(config.jwks),
    // clients
    clients: config.clients.map((client) => clientMetadata(client, abilities, config)),
    clientAuthMethods: [
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
      'none',
    ],
    responseTypes: [...responseTypes],
    // Logout is answered beside the engine.
    extraClientMetadata: { properties: ['post_logout_redirect_uris'] },
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: async (_ctx, accountId, client) => parts.pairwiseSubject(accountId, client.clientId),
    allowOmittingSingleRegisteredRedirectUri: false,
    // scopes, claims_policies
    scopes: [...abilities.scopes],
    claims: {
      ...Object.fromEntries(Object.entries(claims.scopes).map(([scope, names]) => [scope, [...names]])),
      // The mask of ID tokens; which of them a client is told is decided in `find-account.ts`.
      openid: ['sub', 'acr', 'amr', 'auth_time', 'azp', ...claims.names],
    },
    findAccount: (ctx, subject, token) => {
      requireNarrowerAudience(ctx, token, findClient);
      return parts.findAccount(ctx, subject, token);
    },
    extraTokenClaims: async (ctx, token) => ({
      ...(await accessTokenClaims(ctx, token)),
      ...proofInToken(ctx, token),
    }),
    acrValues: [...acrValues],
    // lifespans
    ttl: {
      AccessToken: (_ctx, token, client) =>
        lifespan(config, parts, client?.clientId, 'access_token', token.gty),
      AuthorizationCode: (_ctx, _code, client) => lifespan(config, parts, client?.clientId, 'authorize_code'),
      ClientCredentials: (_ctx, _token, client) =>
        lifespan(config, parts, client?.clientId, 'access_token', 'client_credentials'),
      DeviceCode: (_ctx, _code, client) =>
        deviceCodeSeconds(config.lifespans, findClient(client?.clientId ?? '')),
      IdToken: (_ctx, _token, client) => lifespan(config, parts, client?.clientId, 'id_token'),
      RefreshToken: (_ctx, token, client) =>
        lifespan(config, parts, client?.clientId, 'refresh_token', token.gty),
      // Grants last as long as the sign-in that they came from, and no token is good without its grant.
      Grant: () => secondsUntil(signIns.current()?.endsAtMs, clock.now()),
      Session: () => secondsUntil(signIns.current()?.endsAtMs, clock.now()),
      Interaction: interactionSeconds,
    },
    expiresWithSession: () => true,
    // grant_types
    issueRefreshToken: (_ctx, client, code) =>
      client.grantTypeAllowed('refresh_token') && offlineScopes.some((scope) => code.scopes.has(scope)),
    rotateRefreshToken: true,
    revokeGrantPolicy: () => true,
    // enforce_pkce, require_pkce, pkce_challenge_method
    pkce: {
      required: (_ctx, client) =>
        config.enforce_pkce === 'always' ||
        (config.enforce_pkce === 'public_clients_only' && findClient(client.clientId)?.public !== false) ||
        findClient(client.clientId)?.require_pkce === true,
    },
    // minimum_parameter_entropy, audience
    extraParams: {
      audience: (ctx) => requireAudience(ctx, findClient, 'audience'),
      resource: (ctx) => requireAudience(ctx, findClient, 'resource'),
      state: (ctx, value) => {
        requireEntropy(config, 'state', value);
        restoreOfflineScope(ctx);
      },
      nonce: (_ctx, value) => requireEntropy(config, 'nonce', value),
    },
    // authorization_policies, consent_mode
    interactions: {
      policy: createInteractionPolicy(parts),
      url: (_ctx, interaction) => parts.interactionUrl(interaction.prompt.name, interaction.uid),
    },
    loadExistingGrant: (ctx) => parts.consents.loadGrant(ctx),
    // cors: see `cors.ts`
    clientBasedCORS: () => true,
    enabledJWA: enabledAlgorithms(),
    routes: {
      authorization: oidcPaths.authorization,
      code_verification: oidcPaths['device-page'],
      device_authorization: oidcPaths['device-authorization'],
      introspection: oidcPaths.introspection,
      jwks: oidcPaths.jwks,
      pushed_authorization_request: oidcPaths['pushed-authorization-request'],
      registration: oidcPaths.registration,
      revocation: oidcPaths.revocation,
      token: oidcPaths.token,
      userinfo: oidcPaths.userinfo,
    },
    cookies: {
      names: { ...engineCookies },
      long: { httpOnly: true },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    features: {
      claimsParameter: { enabled: true },
      clientCredentials: { enabled: true },
      deviceFlow: deviceFlowOptions(parts.issuer),
      introspection: {
        enabled: true,
        allowedPolicy: (ctx, client, token) => mayIntrospect(parts, ctx, { client, token }),
      },
      encryption: { enabled: true },
      jwtResponseModes: { enabled: true },
      dPoP: { enabled: true, nonceSecret: parts.dpopNonceSecret },
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: {
        enabled: true,
        requirePushedAuthorizationRequests: config.require_pushed_authorization_requests,
      },
      ...registrationFeatures(config, parts),
      ...metadataDocumentFeature(config, parts.clients),
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      // request_uris: see `parameters/request-by-reference.ts`
      requestObjects: {
        enabled: true,
        assertJwtClaimsAndHeader: (ctx, claims) => readRequestObject(ctx, claims, findClient),
      },
      // Not yet (docs/openid-connect.md).
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    // jwks_uri, sector_identifier_uri
    fetch: createEngineFetch(config, parts.fetchDocument),
    adapter: parts.adapter,
    renderError: (ctx, out) => parts.renderError(ctx, out),
  };
}

function lifespan(
  config: OidcConfig,
  { findClient }: Pick<IssuerParts, 'findClient'>,
  clientId: string | undefined,
  thing: LivingThing,
  gty = 'authorization_code',
): number {
  return lifespanSeconds(config.lifespans, findClient(clientId ?? ''), { thing, grant: grantOf(gty) });
}

/** The engine joins the ways in which a token was got, the latest last. */
function grantOf(gty: string): GrantName {
  if (gty.endsWith('refresh_token')) return 'refresh_token';
  if (gty === 'implicit' || gty === 'client_credentials' || gty === 'device_code') return gty;
  return 'authorize_code';
}

function secondsUntil(endsAtMs: number | undefined, nowMs: number): number {
  return Math.max(1, Math.ceil(((endsAtMs ?? nowMs) - nowMs) / 1000));
}

function requireEntropy(
  { minimum_parameter_entropy: least }: OidcConfig,
  name: string,
  value: string | undefined,
): void {
  if (value === undefined || least < 0 || value.length >= least) return;
  throw new errors.InvalidRequest(`${name} must be at least ${least} characters long`);
}
