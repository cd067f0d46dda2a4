import { contractPeople } from '../../src/users/backend.contract.ts';

/** The base of the directory that the tests fill. */
export const ldapBase = 'dc=example,dc=com';

/** A person of a test directory. */
export interface LdapPerson {
  readonly username: string;
  readonly displayName: string;
  readonly mails: readonly string[];
  readonly password: string;
  /** Further lines of LDIF. */
  readonly lines?: readonly string[];
}

const { john, bob, disabled } = contractPeople;

/**
 * The people and groups of `contractPeople` as LDIF: people below `ou=people`, groups (`groupOfNames`) below `ou=groups`, and a password
 * policy below `ou=policies`. James carries `employeeType: disabled`, which the filters of the tests leave out.
 */
export function contractEntries(): string {
  return [
    ...baseEntries,
    personEntry({ ...john, mails: john.emails }),
    personEntry({ ...bob, mails: bob.emails }),
    personEntry({ ...disabled, mails: ['james@example.com'], lines: ['employeeType: disabled'] }),
    groupEntry('admins', ['john']),
    groupEntry('dev', ['john', 'bob']),
  ].join('\n\n');
}

/** The entry of a person, as LDIF. */
export function personEntry({ username, displayName, mails, password, lines = [] }: LdapPerson): string {
  return [
    `dn: ${personDn(username)}`,
    'objectClass: inetOrgPerson',
    `uid: ${username}`,
    `cn: ${displayName}`,
    `sn: ${displayName.split(' ').at(-1)}`,
    `displayName: ${displayName}`,
    ...mails.map((mail) => `mail: ${mail}`),
    `userPassword:: ${Buffer.from(password).toString('base64')}`,
    ...lines,
  ].join('\n');
}

/** The entry of a group of people, as LDIF. */
export function groupEntry(name: string, usernames: readonly string[]): string {
  return [
    `dn: cn=${name},ou=groups,${ldapBase}`,
    'objectClass: groupOfNames',
    `cn: ${name}`,
    ...usernames.map((username) => `member: ${personDn(username)}`),
  ].join('\n');
}

/** The DN of a person. */
export function personDn(username: string): string {
  return `uid=${username},ou=people,${ldapBase}`;
}

const baseEntries = [
  [
    'dn: dc=example,dc=com',
    'objectClass: dcObject',
    'objectClass: organization',
    'o: Example',
    'dc: example',
  ],
  ...['people', 'groups', 'policies'].map((name) => [
    `dn: ou=${name},${ldapBase}`,
    'objectClass: organizationalUnit',
    `ou: ${name}`,
  ]),
  [
    `dn: cn=default,ou=policies,${ldapBase}`,
    'objectClass: device',
    'objectClass: pwdPolicy',
    'cn: default',
    'pwdAttribute: userPassword',
    'pwdCheckQuality: 1',
    'pwdMinLength: 5',
    'pwdMustChange: TRUE',
  ],
].map((lines) => lines.join('\n'));
