import { afterEach, expect, test } from 'vitest';
import { contractPeople } from '../../../src/users/backend.contract.ts';
import { createLdapConfig } from '../../support/ldap-config.ts';
import { contractEntries } from '../../support/ldap-people.ts';
import { type LdapTap, startLdapTap } from '../../support/ldap-tap.ts';
import { createLdapWorld } from '../../support/ldap-world.ts';
import { describeWithSlapd, startSlapd } from '../../support/slapd.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const { john, disabled } = contractPeople;

async function createWorld(keys: Readonly<Record<string, unknown>>) {
  const slapd = await startSlapd({ entries: contractEntries() });
  cleanups.push(() => slapd.close());
  const tap = await startLdapTap(slapd.port);
  cleanups.push(() => tap.close());
  const { backend } = createLdapWorld(createLdapConfig(tap, keys));
  cleanups.push(() => backend.close());
  await backend.check();
  await backend.find('john');
  return { backend, tap };
}

/** The operations of one piece of work; goodbyes come when they come. */
async function operationsOf(tap: LdapTap, work: () => Promise<unknown>): Promise<readonly string[]> {
  tap.takeOperations();
  await work();
  return tap.takeOperations().filter((name) => name !== 'unbind');
}

describeWithSlapd(
  'attacks.md: an unknown user is not answered faster, so the directory is asked the same',
  () => {
    test.each([
      ['by filter', {}],
      [
        'by memberOf',
        {
          group_search_mode: 'memberof',
          groups_filter: '(&(|{memberof:dn})(objectClass=groupOfNames))',
          attributes: { distinguished_name: 'entryDN' },
        },
      ],
    ])('with groups %s', async (_mode, keys) => {
      const { backend, tap } = await createWorld(keys);
      const found = await operationsOf(tap, () => backend.find('john'));
      expect(found).toEqual(['search', 'search']);
      for (const login of ['nobody', disabled.username, 'john ', '', 'jo\0hn', '*']) {
        expect(await operationsOf(tap, () => backend.find(login)), login).toEqual(found);
      }
      const refused = await operationsOf(tap, () => backend.checkPassword('john', 'not it'));
      expect(refused).toEqual(['search', 'bind']);
      for (const [login, password] of [
        ['nobody', 'not it'],
        ['nobody', ''],
        ['john', ''],
        ['john', 'a\0b'],
        ['john', 'p'.repeat(100_000)],
        [disabled.username, disabled.password],
        ['john ', john.password],
      ] as const) {
        expect(await operationsOf(tap, () => backend.checkPassword(login, password)), login).toEqual(refused);
      }
    });
  },
);
