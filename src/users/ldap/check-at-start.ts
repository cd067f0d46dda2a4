import { FilterParser } from 'ldapts';
import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import { AppError } from '../../lib/app-error.ts';
import type { Log } from '../../lib/log.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import type { LdapSearch } from './connection.ts';
import type { Directory } from './directory.ts';
import type { GroupSearch } from './group-search.ts';
import type { UserSearch } from './user-search.ts';

/** What is looked at. */
export interface CheckAtStartOptions {
  readonly config: LdapBackendConfig;
  readonly directory: Directory;
  readonly users: UserSearch;
  readonly groups: GroupSearch;
  readonly log: Log;
}

const section = 'authentication_backend.ldap';

/**
 * Makes sure at start that people can be found (behaviour.md §8.2). Throws `AppError` where they certainly cannot, and warns where they probably
 * cannot; each message names the key to mend.
 */
export async function checkAtStart({
  config,
  directory,
  users,
  groups,
  log,
}: CheckAtStartOptions): Promise<void> {
  const example = { input: 'john', username: 'john', dn: 'cn=john', memberOf: ['cn=group'] };
  const searches = [
    { filterKey: 'users_filter', baseKey: 'additional_users_dn', search: users.searchFor('john') },
    { filterKey: 'groups_filter', baseKey: 'additional_groups_dn', search: groups.searchFor(example) },
  ];
  for (const { filterKey, search } of searches) checkFilter(filterKey, search);
  if (isInTheClear(config)) {
    log.warn(
      { key: `${section}.address` },
      'passwords go to the LDAP directory in the clear: use ldaps:// or start_tls',
    );
  }
  await directory.check();
  for (const { baseKey, search } of searches) await checkBase(baseKey, search, { directory, log });
}

function checkFilter(key: string, search: LdapSearch | undefined): void {
  if (search === undefined) return;
  try {
    FilterParser.parseString(search.filter);
    // The parser lets a missing parenthesis at the end pass.
    const [opening, closing] = ['(', ')'].map((parenthesis) => search.filter.split(parenthesis).length - 1);
    if (opening !== closing) throw new TypeError(`${opening} parentheses are opened and ${closing} closed`);
  } catch (cause) {
    throw new AppError('configuration-invalid', `${section}.${key} is not an LDAP filter.`, {
      detail: `filled in for the user "john" it reads ${search.filter}: ${reasonOf(cause)}`,
      cause,
    });
  }
}

async function checkBase(
  key: string,
  search: LdapSearch | undefined,
  { directory, log }: Pick<CheckAtStartOptions, 'directory' | 'log'>,
): Promise<void> {
  if (search === undefined || search.base === '') return;
  const { base } = search;
  try {
    await directory.asServiceUser((connection) =>
      connection.search({ base, scope: 'base', filter: '(objectClass=*)', attributes: ['objectClass'] }),
    );
  } catch (error) {
    log.warn(
      { base, reason: reasonOf(error) },
      `nobody can be found below this entry: check ${section}.base_dn and ${key}, and that ${section}.user may search there`,
    );
  }
}

function isInTheClear({ address, start_tls: startsTls }: LdapBackendConfig): boolean {
  if (address.kind !== 'tcp' || address.scheme === 'ldaps' || startsTls) return false;
  const { host } = address;
  const isLoopback = host === '' || host === 'localhost' || host === '::1' || /^127\.[\d.]+$/.test(host);
  return !isLoopback;
}
