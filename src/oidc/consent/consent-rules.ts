import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { bearerScope, offlineScopes } from '../claims/standard-claims.ts';

/** What an authorization request asks for. */
export interface ConsentRequest {
  readonly scopes: readonly string[];
  readonly prompts: readonly string[];
  /** Whether it ends with a code. */
  readonly isCode: boolean;
}

/** Whether people must be asked: `remembered` = unless they let just this be remembered. */
export type ConsentNeed = 'always' | 'remembered' | 'never';

/** Claims that say how somebody signed in, which nobody is asked about: they are told to every client (the engine lets nobody refuse them either). */
export const unaskedClaims: readonly string[] = ['acr', 'amr', 'auth_time', 'iss', 'sid', 'sub'];

/** What the client's `consent_mode` says of a request (behaviour.md §9.4). */
export function consentNeed(
  client: Pick<ClientConfig, 'consent_mode'>,
  request: ConsentRequest,
): ConsentNeed {
  if (request.prompts.includes('consent')) return 'always';
  switch (client.consent_mode) {
    case 'explicit':
      return 'always';
    case 'pre-configured':
      return 'remembered';
    case 'implicit':
      return isImplicitEnough(request) ? 'never' : 'always';
  }
}

function isImplicitEnough({ scopes, prompts, isCode }: ConsentRequest): boolean {
  // Nobody is to give away access to the proxies' applications unasked.
  if (prompts.includes('login') || scopes.includes(bearerScope)) return false;
  return !(isCode && scopes.some((scope) => offlineScopes.includes(scope)));
}
