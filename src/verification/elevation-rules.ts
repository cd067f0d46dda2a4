import type { IdentityValidationConfig } from '../config/sections/identity-validation.ts';
import type { Clock } from '../lib/clock.ts';
import { provedLevelOf } from '../session/level.ts';
import type { ElevationRules } from './elevation.ts';

/** What the rules stand on. */
export interface ElevationRulesOptions {
  /** `identity_validation.elevated_session`. */
  readonly config: Pick<
    IdentityValidationConfig['elevated_session'],
    'require_second_factor' | 'skip_second_factor'
  >;
  readonly clock: Clock;
  /** Whether a user has enrolled any second factor. */
  readonly hasSecondFactor: (username: string) => Promise<boolean>;
}

/** The rules of behaviour.md §6.4, in their order. A remembered device opens no settings: the second factor must have been proved. */
export function createElevationRules({
  config,
  clock,
  hasSecondFactor,
}: ElevationRulesOptions): ElevationRules {
  return {
    async needed({ methods, username, elevation }, address) {
      const level = provedLevelOf(methods);
      if (config.skip_second_factor && level === 2) return undefined;
      if (config.require_second_factor && level < 2 && (await hasSecondFactor(username))) {
        return 'second_factor';
      }
      const isOpen =
        elevation !== undefined && elevation.endsAtMs > clock.now() && elevation.address === address;
      return isOpen ? undefined : 'elevation';
    },
  };
}
