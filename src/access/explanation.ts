import type { PolicyName } from '../config/notations.ts';
import type { Requirement } from './policy.ts';
import type { Question } from './question.ts';
import { type CriterionName, type Rule, ruleVerdict } from './rule.ts';
import type { Verdict } from './verdict.ts';

/** Why a policy says what it says, rule by rule. */
export interface Explanation {
  readonly requirement: Requirement;
  /** The ways in which the path can be read, the usual one first; undefined where there are too many, which denies it to everybody. */
  readonly readings: readonly string[] | undefined;
  /** The reading that asked most; the rules are explained for it. */
  readonly reading: string;
  readonly rules: readonly RuleExplanation[];
}

/** How one rule stands to a question. */
export interface RuleExplanation {
  /** Counted from 1. */
  readonly rule: number;
  readonly policy: PolicyName;
  readonly verdict: Verdict;
  readonly criteria: Readonly<Record<CriterionName, Verdict>>;
  /** An earlier rule holds for certain, so that this one is never asked. */
  readonly isSkipped: boolean;
}

/** Asks every criterion of every rule, also behind the one that decides. */
export function explainRules(rules: readonly Rule[], question: Question): readonly RuleExplanation[] {
  let isDecided = false;
  return rules.map((rule, position) => {
    const { criteria, requirement } = rule;
    const verdict = ruleVerdict(rule, question);
    const isSkipped = isDecided;
    isDecided ||= verdict === 'hit';
    return {
      rule: position + 1,
      policy: requirement.policy,
      verdict,
      isSkipped,
      criteria: {
        domain: criteria.domain(question),
        resources: criteria.resources(question),
        query: criteria.query(question),
        methods: criteria.methods(question),
        networks: criteria.networks(question),
        subject: criteria.subject(question),
      },
    };
  });
}
