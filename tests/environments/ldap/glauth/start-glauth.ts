import {
  type DirectoryPerson,
  directoryPeople,
  type LdapKind,
  serviceAccount,
} from '../../../support/ldap-directory.ts';
import { ldifAdd, ldifDelete, ldifEntry, ldifReplace } from '../../../support/ldif.ts';
import { groupMembers, startSlapdDirectory } from '../slapd-directory.ts';

const users = 'ou=users,dc=example,dc=com';
const groups = 'ou=groups,dc=example,dc=com';
const services = 'ou=services,dc=example,dc=com';
const dnOf = (username: string) => `cn=${username},ou=people,${users}`;
const groupDn = (name: string) => `ou=${name},${groups}`;
const serviceDn = `cn=gatehouse,${services}`;

/** The tree and the shape of GLAuth's entries in slapd: users below their first group, names in cn, groups in ou. */
export const glauth: LdapKind = {
  name: 'glauth',
  document: 'glauth',
  knowsExpiry: false,
  start: () =>
    startSlapdDirectory({
      schema: 'glauth/glauth.schema',
      serviceDn,
      entries: [
        ...[users, `ou=people,${users}`, groups, services].map((dn) =>
          ldifEntry(dn, { objectClass: 'organizationalUnit', ou: /^ou=(\w+)/.exec(dn)?.[1] ?? '' }),
        ),
        ldifEntry(serviceDn, {
          objectClass: ['glauthUser', 'simpleSecurityObject'],
          cn: serviceAccount.name,
          userPassword: serviceAccount.password,
        }),
        ...Object.values<DirectoryPerson>(directoryPeople).map(entryOf),
      ],
      groups: [...groupMembers(dnOf)].map(([name, uniqueMember], index) =>
        ldifAdd(groupDn(name), {
          objectClass: ['glauthGroup', 'posixGroup'],
          ou: name,
          cn: name,
          gidNumber: `${5500 + index}`,
          uniqueMember,
        }),
      ),
      disable: (username) => ldifReplace(dnOf(username), { accountStatus: 'inactive' }),
      leave: (username, group) => ldifDelete(groupDn(group), { uniqueMember: dnOf(username) }),
    }),
};

function entryOf({ username, displayName, email, password }: DirectoryPerson): string {
  return ldifEntry(dnOf(username), {
    objectClass: ['glauthUser', 'posixAccount', 'simpleSecurityObject'],
    cn: username,
    uid: username,
    description: displayName,
    mail: email,
    userPassword: password,
    accountStatus: username === directoryPeople.james.username ? 'inactive' : 'active',
    uidNumber: '5001',
    gidNumber: '5500',
    homeDirectory: `/home/${username}`,
  });
}
