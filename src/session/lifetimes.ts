import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Session } from './session.ts';

/** The part of a cookie domain's configuration that says how long its sessions live. */
export type LifetimeConfig = Pick<CookieDomainConfig, 'expiration' | 'inactivity' | 'remember_me'>;

/** What of a session its lifetime hangs on. */
export type LifetimeFacts = Pick<Session, 'signedInAtMs' | 'isRemembered'>;

/**
 * Whether a session enjoys the longer life of "remember me". Once the operator has switched that off, none does, whatever
 * was promised when it was made.
 */
export function isRememberedNow(session: LifetimeFacts, config: LifetimeConfig): boolean {
  return session.isRemembered && config.remember_me !== null;
}

/** The hard limit: the moment from which a session is over, counted from sign-in. Nothing extends it (departures.md §1). */
export function hardLimitMs(session: LifetimeFacts, config: LifetimeConfig): number {
  const limit = session.isRemembered ? (config.remember_me ?? config.expiration) : config.expiration;
  return session.signedInAtMs + limit;
}

/** The idle time after which a session ends, in milliseconds; null where it may idle until its hard limit. */
export function idleLimitMs(session: LifetimeFacts, config: LifetimeConfig): number | null {
  return isRememberedNow(session, config) ? null : config.inactivity;
}

/** Whether a session was made for that cookie domain and is not over. */
export function isGoodFor(
  domain: CookieDomainConfig,
  session: Session,
  lastActivityAtMs: number,
  nowMs: number,
): boolean {
  return session.cookieDomain === domain.domain && !isOver(session, lastActivityAtMs, domain, nowMs);
}

/**
 * Whether a session is over, by today's configuration: past its hard limit, or idle for longer than `inactivity`.
 * A shorter limit that came with a restart counts for the sessions of before as well.
 */
export function isOver(
  session: LifetimeFacts,
  lastActivityAtMs: number,
  config: LifetimeConfig,
  nowMs: number,
): boolean {
  if (nowMs >= hardLimitMs(session, config)) return true;
  const idleLimit = idleLimitMs(session, config);
  return idleLimit !== null && nowMs - lastActivityAtMs > idleLimit;
}
