import { basicChallenges } from '../basic-challenges.ts';
import type { IdentityStrategy } from '../strategy.ts';
import { type ChosenHeaderOptions, createHeaderStrategy } from './header-strategy.ts';

/** The application's own `Authorization` header, answered as an origin server would. (behaviour.md §2.5) */
export function createHeaderAuthorization(options: ChosenHeaderOptions): IdentityStrategy {
  return createHeaderStrategy({
    name: 'HeaderAuthorization',
    challenge: basicChallenges.authorization,
    headerFor: () => 'authorization',
    ...options,
  });
}
