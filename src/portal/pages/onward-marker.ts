import { createHash } from 'node:crypto';
import { readCookies } from '../../http/cookies.ts';
import type { PortalRequest } from '../portal-request.ts';
import { cookieHeaders } from '../visitor.ts';

/** Long enough for a proxy to send a browser straight back, short enough that nobody is in the way of themselves. */
const lifetimeSeconds = 10;
const cookieName = 'gatehouse_onward';

/**
 * Whether this browser was sent on to that very URL moments ago. If it is back so soon, the proxy and the portal disagree about the
 * session (another network, a cookie that is not sent), and sending it on again would go round for ever.
 */
export function wasJustSentTo(request: PortalRequest, url: string): boolean {
  return readCookies(cookieHeaders(request), cookieName).includes(markOf(url));
}

/** The Set-Cookie value that notes that a browser is being sent on. It says nothing of where to, and grants nothing. */
export function markSentTo({ basePath, site }: PortalRequest, url: string): string {
  const secure = site?.scheme === 'https' ? '; Secure' : '';
  return `${cookieName}=${markOf(url)}; Path=${basePath}; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

function markOf(url: string): string {
  return createHash('sha256').update(url).digest('base64url').slice(0, 22);
}
