import type { LdapBackendConfig } from '../../../config/sections/authentication-backend/ldap.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import type { LdapConnection } from '../connection.ts';
import { createGroupSearch } from '../group-search.ts';
import type { LdapUser } from '../ldap-user.ts';
import { openLdapConnection } from '../open-connection.ts';
import { createUserSearch } from '../user-search.ts';
import { explainPassword, explainServiceUser } from './explain-binds.ts';
import { explainConnection } from './explain-connection.ts';
import { explainGroups } from './explain-groups.ts';
import { explainBases, explainServer } from './explain-server.ts';
import { explainUser } from './explain-user.ts';
import { failureFinding } from './failure-finding.ts';
import type { LdapFinding } from './finding.ts';

/** What is to be explained. */
export interface ExplainLdapOptions {
  readonly config: LdapBackendConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly trustedCertificates: readonly string[];
  /** What somebody would type; without it the way ends at the server. */
  readonly login?: string | undefined;
  /** Checked by a bind where it is given. */
  readonly password?: string | undefined;
}

/** Goes the way of a sign-in step by step and tells of each; after the first that fails nothing more comes. No finding holds a password. */
export async function* explainLdap(options: ExplainLdapOptions): AsyncGenerator<LdapFinding> {
  const { config, trustedCertificates } = options;
  const { finding: first, connection } = await explainConnection(config, trustedCertificates);
  yield first;
  if (connection === undefined) return;
  try {
    for await (const finding of explainSteps(options, connection)) {
      yield finding;
      if (!finding.isGood) return;
    }
  } finally {
    await connection.close();
  }
}

async function* explainSteps(
  options: ExplainLdapOptions,
  connection: LdapConnection,
): AsyncGenerator<LdapFinding> {
  const { config, clock, log, login } = options;
  yield await orFailure('service user', () => explainServiceUser(connection, config));
  yield await orFailure('server', () => explainServer(connection, config));
  yield await orFailure('search bases', () => explainBases(connection, config));
  if (login === undefined) return;
  const users = createUserSearch(config, { clock, log });
  let user: LdapUser | undefined;
  yield await orFailure('user', async () => {
    const explanation = await explainUser(connection, users, { login, config });
    user = explanation.user;
    return explanation.finding;
  });
  if (user === undefined) return;
  const found = user;
  const groups = createGroupSearch(config, clock);
  yield await orFailure('groups', () => explainGroups(connection, groups, { login, user: found, config }));
  if (options.password !== undefined) {
    const { password } = options;
    yield await orFailure('password', async () => {
      const another = await openLdapConnection(config, options.trustedCertificates);
      return explainPassword(another, { dn: found.dn, password });
    });
  }
}

async function orFailure(step: LdapFinding['step'], work: () => Promise<LdapFinding>): Promise<LdapFinding> {
  try {
    return await work();
  } catch (error) {
    return failureFinding(step, error, []);
  }
}
