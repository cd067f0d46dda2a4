import type { SiteRequest } from './endpoint.ts';
import { eventOrigin } from './event-origin.ts';
import type { PortalServices } from './portal-services.ts';
import { cookieHeaders, findVisitor } from './visitor.ts';

/** Ends the session of the request, if there is one, and keeps that it ended; gives the Set-Cookie value that removes the cookie. */
export async function signOut(
  { sessions, securityEvents }: Pick<PortalServices, 'sessions' | 'securityEvents'>,
  request: SiteRequest,
): Promise<string> {
  const visitor = await findVisitor(sessions, request, { countsAsActivity: false });
  const removal = await sessions.signOut(request.cookieDomain, cookieHeaders(request));
  if (visitor !== undefined) {
    const { username } = visitor.session;
    await securityEvents.tell({ ...eventOrigin(request), kind: 'sign-out', username, isSuccessful: true });
  }
  return removal;
}
