import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import type { Clock } from '../../lib/clock.ts';
import type { LdapConnection, LdapSearch } from './connection.ts';
import {
  comparableDistinguishedName,
  comparableRelativeName,
  parseDistinguishedName,
} from './distinguished-name.ts';
import type { LdapEntry } from './entry.ts';
import { expandFilter } from './expand-filter.ts';
import { joinDn } from './user-search.ts';

/** The keys that say how the groups of a user are found. */
export type GroupSearchConfig = Pick<
  LdapBackendConfig,
  'base_dn' | 'additional_groups_dn' | 'groups_filter' | 'group_search_mode' | 'attributes'
>;

/** Whose groups are asked for. */
export interface GroupMember {
  /** What was typed. */
  readonly input: string;
  readonly username: string;
  readonly dn: string;
  /** The DNs of groups that the entry names itself. */
  readonly memberOf: readonly string[];
}

/** Looks groups up. */
export interface GroupSearch {
  /** The search that is sent; undefined where it could find nothing. */
  searchFor(member: GroupMember): LdapSearch | undefined;
  /** The names of the groups, each once. */
  find(connection: LdapConnection, member: GroupMember): Promise<readonly string[]>;
}

/**
 * The search for groups of a configuration (behaviour.md §8.2). With `memberof` the user's own list decides and the search only finds the
 * names: groups within groups do not count.
 */
export function createGroupSearch(config: GroupSearchConfig, clock: Clock): GroupSearch {
  const { attributes, groups_filter: filter = '', group_search_mode: mode } = config;
  const nameAttribute = attributes.group_name ?? 'cn';
  const byRelativeName = filter.includes('{memberof:rdn}') && !filter.includes('{memberof:dn}');
  const base = joinDn(config.additional_groups_dn, config.base_dn);

  function searchFor(member: GroupMember): LdapSearch | undefined {
    if (mode === 'memberof' && member.memberOf.length === 0) return undefined;
    return {
      base,
      scope: 'sub',
      filter: expandFilter(filter, attributes, { ...member, nowMs: clock.now() }),
      attributes: [nameAttribute],
    };
  }

  return {
    searchFor,
    async find(connection, member) {
      const search = searchFor(member);
      if (search === undefined) return [];
      const entries = await connection.search(search);
      const own = mode === 'memberof' ? matcherOf(member.memberOf, byRelativeName) : () => true;
      return [...new Set(entries.filter(own).flatMap((entry) => entry.texts(nameAttribute)))];
    },
  };
}

function matcherOf(memberOf: readonly string[], byRelativeName: boolean): (entry: LdapEntry) => boolean {
  const keyOf = byRelativeName ? relativeKey : comparableDistinguishedName;
  const keys = new Set(memberOf.map(keyOf));
  return ({ dn }) => {
    const key = keyOf(dn);
    return key !== undefined && keys.has(key);
  };
}

function relativeKey(dn: string): string | undefined {
  const [relativeName] = parseDistinguishedName(dn) ?? [];
  return relativeName === undefined ? undefined : comparableRelativeName(relativeName);
}
