import { z } from 'zod';
import type { ElevationBody } from '../../../../shared/api/elevation.ts';
import type { Answer } from '../../../http/answer.ts';
import type { Elevation } from '../../../session/session.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import { longestCode } from '../../../verification/one-time-codes.ts';
import { ko, messages, ok } from '../../answers.ts';
import { attemptTarget } from '../../attempt-target.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import { eventOrigin } from '../../event-origin.ts';
import type { FieldsOf } from '../../fields.ts';
import { originOf } from '../../origin-of.ts';
import type { PortalServices } from '../../portal-services.ts';
import { readJson } from '../../read-json.ts';
import { elevationPath } from './elevation-path.ts';

const bodySchema = z.object({
  otc: z.string().trim().min(1).max(longestCode),
} satisfies FieldsOf<ElevationBody>);

/**
 * `PUT /api/user/session/elevation`: opens sensitive settings to a session, by the code that was mailed. Wrong ones count towards a ban: a
 * code is guessed where it is tried without end.
 */
export function redeemCodeEndpoint(services: PortalServices): Endpoint {
  return {
    method: 'PUT',
    path: elevationPath,
    kind: 'api',
    guard: 'signed-in',
    rateLimit: 'session_elevation_finish',
    countsAsActivity: true,
    handle(request, visitor) {
      const body = readJson(request, bodySchema);
      return body === undefined
        ? ko(400, messages.operationFailed)
        : redeem(services, request, visitor, body.otc);
    },
  };
}

async function redeem(
  { oneTimeCodes, secondFactorDoor, sessions, securityEvents }: PortalServices,
  request: SiteRequest,
  visitor: FoundSession,
  code: string,
): Promise<Answer> {
  const { address } = request;
  const { username } = visitor.session;
  if (address === undefined) return ko(403, messages.operationFailed);
  const [origin, target] = [originOf(request), attemptTarget(request, '', '')];
  let opened: Elevation | undefined;
  await secondFactorDoor.attempt({ username, type: 'OTC', address, origin, target }, async () => {
    opened = await oneTimeCodes.redeem({ username, address }, code);
    return opened !== undefined;
  });
  const session = opened && (await sessions.elevate(visitor, opened));
  const isSuccessful = session !== undefined;
  await securityEvents.tell({ kind: 'elevated', username, isSuccessful, ...eventOrigin(request) });
  return isSuccessful ? ok() : ko(403, messages.operationFailed);
}
