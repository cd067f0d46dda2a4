import { z } from 'zod';
import { type FirstFactorBody, passwordExpiredMessage } from '../../../shared/api/first-factor.ts';
import { ko, messages } from '../answers.ts';
import { attemptTarget } from '../attempt-target.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { signInWithPassword } from '../sign-in-with-password.ts';
import { answerFirstFactor, destinationFields } from './answer-first-factor.ts';

const bodySchema = z.object({
  username: fields.username,
  password: fields.password,
  keepMeLoggedIn: fields.flag,
  ...destinationFields,
} satisfies FieldsOf<FirstFactorBody>);

/** `POST /api/firstfactor` (behaviour.md §1.4): every refusal is the one 401; only a right password that has expired is told. */
export function firstFactorEndpoint(services: PortalServices): Endpoint {
  return {
    method: 'POST',
    path: '/api/firstfactor',
    kind: 'api',
    guard: 'known-site',
    rateLimit: 'first_factor',
    async handle(request) {
      const body = readJson(request, bodySchema);
      if (body === undefined) return ko(401, messages.authenticationFailed);
      const { username, password } = body;
      const target = attemptTarget(request, body.targetURL, body.requestMethod);
      const attempt = { username, password, wantsToBeRemembered: body.keepMeLoggedIn, target };
      const issued = await signInWithPassword(services, request, attempt);
      if (issued === 'wrong-credentials') return ko(401, messages.authenticationFailed);
      if (issued === 'password-expired') return ko(401, passwordExpiredMessage);
      return answerFirstFactor(services, request, issued, body);
    },
  };
}
