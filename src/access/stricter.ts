import type { PolicyName } from '../config/notations.ts';
import type { Requirement } from './policy.ts';

const strictness: Readonly<Record<PolicyName, number>> = { bypass: 0, one_factor: 1, two_factor: 2, deny: 3 };

/**
 * Whether the first of two requirements asks more: deny > two_factor > one_factor > bypass, deny for all > deny for some, and of the same policy
 * the younger proof.
 */
export function isStricter(one: Requirement, other: Requirement): boolean {
  if (one.policy !== other.policy) return strictness[one.policy] > strictness[other.policy];
  if (one.policy === 'deny') return !one.dependsOnSubject && other.dependsOnSubject;
  return ageOf(one) < ageOf(other);
}

/**
 * The stricter of two requirements, with the narrower of both limits: whoever meets it meets both. A young second factor is a young proof of
 * any factor, too.
 */
export function withBothLimits(stricter: Requirement, other: Requirement): Requirement {
  if (stricter.policy === 'deny') return stricter;
  const narrowed = limits.filter((limit) => (other[limit] ?? Infinity) < (stricter[limit] ?? Infinity));
  const isIdle = other.isActivity === false && stricter.isActivity !== false;
  if (narrowed.length === 0 && !isIdle) return stricter;
  return {
    ...stricter,
    ...Object.fromEntries(narrowed.map((limit) => [limit, other[limit]])),
    ...(isIdle ? { isActivity: false } : {}),
  };
}

const limits = ['maxAgeMs', 'inactivityMs', 'expirationMs'] as const;

function ageOf({ maxAgeMs }: Requirement): number {
  return maxAgeMs ?? Number.POSITIVE_INFINITY;
}
