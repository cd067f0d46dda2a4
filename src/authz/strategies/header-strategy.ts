import type { AuthnStrategyConfig } from '../../config/sections/server.ts';
import type { PasswordSignIn } from '../../factors/password-sign-in.ts';
import { headerValues } from '../../http/raw-request.ts';
import type { Clock } from '../../lib/clock.ts';
import type { UserDetails } from '../../users/backend.ts';
import type { AuthzRequest } from '../authz-request.ts';
import { bearerChallenge } from '../bearer-challenge.ts';
import type { BearerTokens } from '../bearer-tokens.ts';
import type { Challenge } from '../decision.ts';
import {
  type IdentityStrategy,
  nobody,
  rejected,
  type StrategyContext,
  type StrategyOutcome,
} from '../strategy.ts';
import { type Authorization, parseAuthorization } from './parse-authorization.ts';

/** In what the strategies differ that read credentials from a header. */
export interface HeaderStrategyOptions extends Pick<IdentityStrategy, 'name'> {
  /** How a password is asked for. */
  readonly challenge: Challenge;
  /** The lower-case name of the header to read for this request. */
  readonly headerFor: (request: AuthzRequest) => string;
  /** Whether the request must carry the header. */
  readonly isRequired?: (request: AuthzRequest) => boolean;
  readonly schemes: AuthnStrategyConfig['schemes'];
  /** Checks a name and a password, through the one door for passwords. */
  readonly passwords: PasswordSignIn;
  /** Knows the provider's access tokens; undefined where there are none to be taken. */
  readonly bearerTokens?: BearerTokens | undefined;
  readonly clock: Clock;
}

/** What the strategies that have schemes to choose from are given. */
export type ChosenHeaderOptions = Pick<
  HeaderStrategyOptions,
  'schemes' | 'passwords' | 'bearerTokens' | 'clock'
>;

/**
 * A strategy that reads an Authorization header (behaviour.md §2.5). Without the header it passes on; an unknown scheme, malformed
 * credentials or the header twice are rejected; a known scheme that the endpoint does not take is passed over in silence, and so is
 * every bearer token that is none of the provider's.
 */
export function createHeaderStrategy(options: HeaderStrategyOptions): IdentityStrategy {
  const { name, headerFor, isRequired, schemes } = options;
  // Nobody is asked for a password that would not be taken.
  const challenge = schemes.includes('basic') ? options.challenge : bearerChallenge(options.challenge);
  return {
    name,
    challenge,
    identify(request, context) {
      const values = headerValues(request.raw, headerFor(request));
      const [value] = values;
      if (value === undefined || value === '') return isRequired?.(request) === true ? rejected : nobody;
      if (values.length > 1) return rejected;
      const authorization = parseAuthorization(value);
      if (authorization.scheme === 'malformed') return rejected;
      if (!schemes.includes(authorization.scheme)) return nobody;
      return authorization.scheme === 'basic'
        ? checkPassword(options, authorization, request, context)
        : judgeToken(options, authorization.token, request, context);
    },
  };
}

async function checkPassword(
  { passwords, clock }: HeaderStrategyOptions,
  { username, password }: Extract<Authorization, { scheme: 'basic' }>,
  { origin }: AuthzRequest,
  { address, target }: StrategyContext,
): Promise<StrategyOutcome> {
  const check = await passwords.check({ username, password, address, target, origin });
  return check.outcome === 'right' ? identified(check.user, clock.now()) : rejected;
}

async function judgeToken(
  { bearerTokens, challenge }: HeaderStrategyOptions,
  token: string,
  { origin }: AuthzRequest,
  { domain, target }: StrategyContext,
): Promise<StrategyOutcome> {
  const verdict = await bearerTokens?.judge(token, { domain, target, origin });
  switch (verdict?.outcome) {
    case 'identified':
      return { ...verdict, challenge: bearerChallenge(challenge, 'insufficient_user_authentication') };
    case 'refused':
      return { outcome: 'rejected', challenge: bearerChallenge(challenge, 'invalid_token') };
    case 'foreign':
    case undefined:
      return nobody;
  }
}

/** A password alone is one factor; it is proved by coming with this request. */
function identified({ username, displayName, emails, groups }: UserDetails, nowMs: number): StrategyOutcome {
  const proofTimes = { firstFactorAtMs: nowMs, secondFactorAtMs: undefined };
  return { outcome: 'identified', identity: { username, displayName, emails, groups, level: 1, proofTimes } };
}
