import { headerValues } from '../http/raw-request.ts';
import type { FoundSession, Sessions } from '../session/sessions.ts';
import type { SiteRequest } from './endpoint.ts';
import type { PortalRequest } from './portal-request.ts';

/**
 * Who makes the request; undefined for an anonymous visitor. What pages ask on their own is no activity; what a person does is
 * (departures.md §2).
 */
export function findVisitor(
  sessions: Sessions,
  request: SiteRequest,
  { countsAsActivity }: { readonly countsAsActivity: boolean },
): Promise<FoundSession | undefined> {
  const { cookieDomain, address } = request;
  return sessions.find(cookieDomain, cookieHeaders(request), { countsAsActivity, address });
}

/** The request's Cookie headers as received. */
export function cookieHeaders(request: PortalRequest): readonly string[] {
  return headerValues(request.raw, 'cookie');
}
