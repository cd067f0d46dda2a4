import type { LdapBackendConfig } from '../../../config/sections/authentication-backend/ldap.ts';
import type { LdapConnection } from '../connection.ts';
import type { GroupSearch } from '../group-search.ts';
import type { LdapUser } from '../ldap-user.ts';
import type { LdapFact, LdapFinding } from './finding.ts';

/** Searches for the groups of a user as a sign-in does and tells how they were found. */
export async function explainGroups(
  connection: LdapConnection,
  groups: GroupSearch,
  {
    login,
    user,
    config,
  }: { readonly login: string; readonly user: LdapUser; readonly config: LdapBackendConfig },
): Promise<LdapFinding> {
  const member = { input: login, username: user.details.username, dn: user.dn, memberOf: user.memberOf };
  const search = groups.searchFor(member);
  const way = config.group_search_mode === 'memberof' ? 'memberof: the list in the user’s entry' : 'filter';
  if (search === undefined) {
    const warnings = [
      `the entry has no value of ${config.attributes.member_of ?? 'member_of'}: no group is searched`,
    ];
    return { step: 'groups', isGood: true, facts: [['searched by', way]], warnings };
  }
  const names = await groups.find(connection, member);
  const entries = await connection.search(search);
  const facts: LdapFact[] = [
    ['searched by', way],
    ['below', search.base],
    ['filter', search.filter],
    ['entries found', entries.length > 0 ? entries.map(({ dn }) => dn) : 'none'],
    ['groups', names.length > 0 ? names.join(', ') : 'none'],
  ];
  const warnings = warningsFor(entries.length, names.length, { user, config });
  return { step: 'groups', isGood: true, facts, ...(warnings.length > 0 ? { warnings } : {}) };
}

function warningsFor(
  entries: number,
  names: number,
  { user, config }: { readonly user: LdapUser; readonly config: LdapBackendConfig },
): readonly string[] {
  const { group_name: groupName = 'cn' } = config.attributes;
  if (entries > 0 && names === 0)
    return [`none of the entries found counts: look at attributes.group_name (${groupName})`];
  if (entries === 0 && user.memberOf.length > 0) {
    return [
      'the entry itself names groups: check groups_filter and additional_groups_dn, or set group_search_mode to memberof',
    ];
  }
  return [];
}
