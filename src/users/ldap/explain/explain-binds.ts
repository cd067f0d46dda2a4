import { PasswordPolicyControl } from 'ldapts';
import type { LdapBackendConfig } from '../../../config/sections/authentication-backend/ldap.ts';
import { reasonOf } from '../../../lib/reason-of.ts';
import { bindRefusalWords, readBindRefusal } from '../bind-refusal.ts';
import type { LdapConnection } from '../connection.ts';
import { failureFinding } from './failure-finding.ts';
import type { LdapFact, LdapFinding } from './finding.ts';

/** Signs in as the service user. */
export async function explainServiceUser(
  connection: LdapConnection,
  { user, password }: LdapBackendConfig,
): Promise<LdapFinding> {
  if (user === undefined || password === undefined) {
    return {
      step: 'service user',
      isGood: true,
      facts: [['signs in as', 'nobody (permit_unauthenticated_bind)']],
    };
  }
  const facts: LdapFact[] = [['signs in as', user]];
  try {
    await connection.bind(user, password);
    return { step: 'service user', isGood: true, facts };
  } catch (error) {
    return failureFinding('service user', error, facts);
  }
}

/** Checks somebody's password as a sign-in does, over a connection of its own that it closes. */
export async function explainPassword(
  connection: LdapConnection,
  { dn, password }: { readonly dn: string; readonly password: string },
): Promise<LdapFinding> {
  const facts: LdapFact[] = [['signs in as', dn]];
  const policy = new PasswordPolicyControl();
  try {
    if (password === '') {
      return { step: 'password', isGood: false, facts, toMend: 'an empty password is never taken' };
    }
    await connection.bind(dn, password, [policy]);
    return { step: 'password', isGood: true, facts: [...facts, ['answer', 'the password is right']] };
  } catch (error) {
    const refusal = readBindRefusal(error, policy.value?.error);
    if (refusal === undefined) throw error;
    const answer: LdapFact = ['answer', reasonOf(error)];
    return { step: 'password', isGood: false, facts: [...facts, answer], toMend: bindRefusalWords[refusal] };
  } finally {
    await connection.close();
  }
}
