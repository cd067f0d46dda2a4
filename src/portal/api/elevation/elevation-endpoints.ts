import type { ElevationData } from '../../../../shared/api/elevation.ts';
import { levelOf } from '../../../session/level.ts';
import { ok } from '../../answers.ts';
import type { Endpoint } from '../../endpoint.ts';
import type { PortalServices } from '../../portal-services.ts';
import { elevationPath } from './elevation-path.ts';
import { redeemCodeEndpoint } from './redeem-code.ts';
import { revokeCodeEndpoint } from './revoke-code.ts';
import { sendCodeEndpoint } from './send-code.ts';

/** `/api/user/session/elevation` (behaviour.md §1.5, §6.4): opens sensitive settings by a code that is mailed. */
export function elevationEndpoints(services: PortalServices): readonly Endpoint[] {
  return [
    showElevationEndpoint(services),
    sendCodeEndpoint(services),
    redeemCodeEndpoint(services),
    revokeCodeEndpoint(services),
  ];
}

/** What is still needed. An elevation that is over, or is shown from another address, is taken from the session here. */
function showElevationEndpoint({ elevation, sessions, clock }: PortalServices): Endpoint {
  return {
    method: 'GET',
    path: elevationPath,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: false,
    async handle({ address }, visitor) {
      const { session } = visitor;
      const state = await elevation.describe(session, address);
      const endsAtMs = state.elevatedUntilMs;
      if (session.elevation !== undefined && endsAtMs === undefined) {
        await sessions.elevate(visitor, undefined);
      }
      const data: ElevationData = {
        require_second_factor: state.requiresSecondFactor,
        skip_second_factor: state.skipsSecondFactor,
        can_skip_second_factor: state.canSkipSecondFactor,
        factor_knowledge: levelOf(session.methods) === 1 && knows(session.methods),
        elevated: endsAtMs !== undefined,
        expires: endsAtMs === undefined ? 0 : Math.floor((endsAtMs - clock.now()) / 1000),
      };
      return ok(data);
    },
  };
}

function knows(methods: readonly string[]): boolean {
  return methods.includes('pwd') || methods.includes('kba');
}
