import { z } from 'zod';
import { passwordMessages, type ResetPasswordTokenBody } from '../../../../shared/api/password.ts';
import type { LinkFailure, ResetLinks } from '../../../verification/reset-links.ts';
import { ko, messages, ok } from '../../answers.ts';
import type { Endpoint } from '../../endpoint.ts';
import { type FieldsOf, fields } from '../../fields.ts';
import type { PortalServices } from '../../portal-services.ts';
import { portalUrlFor } from '../../portal-url.ts';
import { readJson } from '../../read-json.ts';
import { issueResetTicket } from './reset-ticket.ts';

/** The body of what a link's token is for. */
export const tokenSchema = z.object({ token: fields.linkToken } satisfies FieldsOf<ResetPasswordTokenBody>);

/** How long whoever opened a link may think about the new password. */
const ticketLifespanMs = 15 * 60_000;

const failures: Readonly<Record<LinkFailure, string>> = {
  expired: passwordMessages.linkExpired,
  'not-yet': passwordMessages.linkNotYet,
  'badly-signed': passwordMessages.linkBadlySigned,
  unknown: passwordMessages.linkUsed,
  wrong: messages.operationFailed,
};

/** `POST /api/reset-password/identity/finish`: spends a mailed link, for the right to set one password in this browser. */
export function redeemResetLinkEndpoint(
  { tickets, clock, log }: PortalServices,
  links: ResetLinks,
): Endpoint {
  return {
    method: 'POST',
    path: '/api/reset-password/identity/finish',
    kind: 'api',
    guard: 'known-site',
    rateLimit: 'reset_password_finish',
    async handle(request) {
      const body = readJson(request, tokenSchema);
      const issuer = portalUrlFor(request, log);
      if (body === undefined || issuer === undefined) return ko(200, messages.operationFailed);
      const link = await links.redeem({ token: body.token, issuer, address: request.address });
      if (link.outcome !== 'right') return ko(200, failures[link.outcome]);
      const endsAtMs = clock.now() + ticketLifespanMs;
      const ticket = { link: link.id, username: link.username, attempt: 0, endsAtMs };
      return ok(undefined, [['Set-Cookie', issueResetTicket(tickets, request, ticket)]]);
    },
  };
}
