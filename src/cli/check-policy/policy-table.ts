import type { Explanation, RuleExplanation } from '../../access/explanation.ts';
import type { Subject } from '../../access/subject.ts';
import { formatDuration } from '../../config/notations/duration.ts';
import type { PolicyName } from '../../config/notations.ts';
import type { PolicyQuestion } from './policy-question.ts';

/** The columns of Authelia's table. */
const columns = [
  ['Domain', 'domain'],
  ['Resource', 'resources'],
  ['Query', 'query'],
  ['Method', 'methods'],
  ['Network', 'networks'],
  ['Subject', 'subject'],
] as const;

/** The question in Authelia's words. */
export function questionLine({ target, subject, typed }: PolicyQuestion): string {
  return [
    `Performing policy check for request to '${typed.url}' method '${target.method}'`,
    ...subjectWords(subject),
    ...(typed.ip === undefined ? [] : [`from IP '${typed.ip}'`]),
  ].join(' ');
}

function subjectWords({ username, groups, clientId }: Subject): readonly string[] {
  return [
    ...(username === undefined ? [] : [`username '${username}'`]),
    ...(groups.length === 0 ? [] : [`groups '${groups.join(',')}'`]),
    ...(clientId === undefined ? [] : [`client id '${clientId}'`]),
  ];
}

/**
 * Authelia's table (behaviour.md §5.5): a row for each rule, marked `*` where it holds and decides, `~` where it may hold for some people,
 * `#` where it would hold but an earlier rule decides. Unless verbose, it ends with the rule that decides.
 */
export function policyTable(rules: readonly RuleExplanation[], isVerbose: boolean): string {
  const shown = rules.filter(({ isSkipped }) => isVerbose || !isSkipped);
  const width = String(shown.at(-1)?.rule ?? 0).length + 4;
  const line = (mark: string, number: string, cells: readonly string[]) =>
    `${`${mark} ${number}`.padEnd(width)}${cells.map((cell) => cell.padEnd(10)).join('')}`.trimEnd();
  const header = line(
    ' ',
    '#',
    columns.map(([title]) => title),
  );
  const rows = shown.map((rule) =>
    line(
      markOf(rule),
      String(rule.rule),
      columns.map(([, name]) => rule.criteria[name]),
    ),
  );
  return `${[header, ...rows].join('\n')}\n`;
}

function markOf({ verdict, isSkipped }: RuleExplanation): string {
  if (verdict === 'miss') return ' ';
  if (isSkipped) return '#';
  return verdict === 'hit' ? '*' : '~';
}

/** What will be applied, in Authelia's words; where it depends on who asks, both candidates. */
export function outcomeLine({ rules, readings }: Explanation, defaultPolicy: PolicyName): string {
  if (readings === undefined) {
    return "The policy 'deny' will be applied to this request as its path can be read in too many ways.";
  }
  if (rules.length === 0) {
    return `The default policy '${defaultPolicy}' will be applied to ALL requests as no rules are configured.`;
  }
  const asked = rules.filter(({ isSkipped }) => !isSkipped);
  const potential = asked.find(({ verdict }) => verdict === 'may');
  const applied = asked.find(({ verdict }) => verdict === 'hit');
  const fallback = `the policy '${defaultPolicy}' from the default policy`;
  if (potential === undefined) {
    return applied === undefined
      ? `The policy '${defaultPolicy}' from the default policy will be applied to this request as no rules matched the request.`
      : `The policy ${from(applied)} will be applied to this request.`;
  }
  const first = `The policy ${from(potential)} will potentially be applied to this request.`;
  return applied === undefined
    ? `${first} Otherwise ${fallback} will be.`
    : `${first} If not policy ${from(applied)} will be.`;
}

/** The limits beside the policy, where the requirement has any; else nothing. Authelia has no such lines. */
export function limitLines({ requirement }: Explanation): string {
  const { policy, maxAgeMs, inactivityMs, expirationMs, isActivity } = requirement;
  const proof = policy === 'two_factor' ? 'The proof of the second factor' : 'The latest proof';
  return [
    maxAgeMs === undefined ? '' : `${proof} must be younger than ${formatDuration(maxAgeMs)} (max_age).\n`,
    inactivityMs === undefined
      ? ''
      : `The application must have been used less than ${formatDuration(inactivityMs)} ago (inactivity).\n`,
    expirationMs === undefined
      ? ''
      : `The latest proof must be younger than ${formatDuration(expirationMs)} (expiration).\n`,
    isActivity === false ? 'The request keeps no session from going idle (counts_as_activity).\n' : '',
  ].join('');
}

function from({ policy, rule }: RuleExplanation): string {
  return `'${policy}' from rule #${rule}`;
}
