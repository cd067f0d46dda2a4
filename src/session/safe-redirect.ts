import type { CookieDomainConfig } from '../config/sections/session.ts';
import { findCookieDomain } from './cookie-domain.ts';

/** Longer ones are no addresses of applications; browsers and proxies stop at about this length. */
const maxLength = 8192;

/**
 * What no address from a browser holds and what browsers read in ways of their own: backslashes (taken for slashes), control, format
 * and unassigned characters (dropped), and every blank but the plain space, which proxies that decode a path let through.
 */
const trickyCharacters = /[\\\p{C}]|(?! )\p{Z}/u;

/**
 * An absolute URL as written: scheme, two slashes, a host name or address, maybe a port. The authority has no room for user information,
 * percent-encoding, blanks or anything beyond ASCII, and neither scheme nor slashes can be missing.
 */
const absoluteForm =
  /^(?:https?|wss):\/\/(?<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#](?:.*\S)?)?$/iu;

/** The schemes that are encrypted; plain http only where browsers trust it as much (departures.md §3). */
const encryptedSchemes: ReadonlySet<string> = new Set(['https:', 'wss:']);

/**
 * A URL that a browser may be sent to after sign-in or sign-out: absolute, https or wss (http for localhost names), without user
 * information, under one of the cookie domains. Gives the URL to use, without a host's trailing dot (no browser would send the cookie
 * there), or undefined.
 *
 * Every looseness here was somebody's open redirect (attacks.md, redirects). So the text must read the same to us and to any browser:
 * what the URL parser would repair is refused, and the host that was written must be the host that was parsed.
 */
export function safeRedirect(rawUrl: string, domains: readonly CookieDomainConfig[]): URL | undefined {
  if (rawUrl.length > maxLength || trickyCharacters.test(rawUrl)) return undefined;
  const writtenHost = absoluteForm.exec(rawUrl)?.groups?.host?.toLowerCase();
  const url = URL.parse(rawUrl);
  if (writtenHost === undefined || url === null || url.hostname !== writtenHost) return undefined;
  url.hostname = url.hostname.replace(/\.$/, '');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host.split('.').includes('') || findCookieDomain(domains, host) === undefined) return undefined;
  return encryptedSchemes.has(url.protocol) || isLocalName(host) ? url : undefined;
}

/** Names that browsers resolve to the machine itself and count as secure (RFC 6761 §6.3). */
function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}
