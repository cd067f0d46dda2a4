import type { Explanation, RuleExplanation } from '../../access/explanation.ts';
import type { Requirement } from '../../access/policy.ts';
import type { CriterionName } from '../../access/rule.ts';
import { isAnonymous, type Subject } from '../../access/subject.ts';
import { formatDuration } from '../../config/notations/duration.ts';
import type { AccessRuleConfig } from '../../config/sections/access-control.ts';
import type { PolicyQuestion } from './policy-question.ts';

/** Says in words what each rule makes of the question, and what the visitor meets in the end. */
export function policyWords(
  explanation: Explanation,
  rules: readonly AccessRuleConfig[],
  question: PolicyQuestion,
): string {
  const { requirement, readings, reading } = explanation;
  const lines = explanation.rules
    .filter(({ isSkipped }) => question.isVerbose || !isSkipped)
    .flatMap((rule) => ruleWords(rule, rules[rule.rule - 1], question, reading));
  const ambiguity = readings === undefined || readings.length > 1 ? [ambiguityWords(readings, reading)] : [];
  return `${[...ambiguity, ...lines, outcomeWords(requirement, question.subject)].join('\n')}\n`;
}

function ambiguityWords(readings: readonly string[] | undefined, reading: string): string {
  if (readings === undefined) {
    return 'Programs can read this path in so many ways that no rule could be relied upon: it is denied.';
  }
  const list = readings.map((one) => `  ${one}`).join('\n');
  return `Programs can read this path in ${readings.length} ways:\n${list}\nThe rules are asked about each, and the strictest answer counts. It comes from ${reading}, which is explained here.`;
}

function ruleWords(
  { rule, policy, verdict, isSkipped, criteria }: RuleExplanation,
  config: AccessRuleConfig | undefined,
  question: PolicyQuestion,
  reading: string,
): readonly string[] {
  const head = `Rule ${rule} (${policy})`;
  if (isSkipped)
    return [`${head} is not asked any more${verdict === 'miss' ? '' : ', although it would match'}.`];
  if (verdict === 'hit') return [`${head} matches and decides.`];
  const wanted = verdict === 'miss' ? 'miss' : 'may';
  const reasons = criterionNames
    .filter((name) => criteria[name] === wanted)
    .map((name) => (config === undefined ? name : reasonWords[name](config, question, reading)[wanted]));
  return [`${head} ${verdict === 'miss' ? 'does not match' : 'may match'}: ${reasons.join('; ')}.`];
}

const criterionNames = ['domain', 'resources', 'query', 'methods', 'networks', 'subject'] as const;

/** Why a criterion does not hold, or only may. */
const reasonWords: Readonly<
  Record<
    CriterionName,
    (
      rule: AccessRuleConfig,
      question: PolicyQuestion,
      reading: string,
    ) => { readonly miss: string; readonly may: string }
  >
> = {
  domain: ({ domain, domain_regex }, { target: { host } }) => ({
    miss: `the host ${host} does not fall under ${either([...domain, ...domain_regex])}`,
    may: `whether the host ${host} falls under ${either([...domain, ...domain_regex])} depends on who asks`,
  }),
  resources: ({ resources }, _, reading) => ({
    miss: `${either(resources)} is not found in ${reading}`,
    may: `whether ${either(resources)} stands for ${reading} depends on who asks`,
  }),
  query: (_rule, { target: { rawQuery } }) => ({
    miss: rawQuery
      ? `the query ${rawQuery} does not pass the tests`
      : 'an empty query does not pass the tests',
    may: 'the query depends on who asks',
  }),
  methods: ({ methods }, { target: { method } }) => ({
    miss: `the method ${method} is not ${either(methods)}`,
    may: 'the method depends on who asks',
  }),
  networks: ({ networks }, { subject: { address } }) => ({
    miss:
      address === undefined
        ? 'the address of the client is not known'
        : `the address ${address} is not in ${either(networks)}`,
    may: 'the network depends on who asks',
  }),
  subject: ({ subject }, question) => ({
    miss: `${nameOf(question.subject)} is not ${subjectsOf(subject)}`,
    may: `nobody is signed in who could be ${subjectsOf(subject)}`,
  }),
};

function outcomeWords({ policy, rule, dependsOnSubject, maxAgeMs }: Requirement, subject: Subject): string {
  const source = rule === undefined ? 'The default policy' : `Rule ${rule}`;
  const who = nameOf(subject);
  if (policy === 'bypass')
    return `${source} decides: ${who} is let through without being asked for anything.`;
  if (policy === 'deny') {
    const isAsked = isAnonymous(subject) && dependsOnSubject;
    return `${source} decides: ${who} is ${isAsked ? 'asked to sign in, and is refused or not by who they are' : 'refused'}.`;
  }
  const count = policy === 'two_factor' ? 'two factors' : 'one factor';
  const factors =
    maxAgeMs === undefined
      ? count
      : `${count}, ${policy === 'two_factor' ? 'the second' : 'one'} given less than ${formatDuration(maxAgeMs)} ago`;
  return isAnonymous(subject)
    ? `${source} decides: ${who} is asked to sign in with ${factors}, after which the rules are asked anew.`
    : `${source} decides: ${who} is let through after signing in with ${factors}.`;
}

function nameOf(subject: Subject): string {
  if (isAnonymous(subject)) return 'somebody who is not signed in';
  const { username, groups, clientId } = subject;
  const who = username ?? (clientId === undefined ? 'somebody' : `the client ${clientId}`);
  return groups.length === 0 ? who : `${who} in ${groups.join(', ')}`;
}

function subjectsOf(alternatives: readonly (readonly string[])[]): string {
  return either(alternatives.map((all) => all.join(' and ')));
}

function either(texts: readonly string[]): string {
  return texts.join(' or ');
}
