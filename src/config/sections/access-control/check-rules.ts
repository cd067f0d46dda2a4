import { groupNames } from '../../notations/regular-expression.ts';
import type { CheckContext, Report } from '../../section.ts';
import type { AccessControlConfig, AccessRuleConfig } from '../access-control.ts';

/** The checks of `access_control` that need more than one key (behaviour.md §4.5). */
export function checkAccessRules(ready: AccessControlConfig, { report }: CheckContext): void {
  checkDefaultPolicy(ready, report);
  for (const [index, rule] of ready.rules.entries()) checkRule(rule, ['rules', index], report);
  const usesTwoFactor = [ready.default_policy, ...ready.rules.map(({ policy }) => policy)].includes(
    'two_factor',
  );
  if (!usesTwoFactor) return;
  report({
    path: [],
    severity: 'warning',
    message:
      'A policy requires two factors, which nobody can give yet in this version: what it guards stays closed.',
    hint: 'Write one_factor where a password is to be enough for now.',
  });
}

function checkDefaultPolicy({ default_policy, rules }: AccessControlConfig, report: Report): void {
  if (rules.length > 0) return;
  if (default_policy === 'deny' || default_policy === 'bypass') {
    report({
      path: ['default_policy'],
      severity: 'error',
      message: `There are no rules, and the default policy ${default_policy} ${default_policy === 'deny' ? 'lets nobody in' : 'guards nothing'}.`,
      hint: 'Write rules, or set default_policy to one_factor or two_factor.',
    });
    return;
  }
  const message = `There are no rules: ${default_policy} is required everywhere.`;
  report({ path: ['rules'], severity: 'warning', message });
}

type Path = readonly (string | number)[];

/** Says that something is wrong with a key of a rule. */
type Tell = (severity: 'error' | 'warning', key: string, message: string, hint: string) => void;

function checkRule(rule: AccessRuleConfig, path: Path, report: Report): void {
  const tell: Tell = (severity, key, message, hint) =>
    report({ path: [...path, key], severity, message, hint });
  if (rule.domain.length === 0 && rule.domain_regex.length === 0) {
    tell('error', 'domain', 'The rule names no domain.', 'Write domain or domain_regex.');
  }
  for (const key of ['max_age', 'inactivity', 'expiration'] as const) {
    if (rule[key] !== undefined) checkLimit(rule.policy, key, tell);
  }
  if (rule.policy === 'bypass') checkBypass(rule, tell);
  else checkEnds(rule, tell);
  if (new Set(rule.methods).size < rule.methods.length) {
    tell('error', 'methods', 'A method is named twice.', 'Write each method once.');
  }
  for (const domain of rule.domain.filter((name) => /^\*[^.]/.test(name))) {
    const message = `${domain} matches no host, for no dot follows the star.`;
    tell('warning', 'domain', message, `Write *.${domain.slice(1)}.`);
  }
}

/** Where nothing is proved, no proof can be too old. */
function checkLimit(policy: AccessRuleConfig['policy'], key: string, tell: Tell): void {
  const hint = `Remove ${key}, or write one_factor or two_factor.`;
  if (policy === 'bypass') {
    tell('error', key, 'A bypass rule asks for no proof, so none can be too old.', hint);
  } else if (policy === 'deny') {
    tell('warning', key, 'A deny rule lets nobody in, however young their proof.', hint);
  }
}

const askNobody = 'Remove it, or write one_factor: bypass asks nobody who they are.';

/** What a rule lets through for everyone must not depend on who asks (behaviour.md §4.5), nor on what a visitor may add to a URL. */
function checkBypass(rule: AccessRuleConfig, tell: Tell): void {
  if (rule.subject.length > 0) {
    tell('error', 'subject', 'A bypass rule cannot depend on who asks.', askNobody);
  }
  if (rule.domain_regex.some(identifies)) {
    tell('error', 'domain_regex', 'A bypass rule cannot depend on who asks (User, Group).', askNobody);
  }
  const signInFirst = 'A bypass rule that depends on who asks makes everyone sign in first.';
  if (rule.domain.some((domain) => /^\{(?:user|group)\}/i.test(domain))) {
    tell('warning', 'domain', signInFirst, 'Write one_factor, which means the same and says so.');
  }
  if (rule.resources.some(identifies)) {
    tell('warning', 'resources', signInFirst, 'Write one_factor, which means the same and says so.');
  }
  for (const expression of rule.resources.filter((one) => !/\^|\\A/.test(one))) {
    const message = `${expression} is also found in the middle of a path and in the query, which anyone can add to.`;
    tell('warning', 'resources', message, `Let it begin with ^: ^/${expression.replace(/^\/+/, '')}`);
  }
}

/** An expression that ends with the path misses it as soon as a query follows, which a visitor may add. */
function checkEnds({ policy, resources }: AccessRuleConfig, tell: Tell): void {
  for (const expression of resources.filter((one) => /(?:^|[^\\])[\w/]\$$/.test(one))) {
    const message = `${expression} is not found where a query follows the path, so that adding one avoids ${policy}.`;
    tell('warning', 'resources', message, `Write ${expression.slice(0, -1)}(\\?.*)?$`);
  }
}

function identifies(expression: string): boolean {
  return groupNames(expression).some((name) => name === 'User' || name === 'Group');
}
