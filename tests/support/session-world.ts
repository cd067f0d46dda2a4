import type { RefreshInterval } from '../../src/config/sections/authentication-backend.ts';
import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import { systemRandom } from '../../src/lib/random.ts';
import type { SessionManager } from '../../src/session/manager.ts';
import { createSessions } from '../../src/session/manager.ts';
import type { SessionStore } from '../../src/session/store.ts';
import { createMemorySessionStore } from '../../src/session/stores/memory.ts';
import type { UserDirectory } from '../../src/session/user-directory.ts';
import type { LogLine } from './collecting-log.ts';
import { createCollectingLog } from './collecting-log.ts';
import type { FrozenClock } from './frozen-clock.ts';
import { createFrozenClock } from './frozen-clock.ts';
import { cookieHeaderOf, signInOfJohn } from './session-fixtures.ts';

/** What the directory of a test answers: a user's details, or an error to throw. A name that is missing is a user that is gone. */
export type DirectoryAnswers = Map<string, Awaited<ReturnType<UserDirectory['find']>> | Error>;

/** A session manager with everything around it within a test's reach. */
export interface SessionWorld {
  readonly clock: FrozenClock;
  readonly store: SessionStore;
  readonly sessions: SessionManager;
  readonly lines: readonly LogLine[];
  readonly users: DirectoryAnswers;
  /** How often the directory was asked. */
  lookUps(): number;
  /** Signs John in and gives the Cookie header that his browser sends from then on. */
  readonly signInJohn: (
    domain: CookieDomainConfig,
    differences?: Parameters<typeof signInOfJohn>[0],
  ) => Promise<string>;
}

/** A world over the given store and clock (default: its own, in memory). */
export function createSessionWorld({
  clock = createFrozenClock(),
  store = createMemorySessionStore({ clock }),
  refreshInterval = 'disable',
  secret,
}: {
  readonly clock?: FrozenClock;
  readonly store?: SessionStore;
  readonly refreshInterval?: RefreshInterval;
  /** Worlds that share a store must share one. */
  readonly secret?: string;
} = {}): SessionWorld {
  const { log, lines } = createCollectingLog();
  const users: DirectoryAnswers = new Map([['john', signInOfJohn()]]);
  let lookUps = 0;
  const directory: UserDirectory = {
    async find(username) {
      lookUps += 1;
      const answer = users.get(username);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const sessions = createSessions({
    store,
    clock,
    random: systemRandom,
    log,
    secret,
    directory,
    refreshInterval,
  });
  return {
    clock,
    store,
    sessions,
    lines,
    users,
    lookUps: () => lookUps,
    async signInJohn(domain, differences) {
      return cookieHeaderOf((await sessions.signIn(domain, [], signInOfJohn(differences))).setCookie);
    },
  };
}
