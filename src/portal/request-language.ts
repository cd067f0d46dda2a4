import { readCookies } from '../http/cookies.ts';
import { headerValues } from '../http/raw-request.ts';
import { isSpoken } from '../notify/texts/texts-of-language.ts';
import type { PortalRequest } from './portal-request.ts';
import { cookieHeaders } from './visitor.ts';

const tagForm = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/;
/** More than any browser sends. */
const longestHeader = 500;

/** The language to write to whoever makes the request in: that of the `language` cookie, else the most wanted of Accept-Language that mails are written in, else English. */
export function requestLanguage(request: PortalRequest): string {
  const chosen = readCookies(cookieHeaders(request), 'language').find((tag) => tagForm.test(tag));
  return chosen ?? mostWanted(headerValues(request.raw, 'accept-language').join(',')) ?? 'en';
}

function mostWanted(header: string): string | undefined {
  const wishes = header
    .slice(0, longestHeader)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((one) => one.trim());
      const quality = parameters.find((one) => one.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, quality }) => tagForm.test(tag) && quality > 0 && isSpoken(tag));
  return wishes.toSorted((one, other) => other.quality - one.quality)[0]?.tag;
}
