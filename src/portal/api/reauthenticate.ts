import { z } from 'zod';
import type { ReauthenticateBody } from '../../../shared/api/reauthenticate.ts';
import { plainAnswer } from '../../http/plain-answer.ts';
import { ko, messages } from '../answers.ts';
import { attemptTarget } from '../attempt-target.ts';
import type { Endpoint } from '../endpoint.ts';
import { eventOrigin } from '../event-origin.ts';
import { type FieldsOf, fields } from '../fields.ts';
import { originOf } from '../origin-of.ts';
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
  const { sessions, passwordSignIn, securityEvents } = services;
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
      const { password } = body;
      const { address } = request;
      const target = attemptTarget(request, body.targetURL, body.requestMethod);
      const origin = originOf(request);
      const checked = await passwordSignIn.check({ username, password, address, target, origin });
      // A directory that gives another person for this name must not turn the session into theirs.
      if (checked.outcome === 'wrong' || checked.user.username !== username) {
        return ko(401, messages.authenticationFailed);
      }
      const proof = { methods: ['pwd'], user: checked.user };
      const raised = await sessions.raise(request.cookieDomain, visitor, proof);
      if (raised === undefined) return plainAnswer(403);
      const event = { ...eventOrigin(request), kind: 'sign-in', username, isSuccessful: true } as const;
      await securityEvents.tell({ ...event, details: { method: 'pwd', again: 'yes' } });
      return answerFirstFactor(services, request, raised, body);
    },
  };
}
