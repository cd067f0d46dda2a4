import { isIP } from 'node:net';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Random } from '../lib/random.ts';

/** The part of a cookie domain's configuration that shapes its cookie. */
export type CookieConfig = Pick<CookieDomainConfig, 'domain' | 'name' | 'same_site'>;

const valueBytes = 32;

/** A date that every clock has behind it: with it a browser drops the cookie. */
const longAgo = new Date(0).toUTCString();

const sameSiteNames = { none: 'None', lax: 'Lax', strict: 'Strict' } as const satisfies Record<
  CookieConfig['same_site'],
  string
>;

/** A new cookie value: 256 random bits in base64url, 43 characters that no proxy or log mangles (departures.md §2). */
export function createCookieValue(random: Random): string {
  return random.bytes(valueBytes).toString('base64url');
}

/**
 * The Set-Cookie value (RFC 6265 §4.1) that hands a session to the browser. With `expiresAtMs` the browser keeps it until then;
 * without, until it is closed (docs/decisions/0002-no-expires-without-remember-me.md).
 */
export function buildSessionCookie(
  config: CookieConfig,
  value: string,
  expiresAtMs: number | undefined,
): string {
  const expires = expiresAtMs === undefined ? undefined : new Date(expiresAtMs).toUTCString();
  return buildCookie(config, value, expires);
}

/** The Set-Cookie value that removes the session cookie: the same scope, an empty value, an end in the past. */
export function buildRemovalCookie(config: CookieConfig): string {
  return buildCookie(config, '', longAgo);
}

function buildCookie(config: CookieConfig, value: string, expires: string | undefined): string {
  return [
    `${config.name}=${value}`,
    ...(takesDomainAttribute(config.domain) ? [`Domain=${config.domain}`] : []),
    'Path=/',
    ...(expires === undefined ? [] : [`Expires=${expires}`]),
    'HttpOnly',
    'Secure',
    `SameSite=${sameSiteNames[config.same_site]}`,
  ].join('; ');
}

/**
 * Browsers refuse or ignore a Domain attribute that is an address or a single label such as `localhost` (RFC 6265 §5.1.3, §5.3
 * step 5); left out, the cookie belongs to that one host, which is all such a domain can mean.
 */
function takesDomainAttribute(domain: string): boolean {
  return domain.includes('.') && isIP(domain) === 0;
}
