import type { PasswordPolicyData } from '../../../shared/api/configuration.ts';
import type { MessageId } from '../i18n/message-id.ts';

/** One rule for passwords: its words, the number in them, and whether a password meets it. */
export interface PasswordRule {
  readonly id: Extract<MessageId, `rule-${string}`>;
  readonly count: number;
  readonly isMet: (password: string) => boolean;
}

const utf8 = new TextEncoder();
/** The server counts bytes (behaviour.md §6.2). */
const lengthOf = (password: string) => utf8.encode(password).length;

/** The rules of a `standard` policy, as far as a page can tell them; none for any other. */
export function passwordRules(policy: PasswordPolicyData): readonly PasswordRule[] {
  if (policy.mode !== 'standard') return [];
  const { min_length: min, max_length: max } = policy;
  const rule = (id: PasswordRule['id'], isMet: PasswordRule['isMet'], count = 0) => ({ id, count, isMet });
  return [
    ...(min > 0 ? [rule('rule-min-length', (password) => lengthOf(password) >= min, min)] : []),
    ...(max > 0 ? [rule('rule-max-length', (password) => lengthOf(password) <= max, max)] : []),
    ...(policy.require_uppercase ? [rule('rule-uppercase', (password) => /[A-Z]/.test(password))] : []),
    ...(policy.require_lowercase ? [rule('rule-lowercase', (password) => /[a-z]/.test(password))] : []),
    ...(policy.require_number ? [rule('rule-number', (password) => /[0-9]/.test(password))] : []),
    ...(policy.require_special ? [rule('rule-special', (password) => /[^A-Za-z0-9]/.test(password))] : []),
  ];
}
