import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LdapBackendConfig } from '../../../src/config/sections/authentication-backend/ldap.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import { userBackendContract } from '../../../src/users/backend.contract.ts';
import type { UserBackend } from '../../../src/users/backend.ts';
import { createLdapUserBackend } from '../../../src/users/ldap/ldap-user-backend.ts';
import { PasswordRefusedError } from '../../../src/users/password-refused-error.ts';
import { documentedLdapKeys, loadDocumentedLdap, readLdapKeys } from '../../support/documented-ldap.ts';
import { directoryPeople, type LdapDirectory, type LdapKind } from '../../support/ldap-directory.ts';

const { john, bob, james, castor, mary } = directoryPeople;

/** What every kind of directory gives the user backend: its contract, and what only directories have. */
export function backendStories(kind: LdapKind, directory: () => LdapDirectory): void {
  userBackendContract(`LDAP, ${kind.name}`, async () => ({
    backend: await open(await loadDocumentedLdap(kind.document, directory().place), directory()),
    dispose: async () => {},
  }));

  describe(`the user backend over ${kind.name}`, () => {
    let backend: UserBackend;
    beforeAll(async () => {
      backend = await open(await loadDocumentedLdap(kind.document, directory().place), directory());
    });
    afterAll(async () => backend?.close());

    test('the five keys that Authelia shows for this kind of directory are enough', async () => {
      const { base_dn, user } = documentedLdapKeys(kind.document, {});
      const few = readLdapKeys({ implementation: kind.name, base_dn, user, ...directory().place });
      const other = await open(few, directory());
      expect(await other.checkPassword('john', john.password)).toMatchObject({
        outcome: 'right',
        user: { username: 'john', emails: [john.email], groups: expect.arrayContaining(['admins', 'dev']) },
      });
      expect(await other.checkPassword('john', 'wrong')).toEqual({ outcome: 'wrong' });
      await other.close();
    });

    test('somebody may type their mail address, in any case', async () => {
      const check = await backend.checkPassword(john.email.toUpperCase(), john.password);
      expect(check).toMatchObject({ outcome: 'right', user: { username: 'john', emails: [john.email] } });
    });

    test('a name in another case is the same person, under the one name', async () => {
      expect(await backend.checkPassword('JOHN', john.password)).toMatchObject({
        user: { username: 'john' },
      });
    });

    test('a mail address of two people is nobody in particular', async () => {
      await expect(backend.checkPassword(castor.email, castor.password)).rejects.toMatchObject({
        code: 'user-backend-unavailable',
        detail: expect.stringContaining('several entries'),
      });
      expect(await backend.checkPassword('castor', castor.password)).toMatchObject({ outcome: 'right' });
    });

    test('groups are those of the directory, each once', async () => {
      expect([...((await backend.find('john'))?.groups ?? [])].sort()).toEqual(['admins', 'dev']);
      expect((await backend.find('castor'))?.groups).toEqual([]);
    });

    test('a disabled account is nobody, with the right password too', async () => {
      expect(await backend.find('james')).toBeUndefined();
      expect(await backend.checkPassword('james', james.password)).toEqual({ outcome: 'wrong' });
    });

    if (kind.knowsExpiry) {
      test('an account that has run out is nobody', async () => {
        expect(await backend.find('mary')).toBeUndefined();
        expect(await backend.checkPassword('mary', mary.password)).toEqual({ outcome: 'wrong' });
      });
    }

    test('a new password counts at once, the old one no longer', async () => {
      await backend.setPassword('bob', 'Ein ganz neues Kennwort');
      expect((await backend.checkPassword('bob', 'Ein ganz neues Kennwort')).outcome).toBe('right');
      expect((await backend.checkPassword('bob', bob.password)).outcome).toBe('wrong');
      await backend.setPassword('bob', bob.password);
    });

    test('a password that the directory finds too weak is refused in words', async () => {
      const refused = await backend.setPassword('john', 'short').catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(PasswordRefusedError);
      expect(String(refused)).toMatch(/too short|not strong enough/);
      expect((await backend.checkPassword('john', john.password)).outcome).toBe('right');
    });
  });
}

async function open(config: LdapBackendConfig, { authority }: LdapDirectory): Promise<UserBackend> {
  const backend = createLdapUserBackend({
    config,
    log: silentLog,
    clock: systemClock,
    random: systemRandom,
    trustedCertificates: [authority],
  });
  await backend.check();
  return backend;
}
