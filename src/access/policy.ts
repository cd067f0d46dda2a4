import type { PolicyName } from '../config/notations.ts';
import type { AccessControlConfig } from '../config/sections/access-control.ts';
import type { Subject } from './subject.ts';
import type { Target } from './target.ts';

/** What a target requires of a subject, and why. */
export interface Requirement {
  readonly policy: PolicyName;
  /** The rule that decided, counted from 1 as people count; undefined for the default policy. */
  readonly rule: number | undefined;
  /** Whether the rule depends on who asks: an anonymous visitor is then sent to sign in instead of being refused. */
  readonly dependsOnSubject: boolean;
}

/** The compiled access control: pure, no I/O. */
export interface Policy {
  /** The first matching rule's word, else the default policy's (behaviour.md §5.1). */
  required(subject: Subject, target: Target): Requirement;
  /** Whether any rule or the default asks for two factors (behaviour.md §5.4). */
  readonly isSecondFactorNeededAnywhere: boolean;
}

/** Compiles the section once. */
export function compilePolicy(_config: AccessControlConfig): Policy {
  throw new TypeError('compilePolicy comes with src/access');
}
