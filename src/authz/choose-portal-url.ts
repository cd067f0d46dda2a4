import { isLocalhostName } from '../access/target.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import { canonicalHost } from '../lib/canonical-host.ts';
import { splitUrl } from '../lib/split-url.ts';
import { findCookieDomain } from '../session/cookie-domain.ts';
import type { AuthzRequest } from './authz-request.ts';
import type { ProxyDialect } from './dialect.ts';

/** Why there is no portal to send anybody to. */
export type PortalUrlProblem = 'malformed-portal-url' | 'foreign-portal-url' | 'no-portal-url';

/** The portal for a check: a URL, a problem, or nothing where the dialect can do without. */
export type PortalUrl = { readonly url: string | undefined } | PortalUrlProblem;

/**
 * The portal that the proxy names, else the cookie domain's own (behaviour.md §2.2 step 4). A named one must lie under the very cookie
 * domain of the target: the session that is made there could not be seen elsewhere.
 */
export function choosePortalUrl(
  dialect: ProxyDialect,
  request: AuthzRequest,
  domain: CookieDomainConfig,
): PortalUrl {
  const told = dialect.readPortalUrl(request);
  if (told !== undefined) return checkPortalUrl(told, domain);
  if (!dialect.needsPortalUrl) return { url: undefined };
  return domain.authelia_url === undefined ? 'no-portal-url' : { url: domain.authelia_url };
}

/** https, or http for localhost names; no user information; a host under the domain that two readers agree on. */
function checkPortalUrl(rawUrl: string, domain: CookieDomainConfig): PortalUrl {
  const parts = splitUrl(rawUrl);
  const host = parts === undefined ? undefined : canonicalHost(parts.rawHost)?.host;
  if (parts === undefined || host === undefined || !URL.canParse(rawUrl)) return 'malformed-portal-url';
  const scheme = parts.rawScheme.toLowerCase();
  if (scheme !== 'https' && !(scheme === 'http' && isLocalhostName(host))) return 'malformed-portal-url';
  return findCookieDomain([domain], host) === undefined ? 'foreign-portal-url' : { url: rawUrl };
}
