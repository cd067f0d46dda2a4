import type { TargetProblem } from '../access/target.ts';
import type { ForwardedProblem } from '../http/forwarded-fields.ts';
import type { Identity } from './identity.ts';

/** Why a check request itself is refused. */
export type BadRequestReason =
  | ForwardedProblem
  | TargetProblem
  | 'missing-header'
  | 'contradicting-headers'
  | 'foreign-host'
  | 'malformed-portal-url'
  | 'foreign-portal-url'
  | 'no-portal-url'
  | 'unknown-client-address'
  | 'malformed-message';

/** An HTTP authentication challenge (RFC 9110 §11.6.1, §11.7.1). */
export interface Challenge {
  readonly status: 401 | 407;
  readonly header: 'WWW-Authenticate' | 'Proxy-Authenticate';
  readonly value: string;
}

/** What is decided about a target, before any dialect words it. `reason` is for logs, tests and the policy checker. */
export type TargetDecision =
  | {
      readonly kind: 'allow';
      /** Undefined for an anonymous visitor of a public resource. */
      readonly identity: Identity | undefined;
      readonly reason: 'public' | 'level-reached';
    }
  | {
      readonly kind: 'sign-in';
      /** Undefined where nobody told the portal's URL (legacy endpoints). */
      readonly portalUrl: string | undefined;
      readonly reason: UnauthorizedReason;
    }
  | {
      readonly kind: 'challenge';
      readonly challenge: Challenge;
      readonly reason: UnauthorizedReason | 'credentials-rejected';
    }
  | { readonly kind: 'forbidden'; readonly reason: 'denied' };

/**
 * Why more is needed of somebody: nobody is known, one factor is not enough, the proof is older than the rule's `max_age` or
 * `expiration`, the application was left unused for longer than its `inactivity`, or the rule may hold
 * for others than this visitor.
 */
export type UnauthorizedReason =
  | 'anonymous'
  | 'level-too-low'
  | 'proof-too-old'
  | 'unused-too-long'
  | 'denied-unless-known';

/** Every outcome of a check. */
export type Decision = TargetDecision | { readonly kind: 'bad-request'; readonly reason: BadRequestReason };
