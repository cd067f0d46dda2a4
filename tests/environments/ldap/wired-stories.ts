import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directoryPeople, type LdapDirectory, type LdapKind } from '../../support/ldap-directory.ts';
import { type LdapGatehouse, startLdapGatehouse } from '../../support/ldap-gatehouse.ts';

const { john, bob, castor, pollux } = directoryPeople;
const refreshIntervalMs = 300_000;

/** What people see of a Gatehouse over a directory: from the sign-in to the day on which their account is switched off. */
export function wiredStories(kind: LdapKind, directory: () => LdapDirectory): void {
  describe(`Gatehouse over ${kind.name}`, () => {
    let gatehouse: LdapGatehouse;
    beforeAll(async () => {
      gatehouse = await startLdapGatehouse(kind, directory());
    });
    afterAll(async () => gatehouse?.close());

    test('somebody signs in by name or mail and is known to applications with their groups', async () => {
      for (const login of ['john', john.email]) {
        const { status, cookie } = await gatehouse.signIn(login, john.password);
        expect(status).toBe(200);
        const answer = await gatehouse.check(cookie);
        expect({ ...answer, groups: [...answer.groups].sort() }).toEqual({
          status: 200,
          user: 'john',
          groups: ['admins', 'dev'],
        });
      }
    });

    test('a wrong password, an unknown name and a disabled account get the same answer', async () => {
      const answers = [
        await gatehouse.signIn('john', 'wrong'),
        await gatehouse.signIn('nobody', 'wrong'),
        await gatehouse.signIn('james', directoryPeople.james.password),
      ];
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 401, cookie: '' });
    });

    test('no password and no service password is in the log', async () => {
      await gatehouse.signIn('john', 'a mistyped passphrase');
      for (const secret of [john.password, 'a mistyped passphrase', String(directory().place.password)]) {
        expect(gatehouse.log()).not.toContain(secret);
      }
    });

    test('fifty people at once, more than there are connections, all come in', async () => {
      const people = [john, castor, pollux, john, castor];
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const person = people[index % people.length] ?? john;
          return gatehouse.signIn(person.username, person.password);
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    });

    test('a group that changed counts within refresh_interval, and a disabled account is out', async () => {
      const { cookie } = await gatehouse.signIn('pollux', pollux.password);
      expect(await gatehouse.check(cookie)).toMatchObject({ user: 'pollux', groups: ['admins'] });
      await directory().leaveGroup('pollux', 'admins');
      expect(await gatehouse.check(cookie)).toMatchObject({ groups: ['admins'] });
      gatehouse.clock.advance(refreshIntervalMs);
      expect(await gatehouse.check(cookie)).toEqual({ status: 200, user: 'pollux', groups: [] });

      await directory().disable('pollux');
      gatehouse.clock.advance(refreshIntervalMs);
      expect(await gatehouse.check(cookie)).toMatchObject({ status: 401, user: '' });
      expect(await gatehouse.signIn('pollux', pollux.password)).toMatchObject({ status: 401 });
    });

    test('while the directory is away nobody is put out and nobody new comes in; soon after its return all is well', async () => {
      const bobs = await gatehouse.signIn('bob', bob.password);
      await directory().kill();
      gatehouse.clock.advance(refreshIntervalMs);
      expect(await gatehouse.check(bobs.cookie)).toMatchObject({ status: 200, user: 'bob', groups: ['dev'] });
      expect(await gatehouse.signIn('john', john.password)).toMatchObject({
        status: 503,
        cookie: '',
        body: { status: 'KO', message: 'Users cannot be looked up at the moment.' },
      });
      await directory().start();
      await expect
        .poll(async () => (await gatehouse.signIn('john', john.password)).status, { timeout: 10_000 })
        .toBe(200);
      expect(await gatehouse.check(bobs.cookie)).toMatchObject({ status: 200, user: 'bob' });
    });
  });
}
