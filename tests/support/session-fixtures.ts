import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import type { Session } from '../../src/session/session.ts';
import type { SignIn } from '../../src/session/sessions.ts';

/** Milliseconds in a second, a minute and an hour. */
export const [second, minute, hour] = [1000, 60_000, 3_600_000] as const;

/** A cookie domain with the documented defaults; give what differs. */
export function cookieDomain(differences: Partial<CookieDomainConfig> = {}): CookieDomainConfig {
  return {
    domain: 'example.com',
    name: 'authelia_session',
    same_site: 'lax',
    expiration: hour,
    inactivity: 5 * minute,
    remember_me: 30 * 24 * hour,
    authelia_url: 'https://auth.example.com',
    default_redirection_url: undefined,
    ...differences,
  };
}

/** The sign-in of John with a password; give what differs. */
export function signInOfJohn(differences: Partial<SignIn> = {}): SignIn {
  return {
    username: 'john',
    displayName: 'John Doe',
    emails: ['john@example.com'],
    groups: ['dev', 'admins'],
    methods: ['pwd'],
    wantsToBeRemembered: false,
    ...differences,
  };
}

/** A session of John from the given moment; give what differs. */
export function sessionOfJohn(nowMs: number, differences: Partial<Session> = {}): Session {
  const { username, displayName, emails, groups, methods } = signInOfJohn();
  return {
    username,
    displayName,
    emails,
    groups,
    methods,
    id: 'session-1',
    signInId: differences.id ?? 'session-1',
    cookieDomain: 'example.com',
    signedInAtMs: nowMs,
    firstFactorAtMs: nowMs,
    secondFactorAtMs: undefined,
    isRemembered: false,
    lastActivityAtMs: nowMs,
    refreshedAtMs: nowMs,
    ...differences,
  };
}

/** The Cookie header that a browser sends back after this Set-Cookie value. */
export function cookieHeaderOf(setCookie: string): string {
  return setCookie.split(';')[0] ?? '';
}
