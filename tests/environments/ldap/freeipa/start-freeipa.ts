import {
  type DirectoryPerson,
  directoryPeople,
  type LdapKind,
  serviceAccount,
} from '../../../support/ldap-directory.ts';
import { ldifAdd, ldifDelete, ldifEntry, ldifReplace } from '../../../support/ldif.ts';
import { groupMembers, startSlapdDirectory } from '../slapd-directory.ts';

const accounts = 'cn=accounts,dc=example,dc=com';
const users = `cn=users,${accounts}`;
const groups = `cn=groups,${accounts}`;
const dnOf = (username: string) => `uid=${username},${users}`;
const groupDn = (name: string) => `cn=${name},${groups}`;
const serviceDn = `uid=gatehouse,cn=sysaccounts,cn=etc,dc=example,dc=com`;

/** The tree and the attributes of FreeIPA in slapd: Kerberos' expiry times and the lock of 389 Directory Server. */
export const freeipa: LdapKind = {
  name: 'freeipa',
  document: 'freeipa',
  knowsExpiry: true,
  start: () =>
    startSlapdDirectory({
      schema: 'freeipa/freeipa.schema',
      serviceDn,
      entries: [
        ...[
          accounts,
          users,
          groups,
          'cn=etc,dc=example,dc=com',
          'cn=sysaccounts,cn=etc,dc=example,dc=com',
        ].map((dn) => ldifEntry(dn, { objectClass: 'nsContainer', cn: /^cn=(\w+)/.exec(dn)?.[1] ?? '' })),
        ldifEntry(serviceDn, {
          objectClass: ['account', 'simpleSecurityObject'],
          uid: serviceAccount.name,
          userPassword: serviceAccount.password,
        }),
        ...Object.values<DirectoryPerson>(directoryPeople).map(entryOf),
      ],
      groups: [...groupMembers(dnOf)].map(([name, member]) =>
        ldifAdd(groupDn(name), { objectClass: ['groupOfNames', 'ipaUserGroup'], cn: name, member }),
      ),
      disable: (username) => ldifReplace(dnOf(username), { nsAccountLock: 'TRUE' }),
      leave: (username, group) => ldifDelete(groupDn(group), { member: dnOf(username) }),
    }),
};

function entryOf({ username, displayName, email, password }: DirectoryPerson): string {
  return ldifEntry(dnOf(username), {
    objectClass: ['inetOrgPerson', 'krbPrincipalAux', 'nsAccount'],
    uid: username,
    cn: displayName,
    sn: displayName,
    givenName: displayName,
    displayName,
    mail: email,
    userPassword: password,
    krbPasswordExpiration: username === directoryPeople.mary.username ? '20200101000000Z' : '20991231000000Z',
    ...(username === directoryPeople.james.username ? { nsAccountLock: 'TRUE' } : {}),
  });
}
