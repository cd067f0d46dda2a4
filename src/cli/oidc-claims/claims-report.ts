import { resolveAttributes } from '../../app/resolve-attributes.ts';
import type { Config } from '../../config/config.ts';
import { networksOfNames } from '../../config/resolve-network-names.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { systemClock } from '../../lib/clock.ts';
import { compileAuthorizationPolicies } from '../../oidc/authorization-policies.ts';
import { type ClaimsQuestion, createUserClaims } from '../../oidc/claims/user-claims.ts';
import type { UserDetails } from '../../users/backend.ts';
import type { ClaimsWish } from './claims-wish.ts';

/** Who asks what about whom. */
export interface ClaimsReportQuestion {
  readonly config: Config;
  readonly oidc: OidcConfig;
  readonly user: UserDetails;
  readonly wish: ClaimsWish;
}

/** What an application would be told, by the code that tells it (behaviour.md §9.3); the subject, which is random, is left out. */
export function claimsReport(question: ClaimsReportQuestion): string {
  return [
    clientReport(question),
    `ID Token:\n${claimsOf(question, 'id_token')}`,
    `User Information:\n${claimsOf(question, 'userinfo')}`,
    `Access Token:\n${claimsOf(question, 'access_token')}`,
  ].join('\n');
}

function clientReport({ config, oidc, user, wish }: ClaimsReportQuestion): string {
  const { clientId, client, claimsPolicy, scopes, address } = wish;
  const lines = [
    `Client: ${clientId}${client === undefined ? ' (not configured)' : ''}`,
    `Claims Policy: ${claimsPolicy ?? 'none'}`,
    `Scopes: ${scopes.join(' ')}`,
  ];
  if (client === undefined) return `${lines.join('\n')}\n`;
  const policies = compileAuthorizationPolicies(oidc.authorization_policies, (names) =>
    networksOfNames(names, config),
  );
  const requirement = policies(client.authorization_policy, { ...user, address });
  lines.push(
    `Authorization Policy: ${client.authorization_policy}, which for ${user.username} is ${requirement}`,
  );
  const beyond = scopes.filter((scope) => !client.scopes.includes(scope));
  if (beyond.length > 0)
    lines.push(`Refused Scopes: ${beyond.join(' ')} (not among the scopes of the client)`);
  return `${lines.join('\n')}\n`;
}

function claimsOf({ config, oidc, user, wish }: ClaimsReportQuestion, use: ClaimsQuestion['use']): string {
  const { scopes, asked, claimsPolicy, clientId } = wish;
  const reason = whyNone(wish, use);
  if (reason !== undefined) return `none: ${reason}\n`;
  const claims = createUserClaims(
    oidc,
    resolveAttributes(config, () => systemClock.now()),
  );
  const isIdTokenAlone = use === 'id_token' && wish.responseTypes.join(' ') === 'id_token';
  const question = { use, scopes, asked: use === 'access_token' ? [] : asked[use], isIdTokenAlone };
  const told = claims.of(user, { claims_policy: claimsPolicy }, question);
  return `${JSON.stringify({ ...(use === 'id_token' ? { azp: clientId } : {}), ...told }, undefined, 2)}\n`;
}

/** Why there is no such answer at all. */
function whyNone(
  { scopes, responseTypes, grantType }: ClaimsWish,
  use: ClaimsQuestion['use'],
): string | undefined {
  if (grantType === 'client_credentials') return 'the application asks for itself, not for a person';
  if (use !== 'access_token' && !scopes.includes('openid')) return 'the scope openid was not granted';
  const isByCode = responseTypes.includes('code') || grantType === 'refresh_token';
  if (use === 'id_token' && !isByCode && !responseTypes.includes('id_token')) {
    return 'the response type has no ID token';
  }
  if (use !== 'id_token' && !isByCode && !responseTypes.includes('token')) {
    return 'the response type has no access token';
  }
  return undefined;
}
