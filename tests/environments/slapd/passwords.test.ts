import { afterEach, describe, expect, test } from 'vitest';
import { PasswordRefusedError } from '../../../src/users/password-refused-error.ts';
import { createLdapConfig } from '../../support/ldap-config.ts';
import { contractEntries, ldapBase, personDn, personEntry } from '../../support/ldap-people.ts';
import { appErrorOf, createLdapWorld } from '../../support/ldap-world.ts';
import { describeWithSlapd, type SlapdOptions, startSlapd } from '../../support/slapd.ts';

const password = 'the right password';
const service = { dn: `cn=gatehouse,${ldapBase}`, password: 'of the service' };

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A policy of its own for one test, given as lines of `pwdPolicy`; the service user is one to whom policies apply. */
async function createWorld(policy: readonly string[] = [], options: Partial<SlapdOptions> = {}) {
  const slapd = await startSlapd({
    entries: [
      contractEntries(),
      personEntry({ username: 'anna', displayName: 'Anna', mails: [], password }),
      [
        `dn: cn=anna,ou=policies,${ldapBase}`,
        'objectClass: device',
        'objectClass: pwdPolicy',
        'cn: anna',
        'pwdAttribute: userPassword',
        ...policy,
      ].join('\n'),
      `dn: ${service.dn}\nobjectClass: person\ncn: gatehouse\nsn: x\nuserPassword: ${service.password}`,
    ].join('\n\n'),
    ...options,
  });
  cleanups.push(() => slapd.close());
  const change = (lines: string) => slapd.modify(`dn: ${personDn('anna')}\nchangetype: modify\n${lines}\n`);
  await change(`add: pwdPolicySubentry\npwdPolicySubentry: cn=anna,ou=policies,${ldapBase}`);
  const open = (keys: Readonly<Record<string, unknown>> = {}) => {
    const world = createLdapWorld(createLdapConfig(slapd, keys));
    cleanups.push(() => world.backend.close());
    return world;
  };
  return { ...open(), open, slapd, change };
}

const asService = { user: service.dn, password: service.password };
const serviceMayWrite = [
  `access to attrs=userPassword by dn.exact="${service.dn}" write by self write by anonymous auth by * none`,
];

describeWithSlapd('passwords in a directory', () => {
  describe('what the password policy says', () => {
    test('a locked account is told to the log alone, whether the password is right or not', async () => {
      const { backend, lines } = await createWorld([
        'pwdLockout: TRUE',
        'pwdMaxFailure: 2',
        'pwdLockoutDuration: 0',
      ]);
      for (const typed of ['no', 'no', password, 'no']) {
        expect(await backend.checkPassword('anna', typed)).toEqual({ outcome: 'wrong' });
      }
      expect(lines.map(({ reason, msg }) => `${String(reason)}: ${msg}`)).toEqual([
        'wrong-password: the password is wrong',
        'wrong-password: the password is wrong',
        'account-locked: the account is locked',
        'account-locked: the account is locked',
      ]);
    });

    test('an expired password is told to whoever knows it, and to nobody else', async () => {
      const { backend, change, lines } = await createWorld(['pwdMaxAge: 10']);
      await change('replace: pwdChangedTime\npwdChangedTime: 20200101000000Z');
      expect(await backend.checkPassword('anna', 'no')).toEqual({ outcome: 'wrong' });
      expect(await backend.checkPassword('anna', password)).toEqual({
        outcome: 'wrong',
        hindrance: 'password-expired',
      });
      expect(lines.map(({ reason }) => reason)).toEqual(['wrong-password', 'password-expired']);
    });

    test('a password that an administrator set is right, and the log says that it must be changed', async () => {
      const { backend, change, lines } = await createWorld(['pwdMustChange: TRUE']);
      await change('add: pwdReset\npwdReset: TRUE');
      expect(await backend.checkPassword('anna', 'no')).toEqual({ outcome: 'wrong' });
      expect(await backend.checkPassword('anna', password)).toMatchObject({ outcome: 'right' });
      expect(lines.map(({ msg }) => msg)).toEqual([
        'the password is wrong',
        'the password was set by an administrator and must be changed',
      ]);
    });
  });

  describe('storing one', () => {
    test('that the policy does not like is refused in words', async () => {
      const { open } = await createWorld(['pwdMinLength: 12', 'pwdCheckQuality: 2', 'pwdInHistory: 3'], {
        access: serviceMayWrite,
      });
      const { backend } = open(asService);
      const refusal = backend.setPassword('anna', 'short');
      await expect(refusal).rejects.toBeInstanceOf(PasswordRefusedError);
      await expect(refusal).rejects.toMatchObject({ refusal: 'too-short' });
      await backend.setPassword('anna', 'a long enough one');
      await expect(backend.setPassword('anna', 'a long enough one')).rejects.toMatchObject({
        refusal: 'used-before',
      });
      expect(await backend.checkPassword('anna', 'a long enough one')).toMatchObject({ outcome: 'right' });
    });

    test('that may not be written is a failure, and nobody’s fault', async () => {
      const { open } = await createWorld();
      const { backend } = open(asService);
      const error = await appErrorOf(backend.setPassword('anna', 'another one'));
      expect(error.message).toBe('The password could not be stored.');
      expect(error.detail).toContain('authentication_backend.ldap.user');
      expect(error.detail).not.toContain('another one');
      expect(await backend.checkPassword('anna', password)).toMatchObject({ outcome: 'right' });
    });

    test.each(['', 'p'.repeat(1025)])('that is empty or too long goes nowhere', async (bad) => {
      const { backend } = await createWorld();
      await expect(backend.setPassword('anna', bad)).rejects.toThrow(bad === '' ? TypeError : RangeError);
      expect(await backend.checkPassword('anna', password)).toMatchObject({ outcome: 'right' });
    });
  });
});
