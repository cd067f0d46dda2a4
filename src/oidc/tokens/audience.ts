import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { requestParameter, requestWords } from '../engine/request-parameter.ts';

/** The part of a client that says what its tokens may be for. */
export type AudienceRules = Pick<ClientConfig, 'audience' | 'requested_audience_mode'>;

type FindClient = (clientId: string) => AudienceRules | undefined;

/** What a request names: Authelia's `audience`, and `resource` (RFC 8707 §2), each several with spaces between them. */
function namedAudience(parameters: object | undefined): readonly string[] {
  return [...new Set([...requestWords(parameters, 'audience'), ...requestWords(parameters, 'resource')])];
}

/** What tokens of a request are to be for: what it names, or all that the client may where its mode is `implicit` (behaviour.md §9.2). */
export function requestedAudience(
  client: AudienceRules | undefined,
  parameters: object | undefined,
): readonly string[] {
  const named = namedAudience(parameters);
  if (named.length > 0) return named;
  return client?.requested_audience_mode === 'implicit' ? client.audience : [];
}

/** Throws where a parameter names what the client may not ask for: names compare word for word. */
export function requireAudience(
  { oidc }: KoaContextWithOIDC,
  findClient: FindClient,
  parameter: 'audience' | 'resource',
): void {
  const allowed = findClient(oidc.client?.clientId ?? '')?.audience ?? [];
  const parameters = isTokenRequest(oidc) ? oidc.body : oidc.params;
  refuseOthers(requestWords(parameters, parameter), allowed, parameter);
}

/** What the tokens of the present request are for. Throws where it asks for more than it was granted, or may have. */
export function grantedAudience(ctx: KoaContextWithOIDC, findClient: FindClient): readonly string[] {
  const { oidc } = ctx;
  const client = findClient(oidc.client?.clientId ?? '');
  if (!isTokenRequest(oidc)) return requestedAudience(client, oidc.params);
  if (requestParameter(oidc.params, 'grant_type') === 'client_credentials') {
    requireAudience(ctx, findClient, 'audience');
    requireAudience(ctx, findClient, 'resource');
    return requestedAudience(client, oidc.body);
  }
  const { RefreshToken: refreshToken, AuthorizationCode: code, DeviceCode: device } = oidc.entities;
  return narrowed(grantedWith(refreshToken ?? code ?? device, client), oidc.body);
}

/**
 * Refuses a token request that asks for more than was granted, before anything of it is used up: a refresh token that asked too much stays good
 * (RFC 8707 §2.2).
 */
export function requireNarrowerAudience(
  { oidc }: KoaContextWithOIDC,
  source: object | undefined,
  findClient: FindClient,
): void {
  if (!isTokenRequest(oidc) || source === undefined) return;
  narrowed(grantedWith(source, findClient(oidc.client?.clientId ?? '')), oidc.body);
}

/** An audience as claims write it: one name alone, several as a list, none not at all. */
export function audienceClaim(audience: readonly string[]): string | string[] | undefined {
  return audience.length > 1 ? [...audience] : audience[0];
}

function isTokenRequest({ route }: KoaContextWithOIDC['oidc']): boolean {
  return route === 'token';
}

/** What was granted with the code or token that is redeemed. A device's code keeps the request as it came. */
function grantedWith(source: object | undefined, client: AudienceRules | undefined): readonly string[] {
  if (source === undefined) return [];
  const granted = listOf('resource' in source ? source.resource : undefined);
  const parameters = 'params' in source ? source.params : undefined;
  const isDevice = typeof parameters === 'object' && parameters !== null;
  return granted.length === 0 && isDevice ? requestedAudience(client, parameters) : granted;
}

function narrowed(granted: readonly string[], parameters: object | undefined): readonly string[] {
  const named = namedAudience(parameters);
  for (const name of ['audience', 'resource'] as const) {
    refuseOthers(requestWords(parameters, name), granted, name);
  }
  return named.length === 0 ? granted : named;
}

function refuseOthers(
  names: readonly string[],
  allowed: readonly string[],
  parameter: 'audience' | 'resource',
): void {
  if (names.every((name) => allowed.includes(name))) return;
  const message = `the client may not ask for this ${parameter}`;
  throw parameter === 'resource' ? new errors.InvalidTarget(message) : new errors.InvalidRequest(message);
}

function listOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}
