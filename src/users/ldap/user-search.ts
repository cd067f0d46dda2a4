import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { LdapConnection, LdapSearch } from './connection.ts';
import type { LdapEntry } from './entry.ts';
import { expandFilter } from './expand-filter.ts';
import { readLdapAttributes, userAttributeNames } from './ldap-attributes.ts';
import type { LdapUser } from './ldap-user.ts';

/** The keys that say how users are found. */
export type UserSearchConfig = Pick<
  LdapBackendConfig,
  'base_dn' | 'additional_users_dn' | 'users_filter' | 'attributes'
>;

/** Looks users up. */
export interface UserSearch {
  /** The search that is sent for what was typed. */
  searchFor(login: string): LdapSearch;
  /** The one user that the search finds. Throws `UnusableEntryError` where it is more than one, or the entry has no single user name. */
  find(connection: LdapConnection, login: string): Promise<LdapUser | undefined>;
}

/** Said where an entry, or several, cannot be taken for one person: neither a sign-in nor the end of sessions may hang on it. */
export class UnusableEntryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableEntryError';
  }
}

/** One more than is right: a server does not say whether it left out more than it sent. */
const sizeLimit = 2;

/** The search for users of a configuration (behaviour.md §8.2). */
export function createUserSearch(
  config: UserSearchConfig,
  { clock, log }: { clock: Clock; log: Log },
): UserSearch {
  const { attributes, users_filter: filter = '' } = config;
  const names = userAttributeNames(attributes);
  const base = joinDn(config.additional_users_dn, config.base_dn);
  const searchFor = (login: string): LdapSearch => ({
    base,
    scope: 'sub',
    filter: expandFilter(filter, attributes, { input: login, nowMs: clock.now() }),
    attributes: names,
    sizeLimit,
  });

  function readUser(entry: LdapEntry): LdapUser {
    const [username, ...others] = entry.texts(attributes.username ?? '');
    if (username === undefined || username === '' || others.length > 0) {
      throw new UnusableEntryError(
        `the entry ${entry.dn} must have one value of ${attributes.username}, the user name; it has ${others.length > 0 ? 'several' : 'none'}`,
      );
    }
    const further = readLdapAttributes(entry, attributes, (attribute) =>
      log.warn(
        { username, attribute },
        'a value of the directory is not of the type declared in attributes.extra',
      ),
    );
    return {
      dn: entry.dn,
      memberOf: textsOf(entry, attributes.member_of),
      details: {
        username,
        displayName: textsOf(entry, attributes.display_name)[0] ?? '',
        emails: textsOf(entry, attributes.mail),
        ...(Object.keys(further).length === 0 ? {} : { attributes: further }),
      },
    };
  }

  return {
    searchFor,
    async find(connection, login) {
      const [entry, another] = await connection.search(searchFor(login));
      if (entry === undefined) return undefined;
      if (another !== undefined) {
        throw new UnusableEntryError(
          `users_filter finds several entries for one name: ${entry.dn}, ${another.dn}`,
        );
      }
      return readUser(entry);
    },
  };
}

/** The base of a search: what comes below, then the base of all; either may be empty (behaviour.md §8.2). */
export function joinDn(additional: string | undefined, base: string): string {
  return [additional, base].filter((part) => part !== undefined && part !== '').join(',');
}

function textsOf(entry: LdapEntry, attribute: string | undefined): readonly string[] {
  return attribute === undefined ? [] : entry.texts(attribute).filter((text) => text !== '');
}
