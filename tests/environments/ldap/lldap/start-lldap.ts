import {
  type DirectoryPerson,
  directoryPeople,
  type LdapKind,
  serviceAccount,
} from '../../../support/ldap-directory.ts';
import { ldifAdd, ldifDelete, ldifEntry } from '../../../support/ldif.ts';
import { groupMembers, startSlapdDirectory } from '../slapd-directory.ts';

const people = 'ou=people,dc=example,dc=com';
const groups = 'ou=groups,dc=example,dc=com';
const dnOf = (username: string) => `uid=${username},${people}`;
const groupDn = (name: string) => `cn=${name},${groups}`;
const serviceDn = dnOf('gatehouse');

/** The tree and the shape of LLDAP's entries in slapd: groups are groupOfUniqueNames and list their members under both names. */
export const lldap: LdapKind = {
  name: 'lldap',
  document: 'lldap',
  knowsExpiry: false,
  start: () =>
    startSlapdDirectory({
      schema: 'lldap/lldap.schema',
      database: ['overlay memberof', 'memberof-group-oc lldapGroup', 'memberof-member-ad member'],
      serviceDn,
      entries: [
        ldifEntry(people, { objectClass: 'organizationalUnit', ou: 'people' }),
        ldifEntry(groups, { objectClass: 'organizationalUnit', ou: 'groups' }),
        entryOf({ ...serviceAccount, username: serviceAccount.name, displayName: '', email: '', groups: [] }),
        // LLDAP cannot switch anybody off: who is not to sign in any more is removed.
        ...Object.values<DirectoryPerson>(directoryPeople)
          .filter(({ username }) => username !== directoryPeople.james.username)
          .map(entryOf),
      ],
      groups: [...groupMembers(dnOf)].map(([name, member]) =>
        ldifAdd(groupDn(name), { objectClass: 'lldapGroup', cn: name, member, uniqueMember: member }),
      ),
      disable: (username) => `dn: ${dnOf(username)}\nchangetype: delete\n`,
      leave: (username, group) =>
        ldifDelete(groupDn(group), { member: dnOf(username), uniqueMember: dnOf(username) }),
    }),
};

function entryOf({ username, displayName, email, password }: DirectoryPerson): string {
  return ldifEntry(dnOf(username), {
    objectClass: ['inetOrgPerson', 'posixAccount', 'mailAccount'],
    uid: username,
    cn: displayName || username,
    sn: displayName || username,
    mail: email || `${username}@example.com`,
    userPassword: password,
    uidNumber: '1000',
    gidNumber: '1000',
    homeDirectory: `/home/${username}`,
  });
}
