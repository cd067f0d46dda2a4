import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../../src/lib/clock.ts';
import { silentLog } from '../../../../src/lib/log.ts';
import { systemRandom } from '../../../../src/lib/random.ts';
import { createLdapUserBackend } from '../../../../src/users/ldap/ldap-user-backend.ts';
import { readLdapKeys } from '../../../support/documented-ldap.ts';
import { directoryPeople, type LdapDirectory } from '../../../support/ldap-directory.ts';
import { describeWithSlapd } from '../../../support/slapd.ts';
import { openldap } from './start-openldap.ts';

const { john } = directoryPeople;

/** The keys of a `custom` implementation, as Authelia's introduction to LDAP writes them. */
const custom = {
  implementation: 'custom',
  timeout: '5s',
  start_tls: false,
  base_dn: 'DC=example,DC=com',
  additional_users_dn: 'OU=people',
  users_filter: '(&(|({username_attribute}={input})({mail_attribute}={input}))(objectClass=person))',
  additional_groups_dn: 'OU=groups',
  groups_filter: '(&(member=UID={input},OU=people,DC=example,DC=com)(objectClass=groupOfNames))',
  user: 'UID=gatehouse,OU=services,DC=example,DC=com',
  attributes: {
    username: 'uid',
    mail: 'mail',
    member_of: 'memberOf',
    group_name: 'cn',
    distinguished_name: 'distinguishedName',
  },
};

describeWithSlapd('OpenLDAP with filters of one’s own', () => {
  let directory: LdapDirectory;
  beforeAll(async () => {
    directory = await openldap.start();
  });
  afterAll(async () => directory?.close());

  test.each<[string, Readonly<Record<string, unknown>>]>([
    [
      'as in Authelia’s introduction',
      { tls: { server_name: 'ldap.example.com', minimum_version: 'TLS1.2' } },
    ],
    ['that is not verified', { tls: { server_name: 'elsewhere.example.org', skip_verify: true } }],
    ['with groups by {dn}', { groups_filter: '(member={dn})' }],
    ['with groups by {username}', { groups_filter: '(member=uid={username},ou=people,dc=example,dc=com)' }],
    [
      'with memberOf by its first part',
      { group_search_mode: 'memberof', groups_filter: '(&(|{memberof:rdn})(objectClass=groupOfNames))' },
    ],
    [
      'with memberOf by the whole DN',
      {
        group_search_mode: 'memberof',
        groups_filter: '(|{memberof:dn})',
        attributes: { ...custom.attributes, distinguished_name: 'entryDN' },
      },
    ],
    ['without pooling', { pooling: { enable: false } }],
    ['with one connection alone', { pooling: { enable: true, count: 1 } }],
  ])('a configuration %s', async (_, keys) => {
    const config = readLdapKeys({ ...custom, ...directory.place, ...keys });
    const backend = createLdapUserBackend({
      config,
      log: silentLog,
      clock: systemClock,
      random: systemRandom,
      trustedCertificates: [directory.authority],
    });
    await backend.check();
    const checks = await Promise.all(
      Array.from({ length: 10 }, () => backend.checkPassword('john', john.password)),
    );
    for (const check of checks) {
      if (check.outcome !== 'right') throw new Error(check.outcome);
      expect({ ...check.user, groups: [...check.user.groups].sort() }).toMatchObject({
        username: 'john',
        displayName: 'John Doe',
        emails: [john.email],
        groups: ['admins', 'dev'],
      });
    }
    expect((await backend.find('castor'))?.groups).toEqual([]);
    await backend.close();
  });
});
