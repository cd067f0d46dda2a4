import { PasswordPolicyError } from 'ldapts';
import { reasonOf } from '../../lib/reason-of.ts';
import { resultCodeOf, resultCodes } from './ldap-failure.ts';

/** Why a bind was refused, as far as the server tells. */
export type BindRefusal =
  | 'wrong-password'
  | 'unknown-user'
  | 'not-at-this-time'
  | 'not-at-this-station'
  | 'password-expired'
  | 'password-must-change'
  | 'account-disabled'
  | 'account-expired'
  | 'account-locked'
  | 'refused';

/** What each means, for the log. */
export const bindRefusalWords: Readonly<Record<BindRefusal, string>> = {
  'wrong-password': 'the password is wrong',
  'unknown-user': 'the directory does not know the user',
  'not-at-this-time': 'the user may not sign in at this time',
  'not-at-this-station': 'the user may not sign in from this machine',
  'password-expired': 'the password has expired',
  'password-must-change': 'the password must be changed before it can be used',
  'account-disabled': 'the account is disabled',
  'account-expired': 'the account has expired',
  'account-locked': 'the account is locked',
  refused: 'the directory refuses the user',
};

/** The codes in Active Directory's diagnostic text ("… data 52e, v4563"), which are those of Windows' logon errors, in hexadecimal. */
const activeDirectoryCodes: Readonly<Record<string, BindRefusal>> = {
  '525': 'unknown-user',
  '52e': 'wrong-password',
  '530': 'not-at-this-time',
  '531': 'not-at-this-station',
  '532': 'password-expired',
  '533': 'account-disabled',
  '701': 'account-expired',
  '773': 'password-must-change',
  '775': 'account-locked',
};

/** The errors of the password policy control (draft-behera-ldap-password-policy §6.2) that a bind can meet. */
const policyErrors: Readonly<Record<number, BindRefusal>> = {
  [PasswordPolicyError.PasswordExpired]: 'password-expired',
  [PasswordPolicyError.AccountLocked]: 'account-locked',
  [PasswordPolicyError.ChangeAfterReset]: 'password-must-change',
};

/** Result codes with which a server says no to a user, rather than that it is not well. */
const refusingCodes: ReadonlySet<number> = new Set([
  resultCodes.invalidCredentials,
  resultCodes.inappropriateAuthentication,
  resultCodes.noSuchObject,
  // 389 Directory Server: too many failures.
  resultCodes.constraintViolation,
  resultCodes.insufficientAccessRights,
  // 389 Directory Server: the account is inactive.
  resultCodes.unwillingToPerform,
]);

/**
 * Why a bind was refused; undefined where the error says nothing about the user. `policyError` is the error of the password policy
 * control, where the server sent one.
 */
export function readBindRefusal(error: unknown, policyError: number | undefined): BindRefusal | undefined {
  const code = resultCodeOf(error);
  if (code === undefined || !refusingCodes.has(code)) return undefined;
  const byPolicy = policyError === undefined ? undefined : policyErrors[policyError];
  if (byPolicy !== undefined) return byPolicy;
  const [, data = ''] = /\bdata ([\da-f]{3}),/i.exec(reasonOf(error)) ?? [];
  const byData = activeDirectoryCodes[data.toLowerCase()];
  if (byData !== undefined) return byData;
  return code === resultCodes.invalidCredentials ? 'wrong-password' : 'refused';
}
