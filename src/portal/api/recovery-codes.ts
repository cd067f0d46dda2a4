import { z } from 'zod';
import type {
  NewRecoveryCodesData,
  RecoveryCodeBody,
  RecoveryCodesData,
} from '../../../shared/api/recovery-codes.ts';
import type { FoundSession } from '../../session/sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import { attemptTarget } from '../attempt-target.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import { forgetRememberedDevices } from '../forget-remembered-devices.ts';
import { originOf } from '../origin-of.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { securityEvent } from '../security-event.ts';
import { answerSecondFactor, secondFactorFields } from './answer-second-factor.ts';

const bodySchema = z.object({
  code: fields.recoveryCode,
  ...secondFactorFields,
  rememberDevice: fields.flag,
} satisfies FieldsOf<RecoveryCodeBody>);

const path = '/api/secondfactor/recovery-codes';

/** Recovery codes (departures.md §4): how many are left, new ones, and one as the second factor. */
export function recoveryCodeEndpoints(services: PortalServices): readonly Endpoint[] {
  return [show(services), makeNew(services), redeem(services)];
}

function show({ recoveryCodes }: PortalServices): Endpoint {
  return {
    method: 'GET',
    path,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: false,
    async handle(_request, { session }) {
      const { left, createdAtMs } = await recoveryCodes.count(session.username);
      const data: RecoveryCodesData = {
        left,
        ...(createdAtMs === undefined ? {} : { created_at: new Date(createdAtMs).toISOString() }),
      };
      return ok(data);
    },
  };
}

function makeNew({ recoveryCodes, securityEvents }: PortalServices): Endpoint {
  return {
    method: 'POST',
    path,
    kind: 'api',
    guard: 'elevated',
    countsAsActivity: true,
    async handle(request, visitor) {
      const codes = await recoveryCodes.makeNew(visitor.session.username);
      await securityEvents.tell(securityEvent(request, visitor, { kind: 'recovery-codes-made' }));
      const data: NewRecoveryCodesData = { codes };
      return ok(data);
    },
  };
}

function redeem(services: PortalServices): Endpoint {
  const { secondFactorDoor, recoveryCodes } = services;
  return {
    method: 'POST',
    path: '/api/secondfactor/recovery-code',
    kind: 'api',
    guard: 'signed-in',
    // There is no key of its own in the configuration that we share with Authelia.
    rateLimit: 'second_factor_totp',
    countsAsActivity: true,
    async handle(request, visitor) {
      const body = readJson(request, bodySchema);
      if (body === undefined) return ko(400, messages.secondFactorFailed);
      const { username } = visitor.session;
      const attempt = {
        username,
        type: 'Recovery',
        address: request.address,
        origin: originOf(request),
        target: attemptTarget(request, body.targetURL, body.requestMethod),
      } as const;
      const outcome = await secondFactorDoor.attempt(attempt, () =>
        recoveryCodes.redeem(username, body.code),
      );
      if (outcome !== 'right') return ko(403, messages.secondFactorFailed);
      await tellOfUse(services, request, visitor);
      // Whoever needs a code has lost something, perhaps the device that is remembered.
      await forgetRememberedDevices(services, request, visitor);
      return answerSecondFactor(services, request, visitor, { methods: ['rec'], destination: body });
    },
  };
}

async function tellOfUse(
  { recoveryCodes, securityEvents }: PortalServices,
  request: PortalRequest,
  visitor: FoundSession,
): Promise<void> {
  const { left } = await recoveryCodes.count(visitor.session.username);
  const details = { left: String(left) };
  await securityEvents.tell(securityEvent(request, visitor, { kind: 'recovery-code-used', details }));
}
