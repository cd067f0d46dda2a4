import type { Requirement } from '../../src/access/policy.ts';
import type { Subject } from '../../src/access/subject.ts';
import type { AccessControlConfig, AccessRuleConfig } from '../../src/config/sections/access-control.ts';

/** A question as the oracle takes it: every part written out, and the readings of the path listed by hand. */
export interface OracleQuestion {
  /** Lower case, without port. */
  readonly host: string;
  readonly readings: readonly string[];
  readonly query: string | undefined;
  readonly method: string;
  readonly subject: Subject;
}

/**
 * The access control once more, slow and obvious: behaviour.md §5 and departures.md §3 read aloud, rule by rule, with nothing prepared
 * and no code of the product's. Expressions must mean the same to JavaScript as to RE2; networks are IPv4.
 */
export function askOracle(config: AccessControlConfig, question: OracleQuestion): Requirement {
  return question.readings
    .map((path) => askAbout(config, question, path))
    .reduce((one, other) => withYoungest(isHeavier(other, one) ? other : one, one, other));
}

function isHeavier(one: Requirement, other: Requirement): boolean {
  if (weight(one) !== weight(other)) return weight(one) > weight(other);
  return weight(one) < 3 && (one.maxAgeMs ?? Infinity) < (other.maxAgeMs ?? Infinity);
}

/** What is let in at all must be as young as the youngest that any reading asks for. */
function withYoungest(chosen: Requirement, one: Requirement, other: Requirement): Requirement {
  if (chosen.policy === 'deny') return chosen;
  const both: { -readonly [Key in keyof Requirement]: Requirement[Key] } = { ...chosen };
  for (const limit of ['maxAgeMs', 'inactivityMs', 'expirationMs'] as const) {
    const narrower = Math.min(one[limit] ?? Infinity, other[limit] ?? Infinity);
    if (narrower !== Infinity) both[limit] = narrower;
  }
  if (one.isActivity === false || other.isActivity === false) both.isActivity = false;
  return both;
}

function weight({ policy, dependsOnSubject }: Requirement): number {
  if (policy === 'bypass') return 0;
  if (policy === 'one_factor') return 1;
  if (policy === 'two_factor') return 2;
  return dependsOnSubject ? 3 : 4;
}

function askAbout(config: AccessControlConfig, question: OracleQuestion, path: string): Requirement {
  for (const [position, rule] of config.rules.entries()) {
    if (!holdsFor(rule, question, path, false)) continue;
    const isCertain = !isNobody(question.subject) || holdsFor(rule, question, path, true);
    const policy = rule.policy === 'bypass' && !isCertain ? 'one_factor' : rule.policy;
    const required = { policy, rule: position + 1, dependsOnSubject: looksAtPeople(rule) };
    return {
      ...required,
      ...(rule.max_age === undefined ? {} : { maxAgeMs: rule.max_age }),
      ...(rule.inactivity === undefined ? {} : { inactivityMs: rule.inactivity }),
      ...(rule.expiration === undefined ? {} : { expirationMs: rule.expiration }),
      ...(rule.counts_as_activity === false ? { isActivity: false as const } : {}),
    };
  }
  return { policy: config.default_policy, rule: undefined, dependsOnSubject: false };
}

/** Whether a rule holds; `forCertain`: also when nobody may be taken for anybody. */
function holdsFor(
  rule: AccessRuleConfig,
  question: OracleQuestion,
  path: string,
  forCertain: boolean,
): boolean {
  const { host, query, method, subject } = question;
  const text = query ? `${path}?${query}` : path;
  const hasDomain = rule.domain.length + rule.domain_regex.length > 0;
  return (
    (!hasDomain ||
      rule.domain.some((domain) => isDomain(domain, host, subject, forCertain)) ||
      rule.domain_regex.some((one) => isFound(new RegExp(js(one), 'i'), host, subject, forCertain))) &&
    (rule.resources.length === 0 ||
      rule.resources.some((one) => isFound(new RegExp(js(one)), text, subject, forCertain))) &&
    (rule.methods.length === 0 || rule.methods.includes(method)) &&
    (rule.networks.length === 0 || rule.networks.some((network) => isIn(network, subject.address))) &&
    (rule.query.length === 0 || rule.query.some((all) => all.every((one) => isTrue(one, query ?? '')))) &&
    (rule.subject.length === 0 || isSubject(rule.subject, subject, forCertain))
  );
}

