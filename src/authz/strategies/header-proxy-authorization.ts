import { basicChallenges } from '../basic-challenges.ts';
import type { IdentityStrategy } from '../strategy.ts';
import { type ChosenHeaderOptions, createHeaderStrategy } from './header-strategy.ts';

/** The `Proxy-Authorization` header, answered as a proxy would: 407. (behaviour.md §2.5) */
export function createHeaderProxyAuthorization(options: ChosenHeaderOptions): IdentityStrategy {
  return createHeaderStrategy({
    name: 'HeaderProxyAuthorization',
    challenge: basicChallenges.proxy,
    headerFor: () => 'proxy-authorization',
    ...options,
  });
}
