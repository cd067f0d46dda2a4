/** The directories whose attributes and filters are known (behaviour.md §8.2). */
export type LdapImplementation = 'custom' | 'activedirectory' | 'rfc2307bis' | 'freeipa' | 'lldap' | 'glauth';

/** What an implementation fills in where the file says nothing. */
export interface LdapDefaults {
  readonly attributes: Readonly<Record<string, string>>;
  readonly users_filter?: string;
  readonly groups_filter?: string;
  readonly additional_users_dn?: string;
  readonly additional_groups_dn?: string;
}

const byNameOrMail = '(|({username_attribute}={input})({mail_attribute}={input}))';
const common = { username: 'uid', display_name: 'displayName', mail: 'mail', group_name: 'cn' };

/** The defaults of each implementation (behaviour.md §8.2, table). */
export const ldapDefaults: Readonly<Record<LdapImplementation, LdapDefaults>> = {
  custom: { attributes: common },
  activedirectory: {
    attributes: {
      ...common,
      username: 'sAMAccountName',
      member_of: 'memberOf',
      distinguished_name: 'distinguishedName',
      family_name: 'sn',
      given_name: 'givenName',
      middle_name: 'middleName',
      website: 'wWWHomePage',
      phone_number: 'telephoneNumber',
      street_address: 'streetAddress',
      locality: 'l',
      region: 'st',
      postal_code: 'postalCode',
      country: 'c',
    },
    users_filter: `(&${byNameOrMail}(sAMAccountType=805306368)(!(userAccountControl:1.2.840.113556.1.4.803:=2))(!(pwdLastSet=0))(|(!(accountExpires=*))(accountExpires=0)(accountExpires>={date-time:microsoft-nt})))`,
    groups_filter: '(&(member={dn})(|(sAMAccountType=268435456)(sAMAccountType=536870912)))',
  },
  rfc2307bis: {
    attributes: { ...common, member_of: 'memberOf' },
    users_filter: `(&${byNameOrMail}(|(objectClass=inetOrgPerson)(objectClass=organizationalPerson)))`,
    groups_filter:
      '(&(|(member={dn})(uniqueMember={dn}))(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfMembers))(!(pwdReset=TRUE)))',
  },
  freeipa: {
    attributes: { ...common, member_of: 'memberOf', family_name: 'sn', given_name: 'givenName' },
    users_filter: `(&${byNameOrMail}(objectClass=person)(!(nsAccountLock=TRUE))(krbPasswordExpiration>={date-time:generalized})(|(!(krbPrincipalExpiration=*))(krbPrincipalExpiration>={date-time:generalized})))`,
    groups_filter: '(&(member={dn})(objectClass=groupOfNames))',
  },
  lldap: {
    attributes: { ...common, display_name: 'cn', member_of: 'memberOf' },
    users_filter: `(&${byNameOrMail}(objectClass=person))`,
    groups_filter: '(&(member={dn})(objectClass=groupOfUniqueNames))',
    additional_users_dn: 'OU=people',
    additional_groups_dn: 'OU=groups',
  },
  glauth: {
    attributes: { ...common, username: 'cn', display_name: 'description', member_of: 'memberOf' },
    users_filter: `(&${byNameOrMail}(objectClass=posixAccount)(!(accountStatus=inactive)))`,
    groups_filter: '(&(uniqueMember={dn})(objectClass=posixGroup))',
  },
};
