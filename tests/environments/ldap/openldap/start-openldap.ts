import { type DirectoryPerson, directoryPeople, type LdapKind } from '../../../support/ldap-directory.ts';
import { ldifAdd, ldifDelete, ldifEntry, ldifReplace } from '../../../support/ldif.ts';
import { groupMembers, startSlapdDirectory } from '../slapd-directory.ts';

const people = 'ou=people,dc=example,dc=com';
const groups = 'ou=groups,dc=example,dc=com';
const dnOf = (username: string) => `uid=${username},${people}`;
const groupDn = (name: string) => `cn=${name},${groups}`;

/** A lock without an end is what switches an account off in OpenLDAP's password policy. */
const locked = { pwdAccountLockedTime: '000001010000Z' };

/** OpenLDAP as its administrator's guide sets it up: inetOrgPerson and groupOfNames, the overlays memberOf and ppolicy. */
export const openldap: LdapKind = {
  name: 'rfc2307bis',
  document: 'openldap',
  knowsExpiry: false,
  start: () =>
    startSlapdDirectory({
      entries: [
        ldifEntry(people, { objectClass: 'organizationalUnit', ou: 'people' }),
        ldifEntry(groups, { objectClass: 'organizationalUnit', ou: 'groups' }),
        ...Object.values<DirectoryPerson>(directoryPeople).map(entryOf),
      ],
      groups: [...groupMembers(dnOf)].map(([name, member]) =>
        ldifAdd(groupDn(name), { objectClass: 'groupOfNames', cn: name, member }),
      ),
      disable: (username) => ldifReplace(dnOf(username), locked),
      leave: (username, group) => ldifDelete(groupDn(group), { member: dnOf(username) }),
    }),
};

function entryOf({ username, displayName, email, password }: DirectoryPerson): string {
  return ldifEntry(dnOf(username), {
    objectClass: 'inetOrgPerson',
    uid: username,
    cn: displayName,
    sn: displayName,
    displayName,
    mail: email,
    userPassword: password,
    ...(username === directoryPeople.james.username ? locked : {}),
  });
}
