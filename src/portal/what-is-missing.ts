import type { Policy, Requirement } from '../access/policy.ts';
import type { Target } from '../access/target.ts';
import { limitOver } from '../session/application-limits.ts';
import { levelOf } from '../session/level.ts';
import { isProofYoung } from '../session/proof-age.ts';
import type { Session } from '../session/session.ts';

/**
 * What keeps somebody who is signed in from a target: nothing, a proof of any factor that is younger, a second factor (where there is none, or
 * where it is too old), or the policy, whatever they prove.
 */
export type Missing = 'nothing' | 'fresh-first-factor' | 'second-factor' | 'permission';

/** Where, from where and when somebody wants to go. */
export interface Journey {
  readonly target: Target;
  readonly address: string | undefined;
  readonly nowMs: number;
}

/** Whether the person signed in may go to a target, and by which rule. */
export function whatIsMissing(
  policy: Policy,
  session: Session,
  { target, address, nowMs }: Journey,
): { readonly missing: Missing; readonly requirement: Requirement } {
  const subject = { username: session.username, groups: session.groups, address };
  const requirement = policy.required(subject, target);
  const missing = missingFor(requirement, session, nowMs);
  if (missing !== 'nothing' || requirement.policy === 'bypass') return { missing, requirement };
  const isOver = limitOver(session, requirement, { host: target.host, nowMs }) !== undefined;
  return { missing: isOver ? 'fresh-first-factor' : 'nothing', requirement };
}

function missingFor({ policy, maxAgeMs }: Requirement, session: Session, nowMs: number): Missing {
  switch (policy) {
    case 'bypass':
      return 'nothing';
    case 'deny':
      return 'permission';
    case 'one_factor':
      return isProofYoung(session, { level: 1, maxAgeMs, nowMs }) ? 'nothing' : 'fresh-first-factor';
    case 'two_factor': {
      const isReached = levelOf(session.methods) === 2;
      return isReached && isProofYoung(session, { level: 2, maxAgeMs, nowMs }) ? 'nothing' : 'second-factor';
    }
  }
}
