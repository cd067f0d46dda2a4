import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Activity } from './activity.ts';
import { hardLimitMs, isOver } from './lifetimes.ts';
import type { ListedSession, Sessions } from './sessions.ts';
import type { SessionStore, StoredSession } from './store.ts';

/** The part of `Sessions` that lists them and ends one of a list. */
export function createSessionLists({
  store,
  activity,
  clock,
}: {
  readonly store: SessionStore;
  readonly activity: Activity;
  readonly clock: Clock;
}): Pick<Sessions, 'list' | 'listNewest' | 'end'> {
  const listed = (domains: readonly CookieDomainConfig[], stored: readonly StoredSession[]) =>
    stored
      .flatMap((one) => toListed(domains, one, activity, clock.now()))
      .toSorted((one, other) => other.session.lastActivityAtMs - one.session.lastActivityAtMs);
  return {
    async list(domains, username) {
      return listed(domains, await store.findByUser(username));
    },
    async listNewest(domains, limit) {
      const newest = await store.findNewest?.(limit);
      return newest && listed(domains, newest);
    },
    async end(username, id) {
      const found = (await store.findByUser(username)).find(({ session }) => session.id === id);
      return found === undefined ? false : store.remove(found.key);
    },
  };
}

/** None where the session is over, or of a cookie domain that is not configured any more. */
function toListed(
  domains: readonly CookieDomainConfig[],
  { key, session: stored }: StoredSession,
  activity: Activity,
  nowMs: number,
): readonly ListedSession[] {
  const session = activity.latest(key, stored);
  const domain = domains.find((one) => one.domain === session.cookieDomain);
  if (domain === undefined || isOver(session, session.lastActivityAtMs, domain, nowMs)) return [];
  return [{ session, endsAtMs: hardLimitMs(session, domain) }];
}
