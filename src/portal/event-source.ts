import type { SecurityEvent } from '../audit/security-events.ts';
import { readCookies } from '../http/cookies.ts';
import { headerValues } from '../http/raw-request.ts';
import type { PortalRequest } from './portal-request.ts';
import { cookieHeaders } from './visitor.ts';

/** What a security event says of the request behind it. */
export function eventSource(
  request: PortalRequest,
): Pick<SecurityEvent, 'address' | 'rawUserAgent' | 'requestId' | 'domain' | 'language'> {
  return {
    address: request.address,
    rawUserAgent: headerValues(request.raw, 'user-agent').join(' '),
    requestId: request.id,
    domain: request.site?.host ?? '',
    language: languageOf(request),
  };
}

const tagForm = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,2}$/;

/** The language of mails to whoever makes a request: that chosen on a page, else the first that the browser asks for, else English. */
function languageOf(request: PortalRequest): string {
  const chosen = readCookies(cookieHeaders(request), 'language');
  const [first = ''] = headerValues(request.raw, 'accept-language').join(',').split(',');
  const accepted = first.split(';')[0]?.trim() ?? '';
  return (
    [chosen.length === 1 ? chosen[0] : undefined, accepted].find((tag) => tagForm.test(tag ?? '')) ?? 'en'
  );
}
