import type { PolicyName } from '../config/notations.ts';
import type { Requirement } from './policy.ts';

const strictness: Readonly<Record<PolicyName, number>> = { bypass: 0, one_factor: 1, two_factor: 2, deny: 3 };

/** Whether the first of two requirements asks more: deny > two_factor > one_factor > bypass, and deny for all > deny for some. */
export function isStricter(one: Requirement, other: Requirement): boolean {
  if (one.policy !== other.policy) return strictness[one.policy] > strictness[other.policy];
  return one.policy === 'deny' && !one.dependsOnSubject && other.dependsOnSubject;
}
