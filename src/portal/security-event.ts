import type { SecurityEvent } from '../audit/security-events.ts';
import { readCookies } from '../http/cookies.ts';
import { headerValues } from '../http/raw-request.ts';
import type { SiteRequest } from './endpoint.ts';
import { cookieHeaders } from './visitor.ts';

/** What a handler says of an event; the request tells the rest. */
export type TellableEvent = Pick<SecurityEvent, 'kind' | 'username' | 'isSuccessful' | 'details'>;

/** Completes an event by where its request came from. */
export function securityEvent(request: SiteRequest, event: TellableEvent): SecurityEvent {
  return {
    ...event,
    address: request.address,
    rawUserAgent: headerValues(request.raw, 'user-agent').join(' '),
    requestId: request.id,
    domain: request.site?.host ?? request.cookieDomain.domain,
    language: languageOf(request),
  };
}

/** The language that the person chose, else the first that the browser asks for, else English. */
function languageOf(request: SiteRequest): string {
  const [chosen] = readCookies(cookieHeaders(request), 'language');
  const [accepted = ''] = headerValues(request.raw, 'accept-language');
  const tag = /^[A-Za-z0-9-]{1,15}/.exec(chosen ?? accepted.trim())?.[0];
  return tag ?? 'en';
}
