import { loadPasswordStrength } from '../../../shared/password-strength.ts';
import type { PasswordPolicyConfig } from '../../config/sections/password-policy.ts';
import type { PasswordPolicy } from './password-policy.ts';

/** Passwords that are hard to guess, by the scores of zxcvbn, 0 to 4. Its word lists are loaded when the first password is looked at. */
export function createZxcvbnPolicy({
  min_score,
}: Pick<PasswordPolicyConfig['zxcvbn'], 'min_score'>): PasswordPolicy {
  let strength: ReturnType<typeof loadPasswordStrength> | undefined;
  return {
    async accepts(password) {
      strength ??= loadPasswordStrength();
      return (await strength)(password) >= min_score;
    },
  };
}
