import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Activity } from './activity.ts';
import { readCookieCandidates } from './cookie-candidates.ts';
import { idleLimitMs, isGoodFor } from './lifetimes.ts';
import type { Refresher } from './refresher.ts';
import type { Session } from './session.ts';
import { seenSession } from './session.ts';
import type { SessionKeys } from './session-keys.ts';
import type { FoundSession, Sessions } from './sessions.ts';
import type { SessionStore } from './store.ts';

/** What finding at once works with. */
export interface FindAtOnceParts {
  readonly store: Pick<SessionStore, 'peek'>;
  readonly keys: SessionKeys;
  readonly activity: Activity;
  readonly refresher: Refresher;
  readonly clock: Clock;
}

/**
 * The session of a request in the plain case, which nearly all requests are: one cookie, whose session this process has in memory, good, not due
 * to be compared with the directory, its activity not due to be written. For all else undefined, with nothing changed: `find` deals with it.
 */
export function findAtOnce(
  { store, keys, activity, refresher, clock }: FindAtOnceParts,
  domain: CookieDomainConfig,
  rawCookieHeaders: readonly string[],
  { countsAsActivity, address }: Parameters<Sessions['find']>[2],
): FoundSession | undefined {
  const cookieValue = onlyCandidate(rawCookieHeaders, domain.name);
  if (cookieValue === undefined || store.peek === undefined) return undefined;
  const key = keys.of(cookieValue);
  const session = store.peek(key);
  if (session === undefined || refresher.isDue(session)) return undefined;
  const noted = activity.noted(key);
  const nowMs = clock.now();
  const lastActivityAtMs = Math.max(session.lastActivityAtMs, noted?.atMs ?? 0);
  if (!isGoodFor(domain, session, lastActivityAtMs, nowMs)) return undefined;
  if (!isActivity(countsAsActivity, session)) {
    return { session: noted === undefined ? session : seenSession(session, noted), cookieValue };
  }
  const active = { key, storedAtMs: session.lastActivityAtMs, idleLimitMs: idleLimitMs(session, domain) };
  const isNoted = activity.noteAtOnce(active, { atMs: nowMs, address: address ?? noted?.address });
  return isNoted ? { session, cookieValue } : undefined;
}

function onlyCandidate(rawCookieHeaders: readonly string[], name: string): string | undefined {
  const candidates = readCookieCandidates(rawCookieHeaders, name);
  return candidates.length === 1 ? candidates[0] : undefined;
}

function isActivity(countsAsActivity: boolean | ((session: Session) => boolean), session: Session): boolean {
  return typeof countsAsActivity === 'boolean' ? countsAsActivity : countsAsActivity(session);
}
