import { asksForBasic } from '../authz-request.ts';
import { basicChallenges } from '../basic-challenges.ts';
import type { IdentityStrategy } from '../strategy.ts';
import { createHeaderStrategy, type HeaderStrategyOptions } from './header-strategy.ts';

/** `Proxy-Authorization`; with `auth=basic` in the query `Authorization`, which must then be there (behaviour.md §2.5). */
export function createHeaderLegacy(
  options: Pick<HeaderStrategyOptions, 'passwords' | 'clock'>,
): IdentityStrategy {
  return createHeaderStrategy({
    name: 'HeaderLegacy',
    challenge: basicChallenges.authorization,
    headerFor: ({ rawQuery }) => (asksForBasic(rawQuery) ? 'authorization' : 'proxy-authorization'),
    isRequired: ({ rawQuery }) => asksForBasic(rawQuery),
    schemes: ['basic'],
    ...options,
  });
}
