import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserBackend } from './backend.ts';

/** A backend under test, in which the people of `contractPeople` live. */
export interface ContractSubject {
  /** A backend that was checked and can be used. */
  readonly backend: UserBackend;
  /** Lets go of everything but the backend itself. */
  dispose(): Promise<void>;
}

/** Who must be in the directory before the suite runs. */
export const contractPeople = {
  john: {
    username: 'john',
    displayName: 'John Doe',
    emails: ['john.doe@example.com'],
    groups: ['admins', 'dev'],
    password: 'correct horse battery staple',
  },
  bob: {
    username: 'bob',
    displayName: 'Bob Dylan',
    emails: ['bob.dylan@example.com'],
    groups: ['dev'],
    password: 'pässwörd €',
  },
  /** Switched off: their password is right and must not help. */
  disabled: { username: 'james', displayName: 'James Dean', password: 'live fast' },
} as const;

/** What every user backend promises (`backend.ts`). */
export function userBackendContract(name: string, create: () => Promise<ContractSubject>): void {
  describe(`the contract of user backends: ${name}`, () => {
    const { john, bob, disabled } = contractPeople;
    let subject: ContractSubject;
    beforeAll(async () => {
      subject = await create();
    });
    afterAll(async () => {
      await subject.backend.close();
      await subject.dispose();
    });

    test('finds a person by user name with all details', async () => {
      expect(await subject.backend.find('john')).toMatchObject({
        username: 'john',
        displayName: john.displayName,
        emails: john.emails,
        groups: expect.arrayContaining([...john.groups]),
      });
    });

    test('does not find unknown or disabled people', async () => {
      expect(await subject.backend.find('nobody')).toBeUndefined();
      expect(await subject.backend.find('')).toBeUndefined();
      expect(await subject.backend.find(disabled.username)).toBeUndefined();
    });

    test.each(['__proto__', 'constructor', 'toString', 'john\0', 'john ', '*', 'john)(uid=*'])(
      'does not take %j for anyone',
      async (login) => {
        expect(await subject.backend.find(login)).toBeUndefined();
        expect(await subject.backend.checkPassword(login, john.password)).toEqual({ outcome: 'wrong' });
      },
    );

    test.each([john, bob])('takes the right password of $username', async ({ username, password }) => {
      const check = await subject.backend.checkPassword(username, password);
      expect(check).toMatchObject({ outcome: 'right', user: { username } });
    });

    test('answers wrong, unknown and disabled with one and the same value', async () => {
      const wrong = { outcome: 'wrong' };
      expect(await subject.backend.checkPassword('john', 'not it')).toEqual(wrong);
      expect(await subject.backend.checkPassword('john', '')).toEqual(wrong);
      expect(await subject.backend.checkPassword('john', bob.password)).toEqual(wrong);
      expect(await subject.backend.checkPassword('john', 'p'.repeat(1_000_000))).toEqual(wrong);
      expect(await subject.backend.checkPassword('nobody', 'not it')).toEqual(wrong);
      expect(await subject.backend.checkPassword(disabled.username, disabled.password)).toEqual(wrong);
      expect(await subject.backend.checkPassword('', '')).toEqual(wrong);
    });

    test('checks many passwords at once and mixes none up', async () => {
      const logins = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? john : bob));
      const checks = await Promise.all(
        logins.map(({ username }) => subject.backend.checkPassword(username, john.password)),
      );
      expect(checks.map(({ outcome }) => outcome)).toEqual(
        logins.map(({ username }) => (username === 'john' ? 'right' : 'wrong')),
      );
    });

    test('stores a new password for that person alone', async () => {
      await subject.backend.setPassword('bob', 'a new one');
      expect((await subject.backend.checkPassword('bob', 'a new one')).outcome).toBe('right');
      expect((await subject.backend.checkPassword('bob', bob.password)).outcome).toBe('wrong');
      expect((await subject.backend.checkPassword('john', john.password)).outcome).toBe('right');
      await subject.backend.setPassword('bob', bob.password);
    });

    test('has no place for the password of someone unknown', async () => {
      await expect(subject.backend.setPassword('nobody', 'a new one')).rejects.toThrow(TypeError);
    });
  });
}
