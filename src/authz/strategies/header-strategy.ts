import type { AuthnStrategyConfig } from '../../config/sections/server.ts';
import type { PasswordSignIn } from '../../factors/password-sign-in.ts';
import { headerValues } from '../../http/raw-request.ts';
import type { Clock } from '../../lib/clock.ts';
import type { UserDetails } from '../../users/backend.ts';
import type { AuthzRequest } from '../authz-request.ts';
import { type IdentityStrategy, nobody, rejected, type StrategyOutcome } from '../strategy.ts';
import { parseAuthorization } from './parse-authorization.ts';

/** In what the strategies differ that read credentials from a header. */
export interface HeaderStrategyOptions extends Pick<IdentityStrategy, 'name' | 'challenge'> {
  /** The lower-case name of the header to read for this request. */
  readonly headerFor: (request: AuthzRequest) => string;
  /** Whether the request must carry the header. */
  readonly isRequired?: (request: AuthzRequest) => boolean;
  readonly schemes: AuthnStrategyConfig['schemes'];
  /** Checks a name and a password, through the one door for passwords. */
  readonly passwords: PasswordSignIn;
  readonly clock: Clock;
}

/**
 * A strategy that reads an Authorization header (behaviour.md §2.5). Without the header it passes on; an unknown scheme, malformed
 * credentials or the header twice are rejected; a known scheme that the endpoint does not take is passed over in silence, and so is
 * every bearer token as long as there is no provider that issues them.
 */
export function createHeaderStrategy(options: HeaderStrategyOptions): IdentityStrategy {
  const { name, challenge, headerFor, isRequired, schemes, passwords, clock } = options;
  return {
    name,
    challenge,
    identify(request, { address, target }) {
      const values = headerValues(request.raw, headerFor(request));
      const [value] = values;
      if (value === undefined || value === '') return isRequired?.(request) === true ? rejected : nobody;
      if (values.length > 1) return rejected;
      const authorization = parseAuthorization(value);
      if (authorization.scheme === 'malformed') return rejected;
      if (authorization.scheme === 'bearer' || !schemes.includes('basic')) return nobody;
      const { username, password } = authorization;
      return passwords
        .check({ username, password, address, target, origin: request.origin })
        .then((check) => (check.outcome === 'right' ? identified(check.user, clock.now()) : rejected));
    },
  };
}

/** A password alone is one factor; it is proved by coming with this request. */
function identified({ username, displayName, emails, groups }: UserDetails, nowMs: number): StrategyOutcome {
  const proofTimes = { firstFactorAtMs: nowMs, secondFactorAtMs: undefined };
  return { outcome: 'identified', identity: { username, displayName, emails, groups, level: 1, proofTimes } };
}
