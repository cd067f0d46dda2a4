import type { Target } from '../../access/target.ts';
import type { SiteRequest } from '../endpoint.ts';

/**
 * Whether a target is a page of this very portal, such as the settings that want a second factor first. No rule of access control stands
 * before it: the portal itself decides what it shows to whom.
 */
export function isOwnPage({ site }: SiteRequest, target: Target): boolean {
  if (site === undefined) return false;
  const { protocol, hostname, port } = new URL(target.url);
  const own = site.port === undefined ? '' : String(site.port);
  return protocol === `${site.scheme}:` && hostname.replace(/^\[|\]$/g, '') === site.host && port === own;
}
