import { groupNames } from '../../notations/regular-expression.ts';
import type { CheckContext, Report } from '../../section.ts';
import { unsupportedCriteria } from '../../unsupported-yet.ts';
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

function checkRule(rule: AccessRuleConfig, path: Path, report: Report): void {
  const wrong = (key: string, message: string, hint: string) =>
    report({ path: [...path, key], severity: 'error', message, hint });
  if (rule.domain.length === 0 && rule.domain_regex.length === 0) {
    wrong('domain', 'The rule names no domain.', 'Write domain or domain_regex.');
  }
  if (rule.policy === 'bypass') checkBypass(rule, wrong);
  if (new Set(rule.methods).size < rule.methods.length) {
    wrong('methods', 'A method is named twice.', 'Write each method once.');
  }
  for (const domain of rule.domain.filter((name) => /^\*[^.]/.test(name))) {
    const message = `${domain} matches no host, for no dot follows the star.`;
    report({ path: [...path, 'domain'], severity: 'warning', message, hint: `Write *.${domain.slice(1)}.` });
  }
  for (const { key, message } of unsupportedCriteria.filter((criterion) => rule[criterion.key].length > 0)) {
    wrong(key, message, 'Remove the rule, or wait for the version that has this criterion.');
  }
}

function checkBypass(
  rule: AccessRuleConfig,
  wrong: (key: string, message: string, hint: string) => void,
): void {
  const hint = 'Remove it, or write one_factor: bypass asks nobody who they are.';
  if (rule.subject.length > 0) wrong('subject', 'A bypass rule cannot depend on who asks.', hint);
  const identifies = rule.domain_regex.some((expression) =>
    groupNames(expression).some((name) => name === 'User' || name === 'Group'),
  );
  if (identifies) wrong('domain_regex', 'A bypass rule cannot depend on who asks (User, Group).', hint);
}
