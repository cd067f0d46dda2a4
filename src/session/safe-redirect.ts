import type { CookieDomainConfig } from '../config/sections/session.ts';

/**
 * A URL that a browser may be sent to after sign-in or sign-out: parsed, absolute, https or wss (http for localhost names), without user
 * information, under one of the cookie domains. Gives the URL to use, or undefined. (attacks.md, redirects)
 */
export function safeRedirect(_rawUrl: string, _domains: readonly CookieDomainConfig[]): URL | undefined {
  throw new TypeError('comes with src/session');
}
