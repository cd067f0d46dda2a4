import type { PasswordPolicyConfig } from '../../config/sections/password-policy.ts';
import type { PasswordPolicy } from './password-policy.ts';

type Rules = PasswordPolicyConfig['standard'];

/** The kinds of characters that a password may have to hold: those of ASCII, and for the last one everything else. */
const kinds = {
  require_uppercase: /[A-Z]/,
  require_lowercase: /[a-z]/,
  require_number: /[0-9]/,
  require_special: /[^A-Za-z0-9]/,
} as const satisfies Partial<Record<keyof Rules, RegExp>>;

/** Lengths, in bytes of UTF-8, and kinds of characters. */
export function createStandardPolicy(rules: Rules): PasswordPolicy {
  const wanted = [
    rules.require_uppercase && kinds.require_uppercase,
    rules.require_lowercase && kinds.require_lowercase,
    rules.require_number && kinds.require_number,
    rules.require_special && kinds.require_special,
  ].filter((kind) => kind !== false);
  return {
    accepts(password) {
      const length = Buffer.byteLength(password);
      const hasLength = length >= rules.min_length && (rules.max_length === 0 || length <= rules.max_length);
      return Promise.resolve(hasLength && wanted.every((kind) => kind.test(password)));
    },
  };
}
