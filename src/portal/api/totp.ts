import { z } from 'zod';
import type { TotpData, TotpSignInBody } from '../../../shared/api/totp.ts';
import type { TotpFactor } from '../../factors/totp/totp-factor.ts';
import type { TotpConfiguration } from '../../storage/totp-configurations.ts';
import { ko, messages, ok } from '../answers.ts';
import { attemptTarget } from '../attempt-target.ts';
import { closeOtherDoors } from '../close-other-doors.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import { originOf } from '../origin-of.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { securityEvent } from '../security-event.ts';
import { answerSecondFactor, secondFactorFields } from './answer-second-factor.ts';
import { totpRegistrationEndpoints } from './totp-registration.ts';

const signInSchema = z.object({
  token: fields.token,
  ...secondFactorFields,
  rememberDevice: fields.flag,
} satisfies FieldsOf<TotpSignInBody>);

const group = { path: '/api/secondfactor/totp', kind: 'api' } as const;

/** One-time passwords (behaviour.md §1.6); no endpoint at all where they are switched off. */
export function totpEndpoints(services: PortalServices): readonly Endpoint[] {
  const { totp } = services;
  if (totp === undefined) return [];
  return [
    show(totp),
    signIn(services, totp),
    remove(services, totp),
    ...totpRegistrationEndpoints(services, totp),
  ];
}

function show(totp: TotpFactor): Endpoint {
  return {
    ...group,
    method: 'GET',
    guard: 'signed-in',
    countsAsActivity: false,
    async handle(_request, { session }) {
      const configuration = await totp.find(session.username);
      return configuration === undefined ? ko(404, messages.operationFailed) : ok(toData(configuration));
    },
  };
}

function toData(configuration: TotpConfiguration): TotpData {
  const { createdAtMs, lastUsedAtMs, issuer, algorithm, digits, period } = configuration;
  return {
    created_at: new Date(createdAtMs).toISOString(),
    ...(lastUsedAtMs === undefined ? {} : { last_used_at: new Date(lastUsedAtMs).toISOString() }),
    issuer,
    algorithm,
    digits,
    period,
  };
}

function signIn(services: PortalServices, totp: TotpFactor): Endpoint {
  return {
    ...group,
    method: 'POST',
    guard: 'signed-in',
    rateLimit: 'second_factor_totp',
    countsAsActivity: true,
    async handle(request, visitor) {
      const body = readJson(request, signInSchema);
      if (body === undefined) return ko(400, messages.secondFactorFailed);
      const { username } = visitor.session;
      const attempt = {
        username,
        type: 'TOTP',
        address: request.address,
        origin: originOf(request),
        target: attemptTarget(request, body.targetURL, body.requestMethod),
      } as const;
      const outcome = await services.secondFactorDoor.attempt(attempt, () =>
        totp.check(username, body.token),
      );
      if (outcome !== 'right') return ko(403, messages.secondFactorFailed);
      return answerSecondFactor(services, request, visitor, { methods: ['otp'], destination: body });
    },
  };
}

function remove(services: PortalServices, totp: TotpFactor): Endpoint {
  const { securityEvents } = services;
  return {
    ...group,
    method: 'DELETE',
    guard: 'elevated',
    countsAsActivity: true,
    async handle(request, visitor) {
      const { username } = visitor.session;
      if (!(await totp.remove(username))) return ko(403, messages.totpNotDeleted);
      await securityEvents.tell(securityEvent(request, visitor, { kind: 'totp-removed' }));
      await closeOtherDoors(services, request, visitor);
      return ok();
    },
  };
}
