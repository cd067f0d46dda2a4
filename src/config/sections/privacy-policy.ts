/** The `privacy_policy` section (behaviour.md §4.3). */
export interface PrivacyPolicyConfig {
  readonly enabled: boolean;
  readonly require_user_acceptance: boolean;
  readonly policy_url: string | undefined;
}
