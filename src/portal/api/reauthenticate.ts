import { z } from 'zod';
import type { ReauthenticateBody } from '../../../shared/api/reauthenticate.ts';
import { plainAnswer } from '../../http/plain-answer.ts';
import { ko, messages } from '../answers.ts';
import { checkOwnPassword } from '../check-own-password.ts';
import type { Endpoint } from '../endpoint.ts';
import { eventOrigin } from '../event-origin.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { answerFirstFactor, destinationFields } from './answer-first-factor.ts';

const bodySchema = z.object({
  password: fields.password,
  ...destinationFields,
} satisfies FieldsOf<ReauthenticateBody>);

/**
 * `POST /api/firstfactor/reauthenticate` (behaviour.md §1.4): the person signed in proves the password once more. Whose password it is
 * comes from the session alone.
 */
export function reauthenticateEndpoint(services: PortalServices): Endpoint {
  const { sessions, securityEvents } = services;
  return {
    method: 'POST',
    path: '/api/firstfactor/reauthenticate',
    kind: 'api',
    guard: 'signed-in',
    rateLimit: 'first_factor',
    countsAsActivity: true,
    async handle(request, visitor) {
      const body = readJson(request, bodySchema);
      if (body === undefined) return ko(401, messages.authenticationFailed);
      const { username } = visitor.session;
      const checked = await checkOwnPassword(services, request, visitor, body);
      if (checked.outcome === 'wrong') return ko(401, messages.authenticationFailed);
      const proof = { methods: ['pwd'], user: checked.user };
      const raised = await sessions.raise(request.cookieDomain, visitor, proof);
      if (raised === undefined) return plainAnswer(403);
      const event = { ...eventOrigin(request), kind: 'sign-in', username, isSuccessful: true } as const;
      await securityEvents.tell({ ...event, details: { method: 'pwd', again: 'yes' } });
      return answerFirstFactor(services, request, raised, body);
    },
  };
}
