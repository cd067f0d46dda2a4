import type { Target } from '../access/target.ts';
import type { AuthnStrategyConfig } from '../config/sections/server.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Session } from '../session/session.ts';
import type { FoundSession } from '../session/sessions.ts';
import type { AuthzRequest } from './authz-request.ts';
import type { Challenge } from './decision.ts';
import type { Identity } from './identity.ts';

/** What a strategy makes of a request. */
export type StrategyOutcome =
  | {
      readonly outcome: 'identified';
      readonly identity: Identity;
      /** Where a session told it. */
      readonly session?: FoundSession;
      /** How more is asked for where this is not enough; the strategy's own challenge if left out. */
      readonly challenge?: Challenge;
    }
  /** Nothing of its kind was sent: the next strategy is asked. */
  | { readonly outcome: 'none' }
  /** Something was sent and is wrong: nobody else is asked. It may have a challenge other than the strategy's own. */
  | { readonly outcome: 'rejected'; readonly challenge?: Challenge };

/** What a strategy may need beyond the request. */
export interface StrategyContext {
  /** The cookie domain of the target. */
  readonly domain: CookieDomainConfig;
  /** What the request is for. */
  readonly target: Target;
  /** The client's canonical address. */
  readonly address: string | undefined;
  /** Whether the request keeps the session of whoever asks from going idle. */
  readonly countsAsActivity: true | ((session: Session) => boolean);
}

/** One way of telling who asks (behaviour.md §2.5). A failure of the outside world throws `AppError`. */
export interface IdentityStrategy {
  readonly name: AuthnStrategyConfig['name'];
  /** How the client is asked for credentials of this kind; undefined where that is the portal's business. */
  readonly challenge: Challenge | undefined;
  identify(request: AuthzRequest, context: StrategyContext): Promise<StrategyOutcome> | StrategyOutcome;
}

/** The outcome for a request that carries nothing of a strategy's kind. */
export const nobody: StrategyOutcome = Object.freeze({ outcome: 'none' });

/** The outcome for credentials that do not hold. */
export const rejected: StrategyOutcome = Object.freeze({ outcome: 'rejected' });
