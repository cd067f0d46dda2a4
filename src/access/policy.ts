import type { PolicyName } from '../config/notations.ts';
import type { AccessControlConfig, AccessRuleConfig } from '../config/sections/access-control.ts';
import { dependsOnIdentity, indexDomains, noRule } from './domain-index.ts';
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

/** The criteria that are not evaluated yet: a rule that names one must not be taken for a broader one. */
const criteriaToCome = ['domain_regex', 'subject', 'networks', 'resources', 'methods', 'query'] as const;

/** Compiles the section once. Throws `TypeError` for a rule with a criterion other than `domain`; the configuration refuses it earlier. */
export function compilePolicy(config: AccessControlConfig): Policy {
  const requirements = config.rules.map(compileRule);
  const fallback = freeze(config.default_policy, undefined, false);
  const domains = indexDomains(config.rules.map(({ domain }) => domain));
  return {
    required(subject, target) {
      const position = domains.first(target.host, subject);
      return position === noRule ? fallback : (requirements[position] ?? fallback);
    },
    isSecondFactorNeededAnywhere: [fallback, ...requirements].some(({ policy }) => policy === 'two_factor'),
  };
}

function compileRule(rule: AccessRuleConfig, position: number): Requirement {
  for (const criterion of criteriaToCome) {
    if (rule[criterion].length > 0) {
      throw new TypeError(`access_control.rules[${position}].${criterion} cannot be evaluated`);
    }
  }
  return freeze(rule.policy, position + 1, rule.domain.some(dependsOnIdentity));
}

function freeze(policy: PolicyName, rule: number | undefined, dependsOnSubject: boolean): Requirement {
  return Object.freeze({ policy, rule, dependsOnSubject });
}
