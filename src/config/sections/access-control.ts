import type { PolicyName } from '../notations.ts';

/** The `access_control` section (behaviour.md §5). */
export interface AccessControlConfig {
  readonly default_policy: PolicyName;
  /** In the order written: the first that matches decides. */
  readonly rules: readonly AccessRuleConfig[];
}

/** One rule. Lists hold at least one element where the criterion was written; an absent criterion is an empty list. */
export interface AccessRuleConfig {
  /** Lower case. */
  readonly domain: readonly string[];
  readonly domain_regex: readonly string[];
  readonly policy: PolicyName;
  /** Outer list OR, inner list AND. */
  readonly subject: readonly (readonly string[])[];
  /** CIDR networks; names are already replaced by what they stand for. */
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
