import type { Policy } from '../access/policy.ts';
import type { Target } from '../access/target.ts';
import { levelOf } from '../session/level.ts';
import type { Session } from '../session/session.ts';

/** Whether a target asks more of the person signed in than they have proved. One that is denied to them asks nothing more. */
export function needsSecondFactor(
  policy: Policy,
  session: Session,
  target: Target,
  address: string | undefined,
): boolean {
  if (levelOf(session.methods) === 2) return false;
  const subject = { username: session.username, groups: session.groups, address };
  return policy.required(subject, target).policy === 'two_factor';
}
