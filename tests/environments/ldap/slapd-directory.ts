import { join } from 'node:path';
import {
  type DirectoryPerson,
  directoryPeople,
  type LdapDirectory,
  serviceAccount,
} from '../../support/ldap-directory.ts';
import { ldifEntry } from '../../support/ldif.ts';
import { projectRoot } from '../../support/project-root.ts';
import { startSlapd } from '../../support/slapd.ts';

/** What a flavour of directory puts into slapd. */
export interface SlapdFlavour {
  /** The entries below `dc=example,dc=com`, as LDIF, parents first. */
  readonly entries: readonly string[];
  /** The groups, as LDIF to be added while the server runs: only then does the overlay memberOf see them. */
  readonly groups: readonly string[];
  /** LDIF that switches somebody off. */
  readonly disable: (username: string) => string;
  /** LDIF that takes somebody out of a group. */
  readonly leave: (username: string, group: string) => string;
  /** Its own schema file, relative to `tests/environments/ldap`. */
  readonly schema?: string;
  /** Further lines of the database: its overlays. */
  readonly database?: readonly string[];
  /** Default: `uid=gatehouse,ou=services,dc=example,dc=com`, which is made; another must be among the entries. */
  readonly serviceDn?: string;
}

const usualServiceDn = 'uid=gatehouse,ou=services,dc=example,dc=com';
const policyDn = 'cn=default,ou=policies,dc=example,dc=com';

/** Starts a slapd with those entries; passwords have at least eight characters, and three wrong ones lock an account. */
export async function startSlapdDirectory(flavour: SlapdFlavour): Promise<LdapDirectory> {
  const { serviceDn = usualServiceDn, schema } = flavour;
  const server = await startSlapd({
    entries: [...rootEntries(serviceDn), ...flavour.entries].join(''),
    access: [
      `access to attrs=userPassword by dn.exact="${serviceDn}" write by self write by anonymous auth by * none`,
      `access to * by dn.exact="${serviceDn}" read by users none by anonymous none`,
    ],
    ...(schema === undefined ? {} : { schemas: [join(projectRoot, 'tests/environments/ldap', schema)] }),
    ...(flavour.database === undefined ? {} : { database: flavour.database }),
  });
  try {
    for (const group of flavour.groups) await server.modify(group);
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    place: { address: `ldaps://localhost:${server.tlsPort}`, password: serviceAccount.password },
    authority: server.certificate.authority,
    disable: (username) => server.modify(flavour.disable(username)),
    leaveGroup: (username, group) => server.modify(flavour.leave(username, group)),
    kill: () => server.stop('SIGKILL'),
    start: () => server.start(),
    close: () => server.close(),
  };
}

/** The members of each group, for a flavour to write down. */
export function groupMembers(dnOf: (username: string) => string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const { username, groups: names } of Object.values<DirectoryPerson>(directoryPeople)) {
    for (const name of names) groups.set(name, [...(groups.get(name) ?? []), dnOf(username)]);
  }
  return groups;
}

function rootEntries(serviceDn: string): readonly string[] {
  const unit = (name: string) =>
    ldifEntry(`ou=${name},dc=example,dc=com`, { objectClass: 'organizationalUnit', ou: name });
  const service = ldifEntry(usualServiceDn, {
    objectClass: ['account', 'simpleSecurityObject'],
    uid: serviceAccount.name,
    userPassword: serviceAccount.password,
  });
  return [
    ldifEntry('dc=example,dc=com', {
      objectClass: ['dcObject', 'organization'],
      dc: 'example',
      o: 'Example',
    }),
    unit('policies'),
    ldifEntry(policyDn, {
      objectClass: ['device', 'pwdPolicy'],
      cn: 'default',
      pwdAttribute: 'userPassword',
      pwdCheckQuality: '2',
      pwdMinLength: '8',
      pwdLockout: 'TRUE',
      pwdMaxFailure: '30',
      pwdLockoutDuration: '0',
    }),
    ...(serviceDn === usualServiceDn ? [unit('services'), service] : []),
  ];
}
