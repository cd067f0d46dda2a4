import type { Config } from '../config/config.ts';
import { systemClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { explainLdap } from '../users/ldap/explain/explain-ldap.ts';
import type { LdapFinding } from '../users/ldap/explain/finding.ts';
import { trustedCertificates } from './trusted-certificates.ts';

/** Whom to look for; with a password it is checked, too. */
export interface DirectoryQuestion {
  readonly login?: string | undefined;
  readonly password?: string | undefined;
}

/** Goes the way of a sign-in against the configured LDAP directory, step by step; undefined where users are not in LDAP. */
export async function explainDirectory(
  config: Config,
  question: DirectoryQuestion,
): Promise<AsyncIterable<LdapFinding> | undefined> {
  const { ldap } = config.authentication_backend;
  if (ldap === undefined) return undefined;
  return explainLdap({
    ...question,
    config: ldap,
    clock: systemClock,
    log: silentLog,
    trustedCertificates: await trustedCertificates(config),
  });
}
