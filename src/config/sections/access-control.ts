import { choice } from '../notations/choice.ts';
import { group, groups, keys } from '../notations/group.ts';
import { defaulted, required } from '../notations/key.ts';
import { list, nonEmpty } from '../notations/list.ts';
import { network } from '../notations/network.ts';
import { text } from '../notations/text.ts';
import type { Milliseconds, PolicyName } from '../notations.ts';
import type { Section } from '../section.ts';
import { checkAccessRules } from './access-control/check-rules.ts';
import { accessRule } from './access-control/rule.ts';
import { accessTest } from './access-control/test.ts';

/** The `access_control` section (behaviour.md §5). */
export interface AccessControlConfig {
  /** Names for networks; `definitions.network` supersedes it. */
  readonly networks?: readonly { readonly name: string; readonly networks: readonly string[] }[];
  readonly default_policy: PolicyName;
  /** In the order written: the first that matches decides. */
  readonly rules: readonly AccessRuleConfig[];
  /** What the rules are meant to say; checked whenever the configuration is loaded. */
  readonly tests?: readonly AccessTestConfig[];
}

/** One assertion about the rules: each of the URLs with each of the methods. */
export interface AccessTestConfig {
  readonly url: readonly string[];
  /** Upper case. */
  readonly method: readonly string[];
  /** All that one person is; undefined for somebody who is not signed in. */
  readonly subject: AccessTestSubject | undefined;
  /** The client's address. */
  readonly ip: string | undefined;
  /** What is expected. */
  readonly policy: PolicyName;
}

/** Who asks in an assertion: one person with their groups, or one client of the OpenID Connect provider. */
export interface AccessTestSubject {
  readonly username: string | undefined;
  readonly groups: readonly string[];
  readonly clientId: string | undefined;
}

/** One rule. Lists hold at least one element where the criterion was written; an absent criterion is an empty list. */
export interface AccessRuleConfig {
  /** Lower case. */
  readonly domain: readonly string[];
  readonly domain_regex: readonly string[];
  readonly policy: PolicyName;
  /** The proof of what the policy requires must be younger; undefined = as old as it likes. */
  readonly max_age?: Milliseconds | undefined;
  readonly inactivity?: Milliseconds | undefined;
  readonly expiration?: Milliseconds | undefined;
  /** Absent = true. */
  readonly counts_as_activity?: boolean;
  /** Outer list OR, inner list AND. */
  readonly subject: readonly (readonly string[])[];
  /** CIDR networks; `completeAcrossSections` has replaced names by what they stand for. */
  readonly networks: readonly string[];
  readonly resources: readonly string[];
  /** Upper case. */
  readonly methods: readonly string[];
  /** Outer list OR, inner list AND. */
  readonly query: readonly (readonly QueryCriterionConfig[])[];
}

/** One test of a query parameter. */
export interface QueryCriterionConfig {
  readonly operator: 'present' | 'absent' | 'equal' | 'not equal' | 'pattern' | 'not pattern';
  readonly key: string;
  readonly value: string | undefined;
}

const namedNetworks = groups(
  keys({
    name: required(text, 'The name.', 'Write a name for the networks.'),
    networks: required(
      nonEmpty(list(network)),
      'The networks.',
      'Write a list of networks such as 10.0.0.0/8.',
    ),
  }),
  'Names for networks. definitions.network is the newer place for them.',
);

/** The `access_control` section. */
export const accessControl: Section<AccessControlConfig> = {
  schema: group(
    {
      default_policy: defaulted(
        choice('deny', 'one_factor', 'two_factor', 'bypass'),
        'deny',
        'What is required where no rule matches.',
      ),
      networks: namedNetworks,
      rules: groups(accessRule, 'The rules, tried in order: the first whose criteria all match decides.'),
      tests: groups(
        accessTest,
        'What the rules are meant to say. A test that fails keeps Gatehouse from starting.',
      ),
    },
    'Who may see what.',
  ),
  check: checkAccessRules,
};