function isNobody({ username, groups, clientId }: Subject): boolean {
  return username === undefined && groups.length === 0 && clientId === undefined;
}

function looksAtPeople(rule: AccessRuleConfig): boolean {
  return (
    rule.subject.length > 0 ||
    rule.domain.some((domain) => /^\{(user|group)\}/i.test(domain)) ||
    [...rule.domain_regex, ...rule.resources].some((one) => /\?P<(User|Group)>/.test(one))
  );
}

function isDomain(written: string, host: string, subject: Subject, forCertain: boolean): boolean {
  const domain = written.toLowerCase();
  if (domain.startsWith('*.')) return host.endsWith(domain.slice(1)) && host !== domain.slice(1);
  const [, kind, rest] = /^\{(user|group)\}(.*)$/.exec(domain) ?? [];
  if (kind === undefined || rest === undefined) return host === domain;
  if (isNobody(subject)) return !forCertain && host.endsWith(rest) && host.length > rest.length;
  if (kind === 'user')
    return subject.username !== undefined && host === subject.username.toLowerCase() + rest;
  const dot = host.indexOf('.');
  const isGroup = subject.groups.some((group) => group.toLowerCase() === host.slice(0, dot));
  return dot !== -1 && isGroup && host.slice(dot) === rest;
}

function isFound(expression: RegExp, text: string, subject: Subject, forCertain: boolean): boolean {
  const found = expression.exec(text);
  if (found === null) return false;
  const asks = /\(\?<(User|Group)>/.test(expression.source);
  if (!asks) return true;
  if (isNobody(subject)) return !forCertain;
  const { User: user, Group: group } = found.groups ?? {};
  const isUser =
    !expression.source.includes('<User>') || user?.toLowerCase() === subject.username?.toLowerCase();
  const isGroup =
    !expression.source.includes('<Group>') ||
    subject.groups.some((name) => name.toLowerCase() === group?.toLowerCase());
  return isUser && isGroup && (subject.username !== undefined || !expression.source.includes('<User>'));
}

function isTrue(
  { operator, key, value = '' }: AccessRuleConfig['query'][number][number],
  query: string,
): boolean {
  const found = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => part.split('='))
    .filter(([name]) => name === key)
    .map(([, ...rest]) => rest.join('='));
  const first = found[0] ?? '';
  if (operator === 'present') return found.length > 0;
  if (operator === 'absent') return found.length === 0;
  if (operator === 'equal') return first === value;
  if (operator === 'not equal') return first !== value;
  return new RegExp(value).test(first) === (operator === 'pattern');
}

function isSubject(
  alternatives: AccessRuleConfig['subject'],
  subject: Subject,
  forCertain: boolean,
): boolean {
  if (isNobody(subject)) return !forCertain;
  const own = new Set([
    ...(subject.username === undefined ? [] : [`user:${subject.username}`]),
    ...(subject.clientId === undefined ? [] : [`oauth2:client:${subject.clientId}`]),
    ...subject.groups.map((group) => `group:${group}`),
  ]);
  return alternatives.some((all) => all.every((one) => own.has(one)));
}

function isIn(network: string, address: string | undefined): boolean {
  if (address === undefined) return false;
  const bits = (ip: string) =>
    ip
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  const [base = '', length = '32'] = network.split('/');
  return bits(base).slice(0, Number(length)) === bits(address).slice(0, Number(length));
}

/** JavaScript names groups without the P. */
function js(expression: string): string {
  return expression.replaceAll('(?P<', '(?<');
}
