import {
  InvalidCredentialsError,
  PasswordPolicyError,
  UnavailableError,
  UnwillingToPerformError,
} from 'ldapts';
import { expect, test } from 'vitest';
import { readBindRefusal } from './bind-refusal.ts';
import { ConnectionError } from './ldap-failure.ts';
import { readPasswordRefusal } from './password-refusal.ts';

const activeDirectoryText = (data: string) =>
  `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${data}, v2580`;

test.each([
  ['525', 'unknown-user'],
  ['52e', 'wrong-password'],
  ['530', 'not-at-this-time'],
  ['531', 'not-at-this-station'],
  ['532', 'password-expired'],
  ['533', 'account-disabled'],
  ['701', 'account-expired'],
  ['773', 'password-must-change'],
  ['775', 'account-locked'],
  ['999', 'wrong-password'],
])('Active Directory’s %s means %s', (data, refusal) => {
  expect(readBindRefusal(new InvalidCredentialsError(activeDirectoryText(data)), undefined)).toBe(refusal);
});

test.each([
  [PasswordPolicyError.PasswordExpired, 'password-expired'],
  [PasswordPolicyError.AccountLocked, 'account-locked'],
  [PasswordPolicyError.ChangeAfterReset, 'password-must-change'],
  [undefined, 'wrong-password'],
])('the password policy’s error %s means %s', (policyError, refusal) => {
  expect(readBindRefusal(new InvalidCredentialsError(), policyError)).toBe(refusal);
});

test('389 Directory Server says that an account is inactive by unwillingness', () => {
  expect(readBindRefusal(new UnwillingToPerformError('Account inactivated'), undefined)).toBe('refused');
});

test.each([new UnavailableError(), new ConnectionError(new Error('gone')), new TypeError('ours')])(
  'what says nothing about the user is no refusal: %s',
  (error) => {
    expect(readBindRefusal(error, undefined)).toBeUndefined();
    expect(readPasswordRefusal(error, undefined)).toBeUndefined();
  },
);

test('a new password that Active Directory refuses by its policy is refused in words', () => {
  const text = '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0';
  expect(readPasswordRefusal(new UnwillingToPerformError(text), undefined)).toMatchObject({
    refusal: 'too-weak',
    message: expect.stringContaining('not strong enough'),
  });
  expect(readPasswordRefusal(new UnwillingToPerformError('0000001F: no TLS'), undefined)).toBeUndefined();
});
