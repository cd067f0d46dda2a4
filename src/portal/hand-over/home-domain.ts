import type { CookieDomainConfig, SessionConfig } from '../../config/sections/session.ts';

/** A cookie domain whose portal's URL is known. */
export type PortalDomain = CookieDomainConfig & { readonly authelia_url: string };

/** The cookie domain where people sign in for all of them (`session.sign_in_once`); undefined where each has its own sign-in. */
export function homeDomain({
  sign_in_once,
  cookies,
}: Pick<SessionConfig, 'sign_in_once' | 'cookies'>): PortalDomain | undefined {
  const home = cookies.find(({ domain }) => domain === sign_in_once);
  return home !== undefined && hasPortal(home) ? home : undefined;
}

/** Whether the URL of a cookie domain's portal is known. */
export function hasPortal(domain: CookieDomainConfig): domain is PortalDomain {
  return domain.authelia_url !== undefined;
}

/** The URL by which two portals talk through a browser. */
export function handOverUrl({ authelia_url }: PortalDomain, query: Readonly<Record<string, string>>): string {
  return `${authelia_url.replace(/\/$/, '')}/hand-over?${new URLSearchParams(query).toString()}`;
}
