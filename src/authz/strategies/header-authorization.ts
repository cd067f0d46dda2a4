import { basicChallenges } from '../basic-challenges.ts';
import type { IdentityStrategy } from '../strategy.ts';
import { createHeaderStrategy, type HeaderStrategyOptions } from './header-strategy.ts';

/** The application's own `Authorization` header, answered as an origin server would. (behaviour.md §2.5) */
export function createHeaderAuthorization(
  options: Pick<HeaderStrategyOptions, 'schemes' | 'passwords' | 'clock'>,
): IdentityStrategy {
  return createHeaderStrategy({
    name: 'HeaderAuthorization',
    challenge: basicChallenges.authorization,
    headerFor: () => 'authorization',
    ...options,
  });
}
