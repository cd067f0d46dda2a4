import type { PagesModule } from '../../../shared/api/page.ts';
import { readCookies } from '../../http/cookies.ts';
import { headerValues } from '../../http/raw-request.ts';
import type { PortalRequest } from '../portal-request.ts';
import { cookieHeaders } from '../visitor.ts';

/** The language of a page, and the cookie that keeps it where the person chose it just now. */
export interface ChosenLanguage {
  readonly language: string;
  readonly setCookie: string | undefined;
}

const cookieName = 'language';
/** As long as Authelia's portal takes (behaviour.md §1.2). */
const tagForm = /^[A-Za-z0-9-]{1,15}$/;
const oneYearSeconds = 31_536_000;

/** By the query `lang` that the language menu sends, else the `language` cookie, else Accept-Language, else English. */
export function chooseLanguage(
  request: PortalRequest,
  pages: Pick<PagesModule, 'languages' | 'pickLanguage'>,
): ChosenLanguage {
  const wanted = onlyTag(new URLSearchParams(request.rawQuery).getAll('lang'));
  const remembered = onlyTag(readCookies(cookieHeaders(request), cookieName));
  const accepted = headerValues(request.raw, 'accept-language').join(',');
  const language = pages.pickLanguage(wanted ?? remembered, accepted);
  const isChosen = wanted !== undefined && pages.languages.includes(wanted);
  return { language, setCookie: isChosen ? languageCookie(request, wanted) : undefined };
}

function onlyTag(values: readonly string[]): string | undefined {
  const [value] = values;
  return values.length === 1 && value !== undefined && tagForm.test(value) ? value : undefined;
}

function languageCookie({ basePath, site }: PortalRequest, language: string): string {
  const secure = site?.scheme === 'https' ? '; Secure' : '';
  return `${cookieName}=${language}; Path=${basePath}; Max-Age=${oneYearSeconds}; SameSite=Lax${secure}`;
}
