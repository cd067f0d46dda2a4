import { z } from 'zod';
import { passwordMessages, type ResetPasswordBody } from '../../../../shared/api/password.ts';
import type { Answer } from '../../../http/answer.ts';
import { errorStatus } from '../../../http/error-answer.ts';
import { AppError } from '../../../lib/app-error.ts';
import type { ResetLinks } from '../../../verification/reset-links.ts';
import { ko, ok } from '../../answers.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import { eventOrigin } from '../../event-origin.ts';
import { type FieldsOf, fields } from '../../fields.ts';
import type { PortalServices } from '../../portal-services.ts';
import { readJson } from '../../read-json.ts';
import { closeOldDoors } from './close-old-doors.ts';
import { issueResetTicket, openResetTicket, type ResetTicket, removeResetTicket } from './reset-ticket.ts';
import { storeNewPassword, whyNot } from './store-new-password.ts';

const bodySchema = z.object({ password: fields.newPassword } satisfies FieldsOf<ResetPasswordBody>);

/** `POST /api/reset-password` (behaviour.md §1.7): sets the password of whoever opened a mailed link, and ends all their sessions. */
export function resetPasswordEndpoint(services: PortalServices, links: ResetLinks): Endpoint {
  return {
    method: 'POST',
    path: '/api/reset-password',
    kind: 'api',
    guard: 'known-site',
    rateLimit: 'reset_password_finish',
    async handle(request) {
      const ticket = openResetTicket(services.tickets, request);
      const body = readJson(request, bodySchema);
      if (ticket === undefined || body === undefined) return ko(200, passwordMessages.resetFailed);
      const refusal = await whyNot(services, body.password);
      if (refusal !== undefined) return ko(200, refusal);
      return (await mayReset(services, links, ticket))
        ? reset(services, request, ticket, body.password)
        : ko(200, passwordMessages.resetFailed, [removal(services, request)]);
    },
  };
}

/** Spends the right to one try, of those whose link is good and whom the directory still knows. */
async function mayReset(
  { users, spendOnce }: PortalServices,
  links: ResetLinks,
  { link, username, attempt, endsAtMs }: ResetTicket,
): Promise<boolean> {
  if (!(await links.isRedeemed(link))) return false;
  if ((await users.find(username))?.username !== username) return false;
  return spendOnce.spend('reset-link', `${link} password ${attempt}`, endsAtMs);
}

async function reset(
  services: PortalServices,
  request: SiteRequest,
  ticket: ResetTicket,
  password: string,
): Promise<Answer> {
  const { username } = ticket;
  const event = { kind: 'password-reset', username, ...eventOrigin(request) } as const;
  const failure = await tryToStore(services, ticket, password);
  await services.securityEvents.tell({ ...event, isSuccessful: failure === undefined });
  if (failure !== undefined) {
    // Nothing was set, so another password may be tried, as long as the ticket would have lasted.
    const next = { ...ticket, attempt: ticket.attempt + 1 };
    const cookie = issueResetTicket(services.tickets, request, next);
    return ko(failure.status, failure.message, [['Set-Cookie', cookie]]);
  }
  const headers = [removal(services, request)];
  const isClosed = await closeOldDoors(services, { username, address: request.address });
  return isClosed ? ok(undefined, headers) : ko(503, passwordMessages.sessionsRemain, headers);
}

async function tryToStore(
  services: PortalServices,
  { username }: ResetTicket,
  password: string,
): Promise<{ readonly status: number; readonly message: string } | undefined> {
  try {
    const message = await storeNewPassword(services, username, password);
    return message === undefined ? undefined : { status: 200, message };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    services.log.error({ err: error, detail: error.detail, username }, 'a password could not be reset');
    return { status: errorStatus(error), message: error.message };
  }
}

function removal({ tickets }: PortalServices, request: SiteRequest): readonly [string, string] {
  return ['Set-Cookie', removeResetTicket(tickets, request)];
}
