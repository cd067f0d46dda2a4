import { basicChallenges } from '../basic-challenges.ts';
import type { IdentityStrategy } from '../strategy.ts';
import { createHeaderStrategy, type HeaderStrategyOptions } from './header-strategy.ts';

/** The `Proxy-Authorization` header, answered with 401 because nginx knows no other. (behaviour.md §2.5) */
export function createHeaderAuthRequestProxyAuthorization(
  options: Pick<HeaderStrategyOptions, 'schemes' | 'passwords' | 'clock'>,
): IdentityStrategy {
  return createHeaderStrategy({
    name: 'HeaderAuthRequestProxyAuthorization',
    challenge: basicChallenges.authorization,
    headerFor: () => 'proxy-authorization',
    ...options,
  });
}
