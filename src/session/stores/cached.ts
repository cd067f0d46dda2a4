import type { Clock } from '../../lib/clock.ts';
import { createRecentMap } from '../../lib/recent-map.ts';
import type { Session } from '../session.ts';
import type { SessionKey, SessionStore } from '../store.ts';

/** Entries die after this long even if nothing was heard of them, in case a change was not told against all reason. */
const longestStayMs = 30_000;

/** A session and when the store ends it. */
export interface EndingSession {
  readonly session: Session;
  readonly expiresAtMs: number;
}

/** A store whose sessions can be cached: it tells their ends, and its server tells of changes. */
export interface CacheableSessionStore extends SessionStore {
  /** As `load`. */
  loadEnding(key: SessionKey): Promise<EndingSession | undefined>;
}

/** Whether the cache may be trusted; `redis/change-tracking.ts` explains it. */
export interface CacheTrust {
  readonly isTracking: boolean;
  isUpToDate(): boolean;
}

/** What a cached store is made of. */
export interface CachedSessionStoreOptions {
  readonly store: CacheableSessionStore;
  readonly trust: CacheTrust;
  /** How many sessions are kept at most. */
  readonly entries: number;
  readonly clock: Clock;
}

/** A store with a cache before it. */
export interface CachedSessionStore extends SessionStore {
  /** A session was changed by whomever. */
  forget(key: SessionKey): void;
  /** Any session may have been changed. */
  forgetAll(): void;
}

/** Loads of one key that are under way, until something happens to it. */
interface Flight {
  loads: number;
  isOutdated: boolean;
}

interface Entry extends EndingSession {
  readonly keptSinceMs: number;
}

/**
 * Sessions as they were opened last, kept in this process, so that the next request of a session need not ask the store. A session that was read before a
 * change of it was told never enters, however the two cross on the way. Own changes count as told when they begin and
 * when they are done. That there is no session is never kept.
 */
export function createCachedSessionStore(options: CachedSessionStoreOptions): CachedSessionStore {
  const { store, trust, clock } = options;
  const kept = createRecentMap<Entry>(options.entries);
  const flights = createFlights();

  function forget(key: SessionKey): void {
    kept.delete(key);
    flights.outdate(key);
  }

  function forgetAll(): void {
    kept.clear();
    flights.outdateAll();
  }

  function forgetUser(username: string, except: readonly SessionKey[]): void {
    for (const [key, { session }] of kept.entries()) {
      if (session.username === username && !except.includes(key)) kept.delete(key);
    }
    // Whose sessions they are is not known yet.
    flights.outdateAll();
  }

  async function change<Result>(forgetThem: () => void, work: () => Promise<Result>): Promise<Result> {
    forgetThem();
    try {
      return await work();
    } finally {
      forgetThem();
    }
  }

  function findKept(key: SessionKey): Session | undefined {
    const entry = kept.get(key);
    if (entry === undefined) return undefined;
    const nowMs = clock.now();
    // A clock that was set back makes no entry live longer by more than its stay.
    const isRecent = Math.abs(nowMs - entry.keptSinceMs) < longestStayMs;
    if (isRecent && nowMs < entry.expiresAtMs) return entry.session;
    kept.delete(key);
    return undefined;
  }

  const peek = (key: SessionKey) => (trust.isUpToDate() ? findKept(key) : undefined);

  async function loadFresh(key: SessionKey): Promise<Session | undefined> {
    const flight = flights.begin(key);
    try {
      const keptSinceMs = clock.now();
      const found = await store.loadEnding(key);
      if (found !== undefined && trust.isTracking && !flight.isOutdated)
        kept.set(key, { ...found, keptSinceMs });
      return found?.session;
    } finally {
      flights.end(key, flight);
    }
  }

  return {
    isRemote: store.isRemote,
    forget,
    forgetAll,
    peek,
    load: async (key) => peek(key) ?? loadFresh(key),
    loadFresh,
    save: (key, ...rest) =>
      change(
        () => forget(key),
        () => store.save(key, ...rest),
      ),
    replace: (key, session) =>
      change(
        () => forget(key),
        () => store.replace(key, session),
      ),
    move: (from, to, session) =>
      change(
        () => [from, to].forEach(forget),
        () => store.move(from, to, session),
      ),
    touch: (activity) =>
      change(
        () => [...activity.keys()].forEach(forget),
        () => store.touch(activity),
      ),
    remove: (key) =>
      change(
        () => forget(key),
        () => store.remove(key),
      ),
    findByUser: (username) => store.findByUser(username),
    removeByUser: (username, except = []) =>
      change(
        () => forgetUser(username, except),
        () => store.removeByUser(username, except),
      ),
    check: () => store.check(),
    async close() {
      forgetAll();
      await store.close();
    },
  };
}

/** Keeps account of loads under way, for those that something happened to in the meantime. */
function createFlights() {
  const flights = new Map<SessionKey, Flight>();
  return {
    begin(key: SessionKey): Flight {
      const flight = flights.get(key) ?? { loads: 0, isOutdated: false };
      flight.loads += 1;
      flights.set(key, flight);
      return flight;
    },
    end(key: SessionKey, flight: Flight): void {
      flight.loads -= 1;
      if (flight.loads === 0 && flights.get(key) === flight) flights.delete(key);
    },
    /** Loads that begin later are none the worse for it. */
    outdate(key: SessionKey): void {
      const flight = flights.get(key);
      if (flight === undefined) return;
      flight.isOutdated = true;
      flights.delete(key);
    },
    outdateAll(): void {
      for (const flight of flights.values()) flight.isOutdated = true;
      flights.clear();
    },
  };
}
