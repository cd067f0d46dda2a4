import type { LdapBackendConfig } from '../../src/config/sections/authentication-backend/ldap.ts';
import { authenticationBackend } from '../../src/config/sections/authentication-backend.ts';
import { ldapBase } from './ldap-people.ts';
import { readSection } from './read-section.ts';
import { slapdAdministrator } from './slapd.ts';

/** Reads `authentication_backend.ldap` as an operator writes it, for a slapd of the tests; what is given replaces the keys made here. */
export function createLdapConfig(
  slapd: { readonly port: number },
  keys: Readonly<Record<string, unknown>> = {},
): LdapBackendConfig {
  const { ready, problems } = readSection(authenticationBackend, { ldap: { ...ldapKeys(slapd), ...keys } });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (ready?.ldap === undefined || errors.length > 0) throw new Error(JSON.stringify(problems, undefined, 2));
  return ready.ldap;
}

/** `authentication_backend.ldap` for a slapd of the tests with the people of `contractEntries`, as an operator writes it. */
export function ldapKeys({ port }: { readonly port: number }): Record<string, unknown> {
  return {
    address: `ldap://127.0.0.1:${port}`,
    implementation: 'rfc2307bis',
    base_dn: ldapBase,
    additional_users_dn: 'ou=people',
    additional_groups_dn: 'ou=groups',
    users_filter:
      '(&(|({username_attribute}={input})({mail_attribute}={input}))(objectClass=inetOrgPerson)(!(employeeType=disabled)))',
    user: slapdAdministrator.dn,
    password: slapdAdministrator.password,
    pooling: { enable: true },
  };
}
