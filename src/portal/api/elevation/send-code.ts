import { type ElevationStartedData, elevationMessages } from '../../../../shared/api/elevation.ts';
import type { Answer } from '../../../http/answer.ts';
import { AppError } from '../../../lib/app-error.ts';
import type { Recipient } from '../../../notify/notifier.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import type { CodeHolder } from '../../../verification/one-time-codes.ts';
import { ko, messages, ok } from '../../answers.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import { eventOrigin } from '../../event-origin.ts';
import type { PortalServices } from '../../portal-services.ts';
import { portalUrlFor } from '../../portal-url.ts';
import { recipientOf } from '../../recipient-of.ts';
import { elevationPath } from './elevation-path.ts';

/** `POST /api/user/session/elevation`: mails a code to the person signed in, at the address that the directory has. */
export function sendCodeEndpoint(services: PortalServices): Endpoint {
  return {
    method: 'POST',
    path: elevationPath,
    kind: 'api',
    guard: 'signed-in',
    rateLimit: 'session_elevation_start',
    countsAsActivity: true,
    handle: (request, visitor) => sendCode(services, request, visitor),
  };
}

async function sendCode(
  services: PortalServices,
  request: SiteRequest,
  { session: { username } }: FoundSession,
): Promise<Answer> {
  const { address } = request;
  const portalUrl = portalUrlFor(request, services.log);
  // Codes are bound to an address: without one there is none.
  if (portalUrl === undefined || address === undefined) return ko(403, messages.operationFailed);
  const user = await services.users.find(username);
  const recipient = user?.username === username ? recipientOf(user, request) : undefined;
  if (recipient === undefined) return ko(403, elevationMessages.noMailAddress);
  return mailCode(services, request, { holder: { username, address }, portalUrl, recipient });
}

interface CodeMail {
  readonly holder: CodeHolder;
  readonly portalUrl: string;
  readonly recipient: Recipient;
}

/** A code whose mail cannot be sent is revoked. */
async function mailCode(
  { notifier, oneTimeCodes, securityEvents, log }: PortalServices,
  request: SiteRequest,
  { holder, portalUrl, recipient }: CodeMail,
): Promise<Answer> {
  const source = eventOrigin(request);
  const { id, code, lifespanMs } = await oneTimeCodes.issue(holder);
  const event = { kind: 'elevation-asked', username: holder.username, ...source } as const;
  try {
    await notifier.send(recipient, {
      kind: 'one-time-code',
      code,
      revocationUrl: `${portalUrl}/revoke/one-time-code?id=${id}`,
      remoteIp: holder.address,
      domain: source.domain,
      lifespanMs,
    });
  } catch (error) {
    await oneTimeCodes.revoke(id, holder.address);
    await securityEvents.tell({ ...event, isSuccessful: false });
    if (!(error instanceof AppError)) throw error;
    log.error({ err: error, detail: error.detail, request_id: request.id }, 'a code could not be mailed');
    return ko(403, error.message);
  }
  await securityEvents.tell({ ...event, isSuccessful: true });
  const data: ElevationStartedData = { delete_id: id };
  return ok(data);
}
