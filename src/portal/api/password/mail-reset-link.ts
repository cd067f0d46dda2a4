import { z } from 'zod';
import type { ResetPasswordStartBody } from '../../../../shared/api/password.ts';
import type { ResetLinks } from '../../../verification/reset-links.ts';
import { ko, messages, ok } from '../../answers.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import { eventOrigin } from '../../event-origin.ts';
import { type FieldsOf, fields } from '../../fields.ts';
import { destinationQuery, readDestination } from '../../pages/destination.ts';
import type { PortalServices } from '../../portal-services.ts';
import { portalUrlFor } from '../../portal-url.ts';
import { readJson } from '../../read-json.ts';
import { recipientOf } from '../../recipient-of.ts';

const bodySchema = z.object({
  username: fields.username,
  targetURL: fields.url,
  requestMethod: fields.method,
} satisfies FieldsOf<ResetPasswordStartBody>);

/** A link that somebody asks for. */
interface AskedLink {
  readonly login: string;
  /** The URL of the portal. */
  readonly issuer: string;
  /** What the link keeps of where the person was going: `&rd=…`, or nothing. */
  readonly destination: string;
}

/**
 * `POST /api/reset-password/identity/start`: mails a link. The answer is given before anybody is looked up, so that neither it nor its time
 * tells whether there is such a user (attacks.md, "Guessing, counting, telling").
 */
export function mailResetLinkEndpoint(services: PortalServices, links: ResetLinks): Endpoint {
  const { background, config, log } = services;
  return {
    method: 'POST',
    path: '/api/reset-password/identity/start',
    kind: 'api',
    guard: 'known-site',
    rateLimit: 'reset_password_start',
    handle(request) {
      const body = readJson(request, bodySchema);
      const issuer = portalUrlFor(request, log);
      if (body === undefined || issuer === undefined) return ko(200, messages.operationFailed);
      const destination = readDestination([body.targetURL], [body.requestMethod], config.session.cookies);
      const asked = {
        login: body.username,
        issuer,
        destination: destinationQuery(destination).replace(/^\?/, '&'),
      };
      const isTaken = background.run('mailing a link that resets a password', () =>
        mailLink(services, links, request, asked),
      );
      return isTaken ? ok() : ko(200, messages.operationFailed);
    },
  };
}

async function mailLink(
  { users, notifier, securityEvents }: PortalServices,
  links: ResetLinks,
  request: SiteRequest,
  { login, issuer, destination }: AskedLink,
): Promise<void> {
  const source = eventOrigin(request);
  const user = await users.find(login);
  const { username } = user ?? { username: '' };
  const recipient = user && recipientOf(user, request);
  const event = { kind: 'password-reset-asked', username, ...source } as const;
  const link = recipient && (await links.issue({ username, issuer, address: source.address }));
  if (recipient === undefined || link === undefined) {
    await securityEvents.tell({ ...event, isSuccessful: false });
    return;
  }
  let isSuccessful = false;
  try {
    await notifier.send(recipient, {
      kind: 'reset-link',
      url: `${issuer}/reset-password/step2?token=${link.token}${destination}`,
      revocationUrl: `${issuer}/revoke/reset-password?token=${link.token}`,
      remoteIp: source.address ?? '',
      domain: source.domain,
      lifespanMs: link.lifespanMs,
    });
    isSuccessful = true;
  } finally {
    await securityEvents.tell({ ...event, isSuccessful });
  }
}
