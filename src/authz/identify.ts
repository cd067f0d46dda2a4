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
export async function identify(
  strategies: readonly IdentityStrategy[],
  request: AuthzRequest,
  context: StrategyContext,
): Promise<Identification> {
  let challenge: Challenge | undefined;
  for (const strategy of strategies) {
    challenge = strategy.challenge;
    const found = await strategy.identify(request, context);
    if (found.outcome === 'identified') {
      const { identity, session } = found;
      return { identity, session, isRejected: false, challenge };
    }
    if (found.outcome === 'rejected') return { identity: undefined, isRejected: true, challenge };
  }
  return { identity: undefined, isRejected: false, challenge };
}
