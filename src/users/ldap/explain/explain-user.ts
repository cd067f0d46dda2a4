import type { LdapBackendConfig } from '../../../config/sections/authentication-backend/ldap.ts';
import type { LdapConnection, LdapSearch } from '../connection.ts';
import { escapeFilterValue } from '../escape-filter-value.ts';
import type { LdapUser } from '../ldap-user.ts';
import { UnusableEntryError, type UserSearch } from '../user-search.ts';
import type { LdapFact, LdapFinding } from './finding.ts';
import { splitFilter } from './split-filter.ts';

/** What the search for a user gave. */
export interface UserExplanation {
  readonly finding: LdapFinding;
  /** Undefined where nobody, or nobody usable, was found. */
  readonly user: LdapUser | undefined;
}

/** Searches for a user as a sign-in does and tells what was sent, what came back and, where nobody came, which part of the filter is why. */
export async function explainUser(
  connection: LdapConnection,
  users: UserSearch,
  { login, config }: { readonly login: string; readonly config: LdapBackendConfig },
): Promise<UserExplanation> {
  const search = users.searchFor(login);
  const sent: LdapFact[] = [
    ['below', search.base],
    ['filter', search.filter],
  ];
  try {
    const user = await users.find(connection, login);
    if (user === undefined)
      return { user, finding: await explainAbsence(connection, search, { login, config, sent }) };
    return { user, finding: { step: 'user', isGood: true, facts: [...sent, ...factsOf(user, config)] } };
  } catch (error) {
    if (!(error instanceof UnusableEntryError)) throw error;
    const toMend = 'make users_filter find one entry for one name, or mend the entries';
    return {
      user: undefined,
      finding: { step: 'user', isGood: false, facts: [...sent, ['found', error.message]], toMend },
    };
  }
}

function factsOf(
  { dn, memberOf, details }: LdapUser,
  { attributes }: LdapBackendConfig,
): readonly LdapFact[] {
  const from = (attribute: string | undefined) => (attribute === undefined ? '' : `  (${attribute})`);
  const extraNames = new Map(Object.entries(attributes.extra).map(([key, { name }]) => [name ?? key, key]));
  const further = Object.entries(details.attributes ?? {}).map(([name, value]): LdapFact => {
    const standard: unknown = Object.entries(attributes).find(([key]) => key === name)?.[1];
    const attribute = typeof standard === 'string' ? standard : extraNames.get(name);
    return [name, `${[value].flat().join(', ')}${from(attribute)}`];
  });
  return [
    ['found', dn],
    ['username', `${details.username}${from(attributes.username)}`],
    ['display_name', `${details.displayName || 'none'}${from(attributes.display_name)}`],
    ['emails', `${details.emails.join(', ') || 'none'}${from(attributes.mail)}`],
    ...further,
    ...(attributes.member_of === undefined
      ? []
      : [['member_of', memberOf.length > 0 ? memberOf : 'none'] satisfies LdapFact]),
  ];
}

/** Looks for an entry with that name alone, and for the part of the filter that leaves it out. */
async function explainAbsence(
  connection: LdapConnection,
  search: LdapSearch,
  {
    login,
    config: { attributes },
    sent,
  }: { readonly login: string; readonly config: LdapBackendConfig; readonly sent: readonly LdapFact[] },
): Promise<LdapFinding> {
  const value = escapeFilterValue(login);
  const named = [attributes.username, attributes.mail].filter((one) => one !== undefined);
  const byName = `(|${named.map((attribute) => `(${attribute}=${value})`).join('')})`;
  const find = async (filter: string) =>
    (await connection.search({ ...search, filter, attributes: ['1.1'] })).length > 0;
  const facts: LdapFact[] = [...sent, ['found', 'nobody']];
  if (!(await find(byName))) {
    const toMend = `no entry below ${search.base} has this name: check the name, base_dn, additional_users_dn, attributes.username, and that the service user may read the entry`;
    return { step: 'user', isGood: false, facts: [...facts, ['also tried', `${byName}: nobody`]], toMend };
  }
  const failing: string[] = [];
  for (const part of splitFilter(search.filter)) if (!(await find(`(&${byName}${part})`))) failing.push(part);
  return {
    step: 'user',
    isGood: false,
    facts: [
      ...facts,
      ['an entry has this name, but not', failing.length > 0 ? failing : 'all parts at once'],
    ],
    toMend:
      'the account is disabled or expired as the filter says, or users_filter asks for what this directory does not have',
  };
}
