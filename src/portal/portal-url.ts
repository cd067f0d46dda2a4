import type { Log } from '../lib/log.ts';
import type { PortalRequest } from './portal-request.ts';

/**
 * The URL of this portal for links in mails, without a slash at its end: the configured one, never what a request says of its host
 * (attacks.md, mailcow). Undefined, which is logged, where none is configured or the request reached the portal by another host.
 */
export function portalUrlFor({ id, site, cookieDomain }: PortalRequest, log: Log): string | undefined {
  const configured = cookieDomain?.authelia_url;
  if (site !== undefined && configured !== undefined) {
    const host = site.host.includes(':') ? `[${site.host}]` : site.host;
    if (new URL(configured).hostname === host) return configured.replace(/\/+$/, '');
  }
  log.error(
    { request_id: id, host: site?.host, authelia_url: configured },
    'no mail with a link is sent: session.cookies[].authelia_url is not the address that the portal was opened at',
  );
  return undefined;
}
