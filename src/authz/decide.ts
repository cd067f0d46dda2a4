import type { Requirement } from '../access/policy.ts';
import type { TargetDecision, UnauthorizedReason } from './decision.ts';
import type { Identification } from './identify.ts';

/** Compares what is required with who asks (behaviour.md §2.2 steps 7 and 8, §5.3). Pure. */
export function decide(
  requirement: Requirement,
  { identity, isRejected, challenge }: Identification,
  portalUrl: string | undefined,
): TargetDecision {
  const { policy, dependsOnSubject } = requirement;
  const unauthorized = (reason: UnauthorizedReason): TargetDecision =>
    challenge === undefined
      ? { kind: 'sign-in', portalUrl, reason }
      : { kind: 'challenge', challenge, reason };

  if (policy === 'bypass') return { kind: 'allow', identity, reason: 'public' };
  if (isRejected && !dependsOnSubject && challenge !== undefined) {
    return { kind: 'challenge', challenge, reason: 'credentials-rejected' };
  }
  switch (policy) {
    case 'one_factor':
    case 'two_factor': {
      if (identity === undefined) return unauthorized('anonymous');
      const isReached = identity.level >= (policy === 'two_factor' ? 2 : 1);
      return isReached ? { kind: 'allow', identity, reason: 'level-reached' } : unauthorized('level-too-low');
    }
    case 'deny':
      return identity === undefined && dependsOnSubject
        ? unauthorized('denied-unless-known')
        : { kind: 'forbidden', reason: 'denied' };
  }
}
