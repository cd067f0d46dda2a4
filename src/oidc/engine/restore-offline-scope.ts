import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { requestObjectClaims } from './request-objects.ts';
import { requestWords } from './request-parameter.ts';

const offline = 'offline_access';

/**
 * The engine drops `offline_access` from requests that do not say `prompt=consent` as well (OpenID Connect Core §11). Authelia does not ask for
 * that, and clients set up for it do not say it: here the scope comes back, and the consent rules make sure that people are asked.
 */
export function restoreOfflineScope(ctx: KoaContextWithOIDC): void {
  const { params, client } = ctx.oidc;
  const scopes = requestWords(params, 'scope');
  if (params === undefined || client === undefined || scopes.includes(offline)) return;
  if (!requestedScopes(ctx).includes(offline)) return;
  const isCode = requestWords(params, 'response_type').includes('code');
  if (!isCode || !client.grantTypeAllowed('refresh_token')) return;
  if (client.scope !== undefined && !client.scope.split(' ').includes(offline)) {
    throw new errors.InvalidScope('requested scope is not allowed', offline);
  }
  Object.assign(params, { scope: [...scopes, offline].join(' ') });
}

/** What was asked for, wherever it stands: in the query, in the body, in a request object, in a pushed request. */
function requestedScopes(ctx: KoaContextWithOIDC): readonly string[] {
  const claims = requestObjectClaims(ctx);
  if (claims !== undefined) return requestWords(claims, 'scope');
  return [...requestWords(ctx.oidc.body, 'scope'), ...requestWords(ctx.query, 'scope')];
}
