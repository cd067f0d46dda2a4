import type { PasswordPolicyConfig } from '../../config/sections/password-policy.ts';
import type { PasswordPolicy } from './password-policy.ts';
import { createStandardPolicy } from './standard-policy.ts';
import { createZxcvbnPolicy } from './zxcvbn-policy.ts';

/** The configured policy; without one, every password will do. */
export function createPasswordPolicy({ standard, zxcvbn }: PasswordPolicyConfig): PasswordPolicy {
  if (standard.enabled) return createStandardPolicy(standard);
  if (zxcvbn.enabled) return createZxcvbnPolicy(zxcvbn);
  return { accepts: () => Promise.resolve(true) };
}
