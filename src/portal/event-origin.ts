import type { SecurityEvent } from '../audit/security-events.ts';
import { headerValues } from '../http/raw-request.ts';
import type { PortalRequest } from './portal-request.ts';
import { requestLanguage } from './request-language.ts';

/** What a request tells of a security event: `securityEvents.tell({ ...eventOrigin(request), kind, username, isSuccessful })`. */
export function eventOrigin(
  request: PortalRequest,
): Pick<SecurityEvent, 'address' | 'rawUserAgent' | 'requestId' | 'domain' | 'language'> {
  return {
    address: request.address,
    rawUserAgent: headerValues(request.raw, 'user-agent')[0] ?? '',
    requestId: request.id,
    domain: request.site?.host ?? request.cookieDomain?.domain ?? '',
    language: requestLanguage(request),
  };
}
