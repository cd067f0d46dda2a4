import { PasswordPolicyError } from 'ldapts';
import { reasonOf } from '../../lib/reason-of.ts';
import { type PasswordRefusal, PasswordRefusedError } from '../password-refused-error.ts';
import { resultCodeOf, resultCodes } from './ldap-failure.ts';

/** The errors of the password policy control (draft-behera-ldap-password-policy §6.2) that a new password can meet. */
const policyErrors: Readonly<Record<number, PasswordRefusal>> = {
  [PasswordPolicyError.PasswordModNotAllowed]: 'not-allowed',
  [PasswordPolicyError.MustSupplyOldPassword]: 'not-allowed',
  [PasswordPolicyError.InsufficientPasswordQuality]: 'too-weak',
  [PasswordPolicyError.PasswordTooShort]: 'too-short',
  [PasswordPolicyError.PasswordTooYoung]: 'changed-too-recently',
  [PasswordPolicyError.PasswordInHistory]: 'used-before',
};

/** ERROR_PASSWORD_RESTRICTION, with which Active Directory refuses whatever its policy does not like: length, complexity or history. */
const activeDirectoryRestriction = /\b0000052D\b/i;

/** What a directory has against a new password; undefined where the error is about something else. */
export function readPasswordRefusal(
  error: unknown,
  policyError: number | undefined,
): PasswordRefusedError | undefined {
  const code = resultCodeOf(error);
  if (code === undefined) return undefined;
  const byPolicy = policyError === undefined ? undefined : policyErrors[policyError];
  if (byPolicy !== undefined) return new PasswordRefusedError(byPolicy, error);
  const isWeak = code === resultCodes.constraintViolation || activeDirectoryRestriction.test(reasonOf(error));
  return isWeak ? new PasswordRefusedError('too-weak', error) : undefined;
}
