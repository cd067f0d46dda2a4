import type { RefreshInterval } from '../config/sections/authentication-backend.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Session } from './session.ts';
import { hasSameDetails, refreshSession } from './session.ts';
import type { SessionKey, SessionStore } from './store.ts';
import type { EndingStore } from './tell-ends.ts';
import type { UserDirectory } from './user-directory.ts';

/** After a failed look-up that user is not looked up again for this long: a directory in trouble is not asked at every request. */
const retryAfterMs = 10_000;

/** Keeps what sessions say of their users true (behaviour.md §3.7). */
export interface Refresher {
  /**
   * The session with today's details of its user, or itself where it is not yet time or the directory does not answer.
   * Undefined where the user is gone or disabled (all the user's sessions are over then) or the session ended meanwhile.
   */
  refresh(key: SessionKey, session: Session): Promise<Session | undefined>;
  /** Whether `refresh` would ask the directory. */
  isDue(session: Session): boolean;
}

/** What a refresher works with; `interval` is `authentication_backend.refresh_interval`. */
export interface RefresherOptions {
  readonly store: SessionStore;
  /** Ends the sessions of users that are gone; the store itself where nobody is to be told. */
  readonly ending?: EndingStore;
  readonly directory: UserDirectory;
  readonly interval: RefreshInterval;
  readonly clock: Clock;
  readonly log: Log;
}

type LookUp = { readonly user: Awaited<ReturnType<UserDirectory['find']>> } | 'failed';

/** A refresher that asks the directory once for all the requests of a user that come at the same time. */
export function createRefresher({
  store,
  ending = store,
  directory,
  interval,
  clock,
  log,
}: RefresherOptions): Refresher {
  const failedAtMs = new Map<string, number>();

  const lookUp = oncePerKey(async (username: string): Promise<LookUp> => {
    const answer = await ask(username);
    if (answer !== 'failed' && answer.user === undefined) await endAllOf(username);
    return answer;
  });

  const renew = oncePerKey(async (key: SessionKey, session: Session): Promise<Session | undefined> => {
    const answer = await lookUp(session.username);
    if (answer === 'failed') return session;
    if (answer.user === undefined) return undefined;
    if (interval === 'always' && hasSameDetails(session, answer.user)) return session;
    const refreshed = refreshSession(session, answer.user, clock.now());
    return (await store.replace(key, refreshed)) ? refreshed : undefined;
  });

  async function ask(username: string): Promise<LookUp> {
    try {
      const found = await directory.find(username);
      failedAtMs.delete(username);
      return { user: found?.username === username ? found : undefined };
    } catch (error) {
      noteFailure(username);
      log.warn({ err: error, username }, 'user details could not be refreshed; the session is kept');
      return 'failed';
    }
  }

  async function endAllOf(username: string): Promise<void> {
    const ended = await ending.removeByUser(username);
    log.info({ username, ended }, 'user is gone or disabled: all sessions ended');
  }

  /** The oldest failures come first, so those that no longer matter are dropped on the way. */
  function noteFailure(username: string): void {
    const nowMs = clock.now();
    for (const [name, atMs] of failedAtMs) {
      if (nowMs - atMs < retryAfterMs) break;
      failedAtMs.delete(name);
    }
    failedAtMs.delete(username);
    failedAtMs.set(username, nowMs);
  }

  function isDue(session: Session): boolean {
    if (interval === 'disable') return false;
    const nowMs = clock.now();
    if (interval !== 'always' && nowMs - session.refreshedAtMs < interval) return false;
    const failed = failedAtMs.get(session.username);
    return failed === undefined || nowMs - failed >= retryAfterMs;
  }

  return { isDue, refresh: async (key, session) => (isDue(session) ? renew(key, session) : session) };
}

/** Makes calls with the same first argument share one run while it lasts. */
function oncePerKey<Rest extends unknown[], Result>(
  run: (key: string, ...rest: Rest) => Promise<Result>,
): (key: string, ...rest: Rest) => Promise<Result> {
  const running = new Map<string, Promise<Result>>();
  return (key, ...rest) => {
    const already = running.get(key);
    if (already !== undefined) return already;
    const result = run(key, ...rest).finally(() => running.delete(key));
    running.set(key, result);
    return result;
  };
}
