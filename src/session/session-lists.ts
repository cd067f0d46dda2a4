import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Activity } from './activity.ts';
import { hardLimitMs, isOver } from './lifetimes.ts';
import type { ListedSession, Sessions } from './sessions.ts';
import type { SessionStore, StoredSession } from './store.ts';

/** The part of `Sessions` that lists them; `activity` is what this process noted and the store may not know yet. */
export function createSessionLists({
  store,
  activity,
  clock,
}: {
  readonly store: Pick<SessionStore, 'findByUser' | 'findNewest'>;
  readonly activity?: Activity;
  readonly clock: Clock;
}): Pick<Sessions, 'list' | 'listNewest'> {
  const listed = (domains: readonly CookieDomainConfig[], stored: readonly StoredSession[]) =>
    stored
      .map(({ key, session }) => activity?.latest(key, session) ?? session)
      .flatMap((session) => {
        const domain = domains.find((one) => one.domain === session.cookieDomain);
        if (domain === undefined || isOver(session, session.lastActivityAtMs, domain, clock.now())) return [];
        return [{ session, endsAtMs: hardLimitMs(session, domain) } satisfies ListedSession];
      })
      .toSorted((one, other) => other.session.lastActivityAtMs - one.session.lastActivityAtMs);
  return {
    async list(domains, username) {
      return listed(domains, await store.findByUser(username));
    },
    async listNewest(domains, limit) {
      const newest = await store.findNewest?.(limit);
      return newest && listed(domains, newest);
    },
  };
}
