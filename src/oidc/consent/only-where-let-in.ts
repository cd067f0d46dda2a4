import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { type AuthorizationPolicies, isLetIn } from '../authorization-policies.ts';
import type { SignInContext } from '../engine/sign-in-context.ts';
import type { Consents } from './create-consents.ts';

/** What is looked at. */
interface LetInParts {
  readonly policies: AuthorizationPolicies;
  readonly signIns: SignInContext;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
}

/**
 * Consents where a client is given nothing, not even in silence, while its policy does not let the person in: it would be among the applications of
 * the sign-in from then on, and be told who signs out.
 */
export function onlyWhereLetIn(consents: Consents, { policies, signIns, findClient }: LetInParts): Consents {
  return {
    ...consents,
    async loadGrant(ctx) {
      const client = findClient(ctx.oidc.client?.clientId ?? '');
      const signIn = signIns.current();
      if (client === undefined || signIn === undefined) return undefined;
      const requirement = policies(client.authorization_policy, signIn);
      return isLetIn(requirement, signIn.level) ? consents.loadGrant(ctx) : undefined;
    },
  };
}
