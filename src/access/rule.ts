import type { AccessRuleConfig } from '../config/sections/access-control.ts';
import type { Criterion } from './criteria/criterion.ts';
import { compileDomain } from './criteria/domain.ts';
import { dependsOnIdentity, readDomainPattern } from './criteria/domain-pattern.ts';
import { compileIdentityPattern } from './criteria/identity-pattern.ts';
import { compileMethods } from './criteria/methods.ts';
import { compileNetworkCriterion } from './criteria/networks.ts';
import { compileQuery } from './criteria/query.ts';
import { compileResources } from './criteria/resources.ts';
import { compileSubjects } from './criteria/subject.ts';
import type { Requirement } from './policy.ts';
import type { Question } from './question.ts';
import type { Verdict } from './verdict.ts';

/** The criteria by the names under which people see them; `domain` stands for `domain_regex`, too. */
export type CriterionName = 'domain' | 'methods' | 'networks' | 'subject' | 'query' | 'resources';

/** One rule, compiled. */
export interface Rule {
  /** What it requires of those for whom it holds. */
  readonly requirement: Requirement;
  /** What it requires of a visitor for whom it may hold. */
  readonly requirementIfMay: Requirement;
  readonly criteria: Readonly<Record<CriterionName, Criterion>>;
}

/** In the order of what they cost. */
const evaluationOrder = ['domain', 'methods', 'networks', 'subject', 'query', 'resources'] as const;

/** Compiles the rule at a position, counted from 0. Throws for what the configuration refuses: an expression or a network that is none. */
export function compileRule(config: AccessRuleConfig, position: number): Rule {
  const domains = config.domain.map(readDomainPattern);
  const expressions = config.domain_regex.map((one) => compileIdentityPattern(one, { ignoresCase: true }));
  const resources = config.resources.map((one) => compileIdentityPattern(one));
  const dependsOnSubject =
    config.subject.length > 0 ||
    domains.some(dependsOnIdentity) ||
    [...expressions, ...resources].some((pattern) => pattern.dependsOnIdentity);
  const { policy, max_age, inactivity, expiration } = config;
  const requirement: Requirement = Object.freeze({
    policy,
    rule: position + 1,
    dependsOnSubject,
    ...(max_age === undefined ? {} : { maxAgeMs: max_age }),
    ...(inactivity === undefined ? {} : { inactivityMs: inactivity }),
    ...(expiration === undefined ? {} : { expirationMs: expiration }),
    ...(config.counts_as_activity === false ? { isActivity: false } : {}),
  });
  return {
    requirement,
    requirementIfMay:
      config.policy === 'bypass' ? Object.freeze({ ...requirement, policy: 'one_factor' }) : requirement,
    criteria: {
      domain: compileDomain(domains, expressions),
      methods: compileMethods(config.methods),
      networks: compileNetworkCriterion(config.networks),
      subject: compileSubjects(config.subject),
      query: compileQuery(config.query),
      resources: compileResources(resources),
    },
  };
}

/** How a rule stands to a question: all its criteria must hold (behaviour.md §5.1). */
export function ruleVerdict({ criteria }: Rule, question: Question): Verdict {
  let verdict: Verdict = 'hit';
  for (const name of evaluationOrder) {
    const one = criteria[name](question);
    if (one === 'miss') return 'miss';
    if (one === 'may') verdict = 'may';
  }
  return verdict;
}
