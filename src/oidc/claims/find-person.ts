import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OidcAuthorizations } from '../../storage/oidc-authorizations.ts';
import type { UserBackend, UserDetails } from '../../users/backend.ts';
import { type AuthorizationPolicies, isLetIn } from '../authorization-policies.ts';
import type { Subjects } from './subjects.ts';

/** What people are found by. */
export interface PersonParts {
  readonly subjects: Subjects;
  readonly users: Pick<UserBackend, 'find'>;
  readonly policies: AuthorizationPolicies;
  readonly authorizations: OidcAuthorizations;
  readonly clock: Clock;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
}

/** What came from an earlier sign-in: a code, a token. */
export interface FromSignIn {
  readonly clientId?: string | undefined;
  readonly sessionUid?: string | undefined;
}

/** The person of a subject, for what came from an earlier sign-in; undefined where nobody is to get anything for it. */
export type FindPerson = (
  subject: string,
  source: FromSignIn | undefined,
) => Promise<UserDetails | undefined>;

/**
 * The person of a subject, looked up in the directory each time: nobody who is gone or disabled gets anything, and groups are today's. What comes
 * from an earlier sign-in is good only while the client's policy still lets that person in with the level they had.
 */
export function createFindPerson(parts: PersonParts): FindPerson {
  const { subjects, users } = parts;
  return async (subject, source) => {
    const username = await subjects.findUser(subject);
    const user = username === undefined ? undefined : await users.find(username);
    if (user === undefined || user.username !== username) return undefined;
    return source === undefined || (await isStillLetIn(parts, user, source)) ? user : undefined;
  };
}

async function isStillLetIn(
  { authorizations, policies, findClient, clock }: PersonParts,
  user: UserDetails,
  { clientId = '', sessionUid }: FromSignIn,
): Promise<boolean> {
  const client = findClient(clientId);
  if (client === undefined || sessionUid === undefined) return false;
  const known = await authorizations.find(sessionUid, clock.now());
  const authorization = known.find((one) => one.clientId === client.client_id);
  if (authorization === undefined) return false;
  const { username, groups } = user;
  const { address, level } = authorization;
  const requirement = policies(client.authorization_policy, { username, groups, address });
  return isLetIn(requirement, level);
}
