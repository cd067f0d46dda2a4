import type { Answer } from '../http/answer.ts';
import { headerValues } from '../http/raw-request.ts';
import { AppError } from '../lib/app-error.ts';
import { provedLevelOf } from '../session/level.ts';
import type { FoundSession } from '../session/sessions.ts';
import type { SiteRequest } from './endpoint.ts';
import type { PortalServices } from './portal-services.ts';
import { securityEvent } from './security-event.ts';
import { ticketSite } from './ticket-site.ts';
import { cookieHeaders } from './visitor.ts';

/**
 * Remembers the browser of somebody who has just proved two factors, and tells them; gives the headers that hand it its ticket. A storage that is
 * away costs the memory, not the sign-in.
 */
export async function rememberThisDevice(
  { rememberedDevices, securityEvents, log }: PortalServices,
  request: SiteRequest,
  visitor: FoundSession,
): Promise<Answer['headers']> {
  const { username, methods } = visitor.session;
  if (provedLevelOf(methods) < 2) return [];
  try {
    const setCookie = await rememberedDevices.remember({
      username,
      cookieDomain: request.cookieDomain.domain,
      site: ticketSite(request),
      rawUserAgent: headerValues(request.raw, 'user-agent').join(' '),
      rawCookieHeaders: cookieHeaders(request),
    });
    if (setCookie === undefined) return [];
    await securityEvents.tell(securityEvent(request, visitor, { kind: 'device-remembered' }));
    return [['Set-Cookie', setCookie]];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { detail } = error;
    log.error(
      { err: error, detail, request_id: request.id },
      'the device cannot be remembered at the moment',
    );
    return [];
  }
}
