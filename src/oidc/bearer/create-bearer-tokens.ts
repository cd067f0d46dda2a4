import type { Provider } from 'oidc-provider';
import type { Target } from '../../access/target.ts';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { CookieDomainConfig } from '../../config/sections/session.ts';
import type { RequestOrigin } from '../../http/request-origin.ts';
import type { Log } from '../../lib/log.ts';
import type { FindPerson } from '../claims/find-person.ts';
import { bearerScope } from '../claims/standard-claims.ts';
import type { Issuer } from '../create-listener.ts';
import { coversTarget } from './covers-target.ts';
import { grantedAudience } from './granted-audience.ts';
import { proofOfToken } from './proof-in-token.ts';
import { tokenKind } from './token-kind.ts';

/** What tokens are judged by. */
export interface BearerParts {
  readonly issuers: readonly Issuer[];
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly findPerson: FindPerson;
  readonly log: Log;
}

/** What a token is shown for. */
interface Use {
  readonly domain: CookieDomainConfig;
  readonly target: Target;
  readonly origin: RequestOrigin;
}

/** Why an access token opens nothing: for the log, never for who sent it. */
type Refusal =
  | 'unknown-or-ended'
  | 'bound-to-a-key'
  | 'scope-not-granted'
  | 'client-not-allowed'
  | 'other-audience'
  | 'grant-ended'
  | 'person-not-let-in';

type AccessToken = InstanceType<Provider['AccessToken']>;
type ClientToken = InstanceType<Provider['ClientCredentials']>;

/**
 * Access tokens at the endpoints for proxies (behaviour.md §2.5; `BearerTokens` of the authz endpoints). Each is looked up each time, and so is its
 * person: one that is revoked, or whose sign-in is ended, opens nothing from then on.
 */
export function createBearerTokens(parts: BearerParts) {
  const issuers = parts.issuers.map(({ issuer }) => issuer);
  return {
    async judge(value: string, use: Use) {
      const kind = tokenKind(value, issuers);
      if (kind === undefined) return { outcome: 'foreign' } as const;
      const found = kind === 'access' ? await findHolder(parts, value, use) : 'no-access-token';
      if (typeof found !== 'string') return { outcome: 'identified', identity: found } as const;
      const { origin, target } = use;
      parts.log.info(
        { request_id: origin.requestId, reason: found, host: target.host },
        'a bearer token was refused',
      );
      return { outcome: 'refused' } as const;
    },
  };
}

async function findHolder(parts: BearerParts, value: string, { domain, target }: Use) {
  const issuer = parts.issuers.find((one) => one.domain.domain === domain.domain);
  if (issuer === undefined) return 'unknown-or-ended' satisfies Refusal;
  const { provider } = issuer;
  const ofPerson = await provider.AccessToken.find(value);
  const token = ofPerson ?? (await provider.ClientCredentials.find(value));
  if (token === undefined) return 'unknown-or-ended' satisfies Refusal;
  const refusal = refusalOf(parts, token, target);
  if (refusal !== undefined) return refusal;
  return ofPerson === undefined ? clientOf(token) : findPerson(parts, provider, ofPerson);
}

/** What is wrong with a token whoever it is of. */
function refusalOf(
  { findClient }: BearerParts,
  token: AccessToken | ClientToken,
  target: Target,
): Refusal | undefined {
  if (!token.isValid) return 'unknown-or-ended';
  if (token.isSenderConstrained()) return 'bound-to-a-key';
  if (!token.scopes.has(bearerScope)) return 'scope-not-granted';
  const client = findClient(token.clientId ?? '');
  if (client?.scopes.includes(bearerScope) !== true) return 'client-not-allowed';
  const isFor = coversTarget(grantedAudience(token), target) && coversTarget(client.audience, target);
  return isFor ? undefined : 'other-audience';
}

/** A client that asks for itself: one factor, proved when it was given the token. */
function clientOf({ clientId = '', iat }: AccessToken | ClientToken) {
  const proofTimes = { firstFactorAtMs: iat * 1000, secondFactorAtMs: undefined };
  return {
    username: undefined,
    clientId,
    displayName: '',
    emails: [],
    groups: [],
    level: 1,
    proofTimes,
  } as const;
}

async function findPerson({ findPerson: find }: BearerParts, provider: Provider, token: AccessToken) {
  const { accountId, clientId, grantId } = token;
  const grant = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const isGranted = grant !== undefined && grant.accountId === accountId && grant.clientId === clientId;
  if (!isGranted) return 'grant-ended' satisfies Refusal;
  const user = await find(accountId, token);
  if (user === undefined) return 'person-not-let-in' satisfies Refusal;
  const { username, displayName, emails, groups } = user;
  return { username, displayName, emails, groups, ...proofOfToken(token) };
}
