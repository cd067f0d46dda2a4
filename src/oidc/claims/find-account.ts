import type { Account, FindAccount } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OidcAuthorizations } from '../../storage/oidc-authorizations.ts';
import type { UserBackend, UserDetails } from '../../users/backend.ts';
import type { AuthorizationPolicies } from '../authorization-policies.ts';
import { requestParameter } from '../engine/request-parameter.ts';
import type { Subjects } from './subjects.ts';
import type { ClaimsQuestion, UserClaims } from './user-claims.ts';

/** What accounts are made of. */
export interface AccountParts {
  readonly subjects: Subjects;
  readonly users: Pick<UserBackend, 'find'>;
  readonly claims: UserClaims;
  readonly policies: AuthorizationPolicies;
  readonly authorizations: OidcAuthorizations;
  readonly clock: Clock;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
}

type Context = Parameters<FindAccount>[0];
type Source = Parameters<FindAccount>[2];

/**
 * The person of a subject, looked up in the directory each time: nobody who is gone or disabled gets anything, and groups are today's. What comes
 * from an earlier sign-in (a code, a token) is good only while the client's policy still lets that person in with the level they had.
 */
export function createFindAccount(parts: AccountParts): FindAccount {
  const { subjects, users } = parts;
  return async (ctx, subject, source) => {
    const username = await subjects.findUser(subject);
    const user = username === undefined ? undefined : await users.find(username);
    if (user === undefined || user.username !== username) return undefined;
    if (source !== undefined && !(await isStillLetIn(parts, user, source))) return undefined;
    return accountOf(parts, ctx, subject, user);
  };
}

async function isStillLetIn(
  { authorizations, policies, findClient, clock }: AccountParts,
  user: UserDetails,
  source: NonNullable<Source>,
): Promise<boolean> {
  const client = findClient(source.clientId ?? '');
  const signIn = 'sessionUid' in source ? source.sessionUid : undefined;
  if (client === undefined || signIn === undefined) return false;
  const known = await authorizations.find(signIn, clock.now());
  const authorization = known.find(({ clientId }) => clientId === client.client_id);
  if (authorization === undefined) return false;
  const { username, groups } = user;
  const { address, level } = authorization;
  const requirement = policies(client.authorization_policy, { username, groups, address });
  return requirement !== 'deny' && level >= (requirement === 'two_factor' ? 2 : 1);
}

function accountOf(
  { claims, findClient }: AccountParts,
  ctx: Context,
  accountId: string,
  user: UserDetails,
): Account {
  return {
    accountId,
    claims(use, scope, asked) {
      const client = findClient(ctx.oidc.client?.clientId ?? '');
      const question: ClaimsQuestion = {
        use: use === 'id_token' || use === 'access_token' ? use : 'userinfo',
        scopes: scope.split(' '),
        asked: Object.keys(asked),
        isIdTokenAlone:
          use === 'id_token' && requestParameter(ctx.oidc.params, 'response_type') === 'id_token',
      };
      const told = client === undefined ? {} : claims.of(user, client, question);
      const authorized = use === 'id_token' ? { azp: ctx.oidc.client?.clientId } : {};
      return { ...told, ...authorized, sub: accountId };
    },
  };
}
