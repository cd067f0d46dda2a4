import { z } from 'zod';
import type { PasswordSecondFactorBody } from '../../../shared/api/second-factor.ts';
import { ko, messages } from '../answers.ts';
import { checkOwnPassword } from '../check-own-password.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { answerSecondFactor, secondFactorFields } from './answer-second-factor.ts';

const bodySchema = z.object({
  password: fields.password,
  ...secondFactorFields,
} satisfies FieldsOf<PasswordSecondFactorBody>);

/**
 * `POST /api/secondfactor/password` (behaviour.md §1.6): the password after a passkey. Whose it is comes from the session alone; it goes through
 * the door for passwords, so bans hold here as well (departures.md §4). No endpoint at all without passkey sign-in.
 */
export function passwordAsSecondFactorEndpoints(services: PortalServices): readonly Endpoint[] {
  const { config } = services;
  if (config.webauthn.disable || !config.webauthn.enable_passkey_login) return [];
  return [
    {
      method: 'POST',
      path: '/api/secondfactor/password',
      kind: 'api',
      guard: 'signed-in',
      rateLimit: 'first_factor',
      countsAsActivity: true,
      async handle(request, visitor) {
        const body = readJson(request, bodySchema);
        if (body === undefined) return ko(401, messages.authenticationFailed);
        const checked = await checkOwnPassword(services, request, visitor, body);
        if (checked.outcome === 'wrong') return ko(401, messages.authenticationFailed);
        return answerSecondFactor(services, request, visitor, { methods: ['pwd'], destination: body });
      },
    },
  ];
}
