import type { Requirement } from '../access/policy.ts';
import { limitOver } from '../session/application-limits.ts';
import { isProofYoung } from '../session/proof-age.ts';
import type { TargetDecision, UnauthorizedReason } from './decision.ts';
import type { Identification } from './identify.ts';

/** What a decision depends on beside the rule and the person. */
export interface DecisionCircumstances {
  /** Undefined where nobody told it (legacy endpoints). */
  readonly portalUrl: string | undefined;
  readonly nowMs: number;
  /** The target's. */
  readonly host: string;
}

/** Compares what is required with who asks (behaviour.md §2.2 steps 7 and 8, §5.3). Pure. */
export function decide(
  requirement: Requirement,
  { identity, isRejected, challenge }: Identification,
  { portalUrl, nowMs, host }: DecisionCircumstances,
): TargetDecision {
  const { policy, dependsOnSubject, maxAgeMs } = requirement;
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
      const level = policy === 'two_factor' ? 2 : 1;
      if (identity.level < level) return unauthorized('level-too-low');
      if (!isProofYoung(identity.proofTimes, { level, maxAgeMs, nowMs }))
        return unauthorized('proof-too-old');
      const over = limitOver({ ...identity.proofTimes, usedAtMs: identity.usedAtMs }, requirement, {
        host,
        nowMs,
      });
      if (over === undefined) return { kind: 'allow', identity, reason: 'level-reached' };
      return unauthorized(over === 'expiration' ? 'proof-too-old' : 'unused-too-long');
    }
    case 'deny':
      return identity === undefined && dependsOnSubject
        ? unauthorized('denied-unless-known')
        : { kind: 'forbidden', reason: 'denied' };
  }
}
