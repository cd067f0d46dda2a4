import { type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { replaceMethod } from '../engine/replace-method.ts';
import { isSignedToken, presentedToken } from '../parameters/name-token.ts';
import { audienceClaim, grantedAudience, requestedAudience } from './audience.ts';
import type { BelieveToken } from './believe-token.ts';
import type { Claims, Protector } from './create-protector.ts';
import { protectionOf } from './protection.ts';

/** What access tokens are made of. */
export interface AccessTokenParts {
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly protector: Protector;
  readonly tokenReference: (token: string) => string;
  readonly believeToken: BelieveToken;
  readonly pairwiseSubject: (accountId: string, clientId: string) => Promise<string>;
}

/** An access token as the engine is about to keep it. */
interface NewToken {
  jti?: string;
  aud?: string | string[] | undefined;
  readonly clientId?: string;
}

/**
 * Gives access tokens their audience, and to clients that want it a signed token (RFC 9068) in the place of a random text. Both are kept alike: what
 * stands in the storage decides whether a token is good, and a signed one is found by the keyed hash of its whole text.
 */
export function installAccessTokens(provider: Provider, config: OidcConfig, parts: AccessTokenParts): void {
  for (const model of [provider.AccessToken, provider.ClientCredentials]) {
    replaceMethod(model.prototype, 'getValueAndPayload', (original) => (self) => {
      return makeToken(self, original, { provider, config, parts });
    });
    replaceMethod(model, 'find', (original) => async (self, value, ...rest) => {
      const name = typeof value === 'string' && isSignedToken(value) ? parts.tokenReference(value) : value;
      const believed = await believedToken(Provider.ctx, provider, { model, config, parts });
      return believed ?? usableAt(Provider.ctx, await original(self, name, ...rest));
    });
  }
  for (const model of [provider.AuthorizationCode, provider.DeviceCode]) {
    replaceMethod(model.prototype, 'getValueAndPayload', (original) => (self) => {
      const resource = codeAudience(self, Provider.ctx, parts);
      if (resource !== undefined) Object.assign(self, { resource });
      return original(self);
    });
  }
}

/** What a code is for: what its request is granted. A device's keeps the request, and whatever the engine does with it later it stays for that. */
function codeAudience(
  code: { readonly clientId?: string; readonly params?: object },
  ctx: KoaContextWithOIDC | undefined,
  { findClient }: AccessTokenParts,
) {
  if (code.params !== undefined) {
    return audienceClaim(requestedAudience(findClient(code.clientId ?? ''), code.params));
  }
  const isBrowser = ctx?.oidc.route === 'authorization' || ctx?.oidc.route === 'resume';
  return isBrowser ? audienceClaim(grantedAudience(ctx, findClient)) : undefined;
}

/** The token that introspection is asked about, by what it says itself, where the configuration wants that. */
async function believedToken(
  ctx: KoaContextWithOIDC | undefined,
  provider: Provider,
  {
    model,
    config,
    parts,
  }: { readonly model: object; readonly config: OidcConfig; readonly parts: AccessTokenParts },
): Promise<object | undefined> {
  const isWanted =
    config.enable_jwt_access_token_stateless_introspection &&
    Object.is(model, provider.AccessToken) &&
    ctx?.oidc.route === 'introspection';
  const token = isWanted ? presentedToken(ctx.req) : undefined;
  const claims = token === undefined ? undefined : await parts.believeToken(token, provider.issuer);
  if (typeof claims?.client_id !== 'string') return undefined;
  const client = await provider.Client.find(claims.client_id);
  if (client === undefined) return undefined;
  const { exp, iat, aud, scope, cnf, ...others } = claims;
  const words = typeof scope === 'string' ? scope : undefined;
  const said = { client, aud, scope: words, accountId: '', grantId: '', gty: 'authorization_code' };
  const { jkt } = asClaims(cnf);
  const bound = typeof jkt === 'string' ? { jkt } : {};
  const extra = Object.fromEntries(Object.entries(others).filter(([name]) => !toldAnyway.includes(name)));
  return Object.assign(new provider.AccessToken(said), { exp, iat, extra, ...bound });
}

/** Claims of a token that introspection tells by itself, or not at all. */
const toldAnyway: readonly string[] = ['iss', 'jti', 'client_id', 'scp'];

/** UserInfo takes a token whatever else it is for, as Authelia's does; the engine takes those without an audience. */
function usableAt(ctx: KoaContextWithOIDC | undefined, token: unknown): unknown {
  if (ctx?.oidc.route === 'userinfo' && typeof token === 'object' && token !== null) {
    Object.assign(token, { aud: undefined });
  }
  return token;
}

interface Making {
  readonly provider: Provider;
  readonly config: OidcConfig;
  readonly parts: AccessTokenParts;
}

async function makeToken(
  token: NewToken,
  original: (self: object) => unknown,
  { provider, config, parts }: Making,
): Promise<{ readonly value: unknown; readonly payload: unknown }> {
  const ctx = Provider.ctx;
  const client = parts.findClient(token.clientId ?? '');
  if (ctx !== undefined) token.aud = audienceClaim(grantedAudience(ctx, parts.findClient));
  const made = asMade(await original(token));
  if (client === undefined || protectionOf(client, 'access_token', config).signing === undefined) return made;
  const claims = await claimsOf(made.payload, provider.issuer, parts);
  const value = await parts.protector.protect(client, { kind: 'access_token', claims, typ: 'at+jwt' });
  token.jti = parts.tokenReference(value);
  return { value, payload: { ...made.payload, jti: token.jti } };
}

/** The claims of RFC 9068 §2.2. A token that was asked for nobody in particular is for the provider itself: its UserInfo. */
async function claimsOf(payload: Claims, issuer: string, parts: AccessTokenParts): Promise<Claims> {
  const { clientId, accountId, jkt } = payload;
  const isPerson = typeof accountId === 'string' && typeof clientId === 'string';
  const isPairwise = isPerson && parts.findClient(clientId)?.sector_identifier_uri !== undefined;
  const sub = isPairwise ? await parts.pairwiseSubject(accountId, clientId) : (accountId ?? clientId);
  return {
    ...asClaims(payload.extra),
    iss: issuer,
    sub,
    aud: payload.aud ?? issuer,
    exp: payload.exp,
    iat: payload.iat,
    jti: payload.jti,
    client_id: clientId,
    scope: payload.scope,
    // Authelia's name of the same, as a list.
    scp: typeof payload.scope === 'string' ? payload.scope.split(' ') : [],
    ...(jkt === undefined ? {} : { cnf: { jkt } }),
  };
}

function asMade(made: unknown): { readonly value: unknown; readonly payload: Claims } {
  const { value, payload } = asClaims(made);
  return { value, payload: asClaims(payload) };
}

function asClaims(value: unknown): Claims {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
