import { compilePolicy, type Requirement } from '../../src/access/policy.ts';
import type { Subject } from '../../src/access/subject.ts';
import { parseTarget, type Target } from '../../src/access/target.ts';
import type { PolicyName } from '../../src/config/notations.ts';
import type { AccessRuleConfig } from '../../src/config/sections/access-control.ts';

/** Somebody who is not signed in. */
export const anonymous: Subject = { username: undefined, groups: [], address: undefined };

/** A rule with the given criteria and no other; for any host where it names none. */
export function accessRule(policy: PolicyName, criteria: Partial<AccessRuleConfig> = {}): AccessRuleConfig {
  return {
    domain: [],
    domain_regex: [],
    policy,
    subject: [],
    networks: [],
    resources: [],
    methods: [],
    query: [],
    ...criteria,
  };
}

/** The target of a URL. Throws where it is none. */
export function targetAt(url: string, method = 'GET'): Target {
  const target = parseTarget(url, method);
  if (target === undefined) throw new TypeError(`not a target: ${url}`);
  return target;
}

/** What the rules require, with `deny` as the default policy. */
export function requiredBy(
  rules: readonly AccessRuleConfig[],
  url: string,
  { subject = anonymous, method = 'GET' }: { readonly subject?: Subject; readonly method?: string } = {},
): Requirement {
  return compilePolicy({ default_policy: 'deny', rules }).required(subject, targetAt(url, method));
}

/** The same as text: `bypass by 1`, or the default policy alone. */
export function verdictOf(...question: Parameters<typeof requiredBy>): string {
  const { policy, rule } = requiredBy(...question);
  return rule === undefined ? policy : `${policy} by ${rule}`;
}
