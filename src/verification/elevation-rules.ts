import type { IdentityValidationConfig } from '../config/sections/identity-validation.ts';
import type { Clock } from '../lib/clock.ts';
import { provedLevelOf } from '../session/level.ts';
import type { Session } from '../session/session.ts';
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
  const elevatedUntil = ({ elevation }: Session, address: string | undefined) =>
    elevation !== undefined && elevation.endsAtMs > clock.now() && elevation.address === address
      ? elevation.endsAtMs
      : undefined;
  return {
    async needed(session, address) {
      const level = provedLevelOf(session.methods);
      if (config.skip_second_factor && level === 2) return undefined;
      if (config.require_second_factor && level < 2 && (await hasSecondFactor(session.username))) {
        return 'second_factor';
      }
      return elevatedUntil(session, address) === undefined ? 'elevation' : undefined;
    },
    async describe(session, address) {
      const hasTwo = provedLevelOf(session.methods) === 2;
      const couldGiveMore = !hasTwo && (await hasSecondFactor(session.username));
      return {
        requiresSecondFactor: config.require_second_factor && couldGiveMore,
        skipsSecondFactor: config.skip_second_factor && hasTwo,
        canSkipSecondFactor: config.skip_second_factor && !config.require_second_factor && couldGiveMore,
        elevatedUntilMs: elevatedUntil(session, address),
      };
    },
  };
}
