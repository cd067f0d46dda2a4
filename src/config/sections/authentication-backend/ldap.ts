import type { z } from 'zod';
import { address } from '../../notations/address.ts';
import { boolean } from '../../notations/boolean.ts';
import { choice } from '../../notations/choice.ts';
import { clientTls } from '../../notations/client-tls.ts';
import { duration } from '../../notations/duration.ts';
import { group, optionalGroup } from '../../notations/group.ts';
import { integer } from '../../notations/integer.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { secretText, text } from '../../notations/text.ts';
import { ldapAttributes } from './ldap-attributes.ts';
import { type LdapImplementation, ldapDefaults } from './ldap-implementations.ts';

const pooling = group(
  {
    enable: defaulted(boolean, false, 'Keeps connections open for the next search.'),
    count: defaulted(integer({ min: 1 }), 5, 'How many connections are kept.'),
    retries: defaulted(integer({ min: 0 }), 2, 'How often a free connection is waited for.'),
    timeout: defaulted(duration({ min: 1 }), '10s', 'How long each wait lasts.'),
  },
  'A pool of connections.',
);

const written = optionalGroup(
  {
    address: required(
      address({ schemes: ['ldaps', 'ldap', 'ldapi'], example: 'ldaps://dc.example.com' }),
      'The directory server.',
      'Write the address of the directory server, such as ldaps://dc.example.com.',
    ),
    implementation: defaulted(
      choice('custom', 'activedirectory', 'rfc2307bis', 'freeipa', 'lldap', 'glauth'),
      'custom',
      'The kind of directory: fills in attributes and filters.',
    ),
    timeout: optional(duration({ min: 1 }), 'How long an answer is waited for: 5s, with custom 20s.'),
    start_tls: defaulted(boolean, false, 'Turns a plain connection into TLS before anything else.'),
    tls: clientTls('directory server'),
    pooling,
    base_dn: defaulted(text, '', 'The entry below which everything is found.'),
    additional_users_dn: optional(text, 'Put before base_dn to find users.'),
    users_filter: optional(text, 'The filter that finds the user who signs in.'),
    additional_groups_dn: optional(text, 'Put before base_dn to find groups.'),
    groups_filter: optional(text, 'The filter that finds the groups of a user.'),
    group_search_mode: defaulted(
      choice('filter', 'memberof'),
      'filter',
      'Groups are found by the filter, or read from the user.',
    ),
    permit_referrals: defaulted(boolean, false, 'Follows referrals to other servers.'),
    permit_unauthenticated_bind: defaulted(boolean, false, 'Searches without signing in to the directory.'),
    user: optional(text, 'The DN that searches are made with.'),
    password: optional(secretText, 'The password of that user.'),
    attributes: ldapAttributes,
  },
  'Users in an LDAP directory.',
);

/** `authentication_backend.ldap` (behaviour.md §4.3, §8.2), with the defaults of its implementation filled in. */
export type LdapBackendConfig = NonNullable<z.output<typeof ldapBackend>>;

/** The keys of `authentication_backend.ldap`; undefined where it is not written. */
export const ldapBackend = written.transform((ldap) => {
  if (ldap === undefined) return undefined;
  const implementation: LdapImplementation = ldap.implementation;
  const { attributes, ...defaults } = ldapDefaults[implementation];
  return {
    ...ldap,
    timeout: ldap.timeout ?? (implementation === 'custom' ? 20_000 : 5000),
    users_filter: ldap.users_filter ?? defaults.users_filter,
    groups_filter: ldap.groups_filter ?? defaults.groups_filter,
    additional_users_dn: ldap.additional_users_dn ?? defaults.additional_users_dn,
    additional_groups_dn: ldap.additional_groups_dn ?? defaults.additional_groups_dn,
    attributes: { ...ldap.attributes, ...withoutWritten(attributes, ldap.attributes) },
  };
});

function withoutWritten(
  defaults: Readonly<Record<string, string>>,
  written: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => written[name] === undefined));
}
