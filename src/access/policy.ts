import type { PolicyName } from '../config/notations.ts';
import type { AccessControlConfig } from '../config/sections/access-control.ts';
import { type Explanation, explainRules } from './explanation.ts';
import { readPath } from './path/read-path.ts';
import { createQuestion, type Question } from './question.ts';
import { compileRule, type Rule, ruleVerdict } from './rule.ts';
import { indexRules, type RuleIndex } from './rule-index.ts';
import { isStricter, withBothLimits } from './stricter.ts';
import type { Subject } from './subject.ts';
import type { Target } from './target.ts';

/** What a target requires of a subject, and why. */
export interface Requirement {
  readonly policy: PolicyName;
  /** The rule that decided, counted from 1 as people count; undefined for the default policy. */
  readonly rule: number | undefined;
  /** Whether the rule depends on who asks: an anonymous visitor is then sent to sign in instead of being refused. */
  readonly dependsOnSubject: boolean;
  /**
   * The proof must be younger, in milliseconds: with `one_factor` the latest of any factor, with `two_factor` that of the second; absent = as
   * old as it likes.
   */
  readonly maxAgeMs?: number;
  /** The application must have been used, or a factor proved, less than so many milliseconds ago; absent = whenever. */
  readonly inactivityMs?: number;
  /** A factor must have been proved less than so many milliseconds ago; absent = whenever. */
  readonly expirationMs?: number;
  /** Such requests keep no session from going idle; absent = they do. */
  readonly isActivity?: false;
}

/** The compiled access control: pure, no I/O. */
export interface Policy {
  /**
   * The first matching rule's word, else the default policy's (behaviour.md §5.1); of an ambiguous path the strictest word of all its
   * readings (departures.md §3). A bypass rule that only may hold asks an anonymous visitor to sign in.
   */
  required(subject: Subject, target: Target): Requirement;
  /** The same, with what each rule and criterion says. For people: it asks every rule. */
  explain(subject: Subject, target: Target): Explanation;
  /** Whether any rule or the default asks for two factors (behaviour.md §5.4). */
  readonly isSecondFactorNeededAnywhere: boolean;
  /** Whether any rule says that its requests are no activity; where none does, nobody needs to ask before. */
  readonly hasIdleRequests: boolean;
}

interface CompiledRules {
  readonly rules: readonly Rule[];
  readonly index: RuleIndex;
  readonly fallback: Requirement;
  /** Whether any rule looks at the path. */
  readonly usesPaths: boolean;
}

/** For a path that can be read in too many ways: no rule answers for that. */
const unreadable: Requirement = Object.freeze({ policy: 'deny', rule: undefined, dependsOnSubject: false });

/** Compiles the section once. Throws for what the configuration refuses: an expression, a network or a subject that is none. */
export function compilePolicy(config: Pick<AccessControlConfig, 'rules' | 'default_policy'>): Policy {
  const compiled: CompiledRules = {
    rules: config.rules.map(compileRule),
    index: indexRules(config.rules),
    fallback: Object.freeze({ policy: config.default_policy, rule: undefined, dependsOnSubject: false }),
    usesPaths: config.rules.some(({ resources }) => resources.length > 0),
  };
  return {
    required: (subject, target) => decide(compiled, subject, target).requirement,
    explain(subject, target) {
      const { requirement, readings, question } = decide(compiled, subject, target);
      const rules = explainRules(compiled.rules, question);
      return { requirement, readings, reading: question.resource, rules };
    },
    isSecondFactorNeededAnywhere: [
      config.default_policy,
      ...config.rules.map(({ policy }) => policy),
    ].includes('two_factor'),
    hasIdleRequests: config.rules.some(({ counts_as_activity }) => counts_as_activity === false),
  };
}

interface Outcome {
  readonly requirement: Requirement;
  readonly readings: readonly string[] | undefined;
  /** The question whose answer it is. */
  readonly question: Question;
}

function decide(compiled: CompiledRules, subject: Subject, target: Target): Outcome {
  const readings = compiled.usesPaths ? readPath(target.rawPath) : [target.rawPath];
  const [first = target.rawPath, ...others] = readings ?? [];
  const question = createQuestion(subject, target, first);
  if (readings === undefined) return { requirement: unreadable, readings, question };
  let strictest: Outcome = { requirement: answer(compiled, question), readings, question };
  for (const reading of others) {
    const other = createQuestion(subject, target, reading);
    const requirement = answer(compiled, other);
    strictest = isStricter(requirement, strictest.requirement)
      ? {
          requirement: withBothLimits(requirement, strictest.requirement),
          readings,
          question: other,
        }
      : { ...strictest, requirement: withBothLimits(strictest.requirement, requirement) };
  }
  return strictest;
}

/** The first rule's word that holds, or may. */
function answer({ rules, index, fallback }: CompiledRules, question: Question): Requirement {
  let requirement = fallback;
  index.first(question.target.host, (position) => {
    const rule = rules[position];
    const verdict = rule === undefined ? 'miss' : ruleVerdict(rule, question);
    if (rule === undefined || verdict === 'miss') return false;
    requirement = verdict === 'hit' ? rule.requirement : rule.requirementIfMay;
    return true;
  });
  return requirement;
}
