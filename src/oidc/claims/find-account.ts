import type { Account, FindAccount } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { UserDetails } from '../../users/backend.ts';
import { requestParameter } from '../engine/request-parameter.ts';
import type { FindPerson } from './find-person.ts';
import type { ClaimsQuestion, UserClaims } from './user-claims.ts';

/** What accounts are made of. */
export interface AccountParts {
  readonly claims: UserClaims;
  readonly findPerson: FindPerson;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
}

type Context = Parameters<FindAccount>[0];

/** The person of a subject as the engine wants people: as somebody who can tell their claims. */
export function createFindAccount(parts: AccountParts): FindAccount {
  return async (ctx, subject, source) => {
    const user = await parts.findPerson(subject, source);
    return user && accountOf(parts, ctx, subject, user);
  };
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
