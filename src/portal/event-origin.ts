import type { SecurityEvent } from '../audit/security-events.ts';
import { readCookies } from '../http/cookies.ts';
import { headerValues } from '../http/raw-request.ts';
import type { SiteRequest } from './endpoint.ts';
import { cookieHeaders } from './visitor.ts';

/** The form of a language tag, as short as Authelia's portal takes them (behaviour.md §1.2). */
const tagForm = /^[A-Za-z0-9-]{1,15}$/;

/** What a security event says of the request that it came with; the language is the one chosen in the portal, else the browser's first. */
export function eventOrigin(
  request: SiteRequest,
): Pick<SecurityEvent, 'address' | 'rawUserAgent' | 'requestId' | 'domain' | 'language'> {
  const { raw, address, id, site, cookieDomain } = request;
  const accepted = headerValues(raw, 'accept-language').join(',').split(/[,;]/).at(0)?.trim() ?? '';
  const [chosen = accepted] = readCookies(cookieHeaders(request), 'language');
  return {
    address,
    rawUserAgent: headerValues(raw, 'user-agent').join(' '),
    requestId: id,
    domain: site?.host ?? cookieDomain.domain,
    language: tagForm.test(chosen) ? chosen : 'en',
  };
}
