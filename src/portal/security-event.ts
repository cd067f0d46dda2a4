import type { SecurityEvent } from '../audit/security-events.ts';
import { readCookies } from '../http/cookies.ts';
import { headerValues } from '../http/raw-request.ts';
import type { FoundSession } from '../session/sessions.ts';
import type { PortalRequest } from './portal-request.ts';
import { cookieHeaders } from './visitor.ts';

/** What happened; the request says the rest. */
export type Happening = Pick<SecurityEvent, 'kind' | 'details'> & { readonly isSuccessful?: boolean };

/** The event of something that the person signed in did at the portal. */
export function securityEvent(
  request: PortalRequest,
  { session }: FoundSession,
  { isSuccessful = true, ...happening }: Happening,
): SecurityEvent {
  return {
    ...happening,
    isSuccessful,
    username: session.username,
    address: request.address,
    rawUserAgent: headerValues(request.raw, 'user-agent').join(' '),
    requestId: request.id,
    domain: request.site?.host ?? '',
    language: languageOf(request),
  };
}

const tag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/;

/** The language that was chosen on the pages, else the browser's first. */
function languageOf(request: PortalRequest): string {
  const [chosen = ''] = readCookies(cookieHeaders(request), 'language');
  const [accepted = ''] = headerValues(request.raw, 'accept-language').join(',').split(/[,;]/);
  return [chosen, accepted.trim()].find((language) => language.length <= 15 && tag.test(language)) ?? 'en';
}
