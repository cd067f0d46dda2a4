import type { SiteRequest } from './endpoint.ts';

/** The URL of the portal's start page as the browser that makes this request may open it; a query is given with its `?`. */
export function ownUrl({ cookieDomain, site, basePath }: SiteRequest, query: string): string | undefined {
  if (cookieDomain.authelia_url !== undefined) {
    return `${cookieDomain.authelia_url.replace(/\/$/, '')}/${query}`;
  }
  if (site === undefined) return undefined;
  const host = site.host.includes(':') ? `[${site.host}]` : site.host;
  const port = site.port === undefined ? '' : `:${site.port}`;
  return `${site.scheme}://${host}${port}${basePath}${query}`;
}
