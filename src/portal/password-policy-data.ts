import type { PasswordPolicyData } from '../../shared/api/configuration.ts';
import type { PasswordPolicyConfig } from '../config/sections/password-policy.ts';

/** What pages are told of the policy for new passwords. The rules apply in the standard mode alone; the score is never told (behaviour.md §1.3). */
export function passwordPolicyData({ standard, zxcvbn }: PasswordPolicyConfig): PasswordPolicyData {
  const { enabled, ...rules } = standard;
  if (enabled) return { mode: 'standard', min_score: 0, ...rules };
  return { ...noRules, mode: zxcvbn.enabled ? 'zxcvbn' : 'disabled' };
}

const noRules: Omit<PasswordPolicyData, 'mode'> = {
  min_length: 0,
  max_length: 0,
  min_score: 0,
  require_uppercase: false,
  require_lowercase: false,
  require_number: false,
  require_special: false,
};
