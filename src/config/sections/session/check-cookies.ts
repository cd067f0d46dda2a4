import { isUnder } from '../../notations/host.ts';
import type { Report } from '../../section.ts';
import type { CookieDomainConfig } from '../session.ts';

type Path = readonly (string | number)[];

/** The checks of each cookie domain, and of all of them together (behaviour.md §4.5). `pathOf` gives where an entry stands. */
export function checkCookies(
  cookies: readonly CookieDomainConfig[],
  pathOf: (index: number) => Path,
  report: Report,
): void {
  for (const [index, cookie] of cookies.entries()) {
    checkCookie(cookie, pathOf(index), report);
    for (const earlier of cookies.slice(0, index)) checkAgainst(cookie, earlier, pathOf(index), report);
  }
}

function checkCookie(cookie: CookieDomainConfig, path: Path, report: Report): void {
  const wrong = (key: string, message: string, hint: string) =>
    report({ path: [...path, key], severity: 'error', message, hint });
  const { authelia_url, default_redirection_url } = cookie;
  if (authelia_url !== undefined && !isUnder(new URL(authelia_url).hostname, hostOf(cookie))) {
    wrong(
      'authelia_url',
      `The portal is not under the domain ${cookie.domain}, so the browser would not take its cookie.`,
      `Write a URL such as https://auth.${cookie.domain}, or change the domain.`,
    );
  }
  if (default_redirection_url === undefined) return;
  if (!isUnder(new URL(default_redirection_url).hostname, hostOf(cookie))) {
    wrong(
      'default_redirection_url',
      `The URL is not under the domain ${cookie.domain}.`,
      `Write a URL such as https://www.${cookie.domain}.`,
    );
  } else if (authelia_url !== undefined && isSameUrl(authelia_url, default_redirection_url)) {
    wrong(
      'default_redirection_url',
      'This is the portal itself: people would be sent in circles.',
      'Write the URL of the page to show after sign-in, or remove the key.',
    );
  }
}

function checkAgainst(
  cookie: CookieDomainConfig,
  earlier: CookieDomainConfig,
  path: Path,
  report: Report,
): void {
  const at = [...path, 'domain'];
  if (cookie.domain === earlier.domain) {
    const hint = 'Keep one of the two entries.';
    report({ path: at, severity: 'error', message: `The domain ${cookie.domain} is written twice.`, hint });
  } else if (isUnder(cookie.domain, earlier.domain)) {
    const message = `The domain ${cookie.domain} lies under ${earlier.domain}, whose cookie covers it already.`;
    report({ path: at, severity: 'error', message, hint: 'Remove this entry, or the earlier one.' });
  } else if (isUnder(earlier.domain, cookie.domain) && earlier.name === cookie.name) {
    const message = `Browsers send the cookie of ${cookie.domain} to ${earlier.domain} too, where one of the same name is expected.`;
    report({ path: at, severity: 'warning', message, hint: 'Give one of the two entries another name.' });
  }
}

/** The domain as the host of a URL is spelled: IPv6 in brackets. */
function hostOf({ domain }: CookieDomainConfig): string {
  return domain.includes(':') ? `[${domain}]` : domain;
}

function isSameUrl(one: string, other: string): boolean {
  return new URL(one).href === new URL(other).href;
}
