import type { CheckContext } from '../../section.ts';
import type { LdapBackendConfig } from './ldap.ts';

/** Placeholders of old filters and what replaced them. */
const removedPlaceholders: Readonly<Record<string, string>> = {
  '{0}': '{input} or {dn}',
  '{1}': '{username}',
};

/** The checks of `authentication_backend.ldap` that need more than one key (behaviour.md §4.5). */
export function checkLdapBackend(ldap: LdapBackendConfig, canReset: boolean, { report }: CheckContext): void {
  const wrong = (key: string, message: string, hint: string) =>
    report({ path: ['ldap', key], severity: 'error', message, hint });
  checkSignIn(ldap, canReset, wrong);
  checkFilter(ldap.users_filter, 'users_filter', wrong);
  checkFilter(ldap.groups_filter, 'groups_filter', wrong);
  for (const placeholder of ['{username_attribute}', '{input}']) {
    if (ldap.users_filter === undefined || ldap.users_filter.includes(placeholder)) continue;
    wrong(
      'users_filter',
      `The filter does not contain ${placeholder}.`,
      'Write a filter such as ({username_attribute}={input}).',
    );
  }
  if (ldap.group_search_mode === 'memberof') checkMemberOf(ldap, wrong);
}

type Wrong = (key: string, message: string, hint: string) => void;

function checkSignIn(ldap: LdapBackendConfig, canReset: boolean, wrong: Wrong): void {
  if (ldap.permit_unauthenticated_bind) {
    const hint = 'Remove the password, or set permit_unauthenticated_bind to false.';
    if (ldap.password !== undefined) wrong('password', 'An unauthenticated bind has no password.', hint);
    const resetHint = 'Set authentication_backend.password_reset.disable to true.';
    if (canReset)
      wrong('permit_unauthenticated_bind', 'Passwords cannot be reset without signing in.', resetHint);
    return;
  }
  const userHint = 'Write the DN of a user that may search, such as cn=gatehouse,dc=example,dc=com.';
  if (ldap.user === undefined) wrong('user', 'This key is missing.', userHint);
  const passwordHint = 'Write the password of that user, best in a secret file.';
  if (ldap.password === undefined) wrong('password', 'This key is missing.', passwordHint);
}

function checkFilter(filter: string | undefined, key: string, wrong: Wrong): void {
  if (filter === undefined) {
    const hint = 'Write an LDAP filter in parentheses, or name the implementation, which brings its own.';
    wrong(key, 'This key is missing.', hint);
    return;
  }
  if (!filter.startsWith('(') || !filter.endsWith(')')) {
    wrong(key, 'The filter is not in parentheses.', 'Write it as (…).');
  }
  for (const [placeholder, replacement] of Object.entries(removedPlaceholders)) {
    if (!filter.includes(placeholder)) continue;
    wrong(key, `The placeholder ${placeholder} is gone.`, `Write ${replacement} instead.`);
  }
}

function checkMemberOf(ldap: LdapBackendConfig, wrong: Wrong): void {
  const byName = ldap.groups_filter?.includes('{memberof:dn}') ?? false;
  if (!byName && !ldap.groups_filter?.includes('{memberof:rdn}')) {
    const hint = 'Write {memberof:dn} or {memberof:rdn} inside (|…) in groups_filter.';
    wrong('groups_filter', 'group_search_mode memberof needs the groups of the user in the filter.', hint);
  }
  const needed = byName ? (['member_of', 'distinguished_name'] as const) : (['member_of'] as const);
  for (const name of needed.filter((attribute) => ldap.attributes[attribute] === undefined)) {
    const hint = `Write attributes.${name}, such as ${name === 'member_of' ? 'memberOf' : 'distinguishedName'}.`;
    wrong('attributes', `group_search_mode memberof needs the attribute ${name}.`, hint);
  }
}
