import type { Policy, Requirement } from '../access/policy.ts';
import type { Target } from '../access/target.ts';
import { levelOf } from '../session/level.ts';
import type { Session } from '../session/session.ts';

/** What keeps somebody who is signed in from a target: nothing, a second factor, or the policy, whatever they prove. */
export type Missing = 'nothing' | 'second-factor' | 'permission';

/** Whether the person signed in may go to a target, and by which rule. */
export function whatIsMissing(
  policy: Policy,
  session: Session,
  target: Target,
  address: string | undefined,
): { readonly missing: Missing; readonly requirement: Requirement } {
  const subject = { username: session.username, groups: session.groups, address };
  const requirement = policy.required(subject, target);
  return { missing: missingFor(requirement, session), requirement };
}

function missingFor(requirement: Requirement, session: Session): Missing {
  if (requirement.policy === 'deny') return 'permission';
  return requirement.policy === 'two_factor' && levelOf(session.methods) < 2 ? 'second-factor' : 'nothing';
}
