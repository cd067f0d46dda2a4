import { basicChallenges } from '../basic-challenges.ts';
import type { IdentityStrategy } from '../strategy.ts';
import { type ChosenHeaderOptions, createHeaderStrategy } from './header-strategy.ts';

/** The `Proxy-Authorization` header, answered with 401 because nginx knows no other. (behaviour.md §2.5) */
export function createHeaderAuthRequestProxyAuthorization(options: ChosenHeaderOptions): IdentityStrategy {
  return createHeaderStrategy({
    name: 'HeaderAuthRequestProxyAuthorization',
    challenge: basicChallenges.authorization,
    headerFor: () => 'proxy-authorization',
    ...options,
  });
}
