import { headerValues } from '../http/raw-request.ts';
import type { PortalRequest } from './portal-request.ts';

/**
 * Whether a browser says that another site made this request (docs/decisions/0003-foreign-origins-are-refused.md). `Sec-Fetch-Site`
 * (W3C Fetch Metadata), which no page can forge, decides where it is sent; else `Origin` (RFC 6454 §7). A request with neither
 * comes from no current browser.
 */
export function isFromForeignOrigin(request: PortalRequest): boolean {
  const fetchSites = headerValues(request.raw, 'sec-fetch-site');
  if (fetchSites.length > 0) return !fetchSites.every((site) => site === 'same-origin' || site === 'none');
  const origins = headerValues(request.raw, 'origin');
  return !origins.every((origin) => isOwnOrigin(origin, request));
}

function isOwnOrigin(rawOrigin: string, request: PortalRequest): boolean {
  const origin = URL.parse(rawOrigin);
  if (origin === null || origin.origin !== rawOrigin.toLowerCase()) return false;
  const portal = request.cookieDomain?.authelia_url;
  if (portal !== undefined && URL.parse(portal)?.origin === origin.origin) return true;
  return isRequestedSite(origin, request);
}

/** A proxy that ends TLS and does not say so makes us see http where the browser sees https; never the other way round. */
function isRequestedSite(origin: URL, request: PortalRequest): boolean {
  const { site } = request;
  if (site === undefined) return false;
  const host = site.host.includes(':') ? `[${site.host}]` : site.host;
  const port = site.port === undefined ? '' : `:${site.port}`;
  const schemes = site.scheme === 'https' ? ['https'] : ['http', 'https'];
  return schemes.some((scheme) => URL.parse(`${scheme}://${host}${port}`)?.origin === origin.origin);
}
