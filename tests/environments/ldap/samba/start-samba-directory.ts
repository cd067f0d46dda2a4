import {
  type DirectoryPerson,
  directoryPeople,
  type LdapKind,
  serviceAccount,
} from '../../../support/ldap-directory.ts';
import { ldifAdd, ldifDelete, ldifReplace } from '../../../support/ldif.ts';
import { startSamba } from '../../../support/samba.ts';
import { groupMembers } from '../slapd-directory.ts';

const base = 'DC=example,DC=com';
const dnOf = (username: string) => `CN=${username},CN=Users,${base}`;

/** `userAccountControl`: an account as usual, and one that is switched off. */
const accountFlags = { usual: '512', disabled: '514' } as const;

/** A real Active Directory domain, of Samba. The service account is one of the account operators, who may set passwords. */
export const activeDirectory: LdapKind = {
  name: 'activedirectory',
  document: 'active-directory',
  knowsExpiry: true,
  filterWithMustChange:
    '(&(|({username_attribute}={input})({mail_attribute}={input}))(sAMAccountType=805306368)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))',
  async start() {
    const server = await startSamba();
    try {
      await server.modify(entries().join(''));
    } catch (error) {
      await server.close();
      throw error;
    }
    return {
      place: {
        address: `ldaps://${server.host}`,
        password: serviceAccount.password,
        tls: { server_name: 'dc1.example.com' },
      },
      authority: server.authority,
      disable: (username) =>
        server.modify(ldifReplace(dnOf(username), { userAccountControl: accountFlags.disabled })),
      leaveGroup: (username, group) => server.modify(ldifDelete(dnOf(group), { member: dnOf(username) })),
      mustChange: (username) => server.modify(ldifReplace(dnOf(username), { pwdLastSet: '0' })),
      kill: () => server.stop('SIGKILL'),
      start: () => server.start(),
      close: () => server.close(),
    };
  },
};

function entries(): readonly string[] {
  const service = { ...serviceAccount, username: serviceAccount.name, displayName: 'Gatehouse', email: '' };
  return [
    ...[...Object.values<DirectoryPerson>(directoryPeople), { ...service, groups: [] }].map(entryOf),
    ...[...groupMembers(dnOf)].map(([name, member]) =>
      ldifAdd(dnOf(name), { objectClass: 'group', sAMAccountName: name, member }),
    ),
    `dn: CN=Account Operators,CN=Builtin,${base}\nchangetype: modify\nadd: member\nmember: ${dnOf(serviceAccount.name)}\n\n`,
  ];
}

function entryOf({ username, displayName, email, password }: DirectoryPerson): string {
  return ldifAdd(dnOf(username), {
    objectClass: 'user',
    sAMAccountName: username,
    displayName,
    ...(email === '' ? {} : { mail: email }),
    unicodePwd: Buffer.from(`"${password}"`, 'utf16le'),
    userAccountControl:
      username === directoryPeople.james.username ? accountFlags.disabled : accountFlags.usual,
    // 100-nanosecond steps since 1601: the first of January 2020.
    ...(username === directoryPeople.mary.username ? { accountExpires: '132223104000000000' } : {}),
  });
}
