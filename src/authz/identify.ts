import { type Awaitable, whenThere } from '../lib/when-there.ts';
import type { FoundSession } from '../session/sessions.ts';
import type { AuthzRequest } from './authz-request.ts';
import type { Challenge } from './decision.ts';
import type { Identity } from './identity.ts';
import type { IdentityStrategy, StrategyContext } from './strategy.ts';

/** Who asks, as far as the strategies of an endpoint can tell. */
export interface Identification {
  readonly identity: Identity | undefined;
  /** The session that told it, where one did. */
  readonly session?: FoundSession | undefined;
  /** Credentials were sent and do not hold. */
  readonly isRejected: boolean;
  /** The challenge of the strategy that was asked last, if it has one. */
  readonly challenge: Challenge | undefined;
}

/** Asks the strategies in turn until one knows the person or rejects what was sent (behaviour.md §2.2 step 5). */
export function identify(
  strategies: readonly IdentityStrategy[],
  request: AuthzRequest,
  context: StrategyContext,
): Awaitable<Identification> {
  return askFrom(0, strategies, request, context);
}

/** Asks the strategies from that position on. */
function askFrom(
  position: number,
  strategies: readonly IdentityStrategy[],
  request: AuthzRequest,
  context: StrategyContext,
): Awaitable<Identification> {
  const strategy = strategies[position];
  if (strategy === undefined) return unknownPerson(strategies.at(-1)?.challenge);
  return whenThere(strategy.identify(request, context), (found): Awaitable<Identification> => {
    if (found.outcome === 'none') return askFrom(position + 1, strategies, request, context);
    const challenge = found.challenge ?? strategy.challenge;
    return found.outcome === 'rejected'
      ? { identity: undefined, isRejected: true, challenge }
      : { identity: found.identity, session: found.session, isRejected: false, challenge };
  });
}

function unknownPerson(challenge: Challenge | undefined): Identification {
  return { identity: undefined, isRejected: false, challenge };
}
