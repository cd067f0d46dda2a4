import { z } from 'zod';
import { type ChangePasswordBody, passwordMessages } from '../../../../shared/api/password.ts';
import type { Answer } from '../../../http/answer.ts';
import { isSameSecret } from '../../../lib/constant-time.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import { ko, messages, ok } from '../../answers.ts';
import { checkOwnPassword } from '../../check-own-password.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import { eventOrigin } from '../../event-origin.ts';
import { type FieldsOf, fields } from '../../fields.ts';
import type { PortalServices } from '../../portal-services.ts';
import { readJson } from '../../read-json.ts';
import { closeOldDoors } from './close-old-doors.ts';
import { storeNewPassword, whyNot } from './store-new-password.ts';

const bodySchema = z.object({
  old_password: fields.password,
  new_password: fields.newPassword,
} satisfies FieldsOf<ChangePasswordBody>);

/** `POST /api/change-password` (behaviour.md §1.7), where it is not disabled: the person signed in, and elevated, sets a new password. */
export function changePasswordEndpoints(services: PortalServices): readonly Endpoint[] {
  if (services.config.authentication_backend.password_change.disable) return [];
  return [
    {
      method: 'POST',
      path: '/api/change-password',
      kind: 'api',
      guard: 'elevated',
      rateLimit: 'first_factor',
      countsAsActivity: true,
      async handle(request, visitor) {
        const body = readJson(request, bodySchema);
        if (body === undefined) return ko(400, messages.operationFailed);
        const refusal = await whyNot(services, body.new_password);
        if (refusal !== undefined) return ko(400, refusal);
        if (!(await isOwnPassword(services, request, visitor, body.old_password))) {
          return ko(401, passwordMessages.incorrect);
        }
        return isSameSecret(body.old_password, body.new_password)
          ? ko(400, passwordMessages.reused)
          : change(services, request, visitor, body.new_password);
      },
    },
  ];
}

/** Also right where the directory says that the password must be changed, or has expired: here it is. */
async function isOwnPassword(
  services: PortalServices,
  request: SiteRequest,
  visitor: FoundSession,
  password: string,
): Promise<boolean> {
  const own = { password, targetURL: '', requestMethod: '' };
  const checked = await checkOwnPassword(services, request, visitor, own);
  return checked.outcome === 'right' || checked.hindrance !== undefined;
}

async function change(
  services: PortalServices,
  request: SiteRequest,
  visitor: FoundSession,
  password: string,
): Promise<Answer> {
  const { username } = visitor.session;
  const event = { kind: 'password-changed', username, ...eventOrigin(request) } as const;
  const refusal = await storeNewPassword(services, username, password);
  await services.securityEvents.tell({ ...event, isSuccessful: refusal === undefined });
  if (refusal !== undefined) return ko(400, refusal);
  const isClosed = await closeOldDoors(services, { username, address: request.address, except: visitor });
  return isClosed ? ok() : ko(503, passwordMessages.sessionsRemain);
}
