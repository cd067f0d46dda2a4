import type { Clock } from '../../../lib/clock.ts';
import type { Session } from '../../session.ts';
import type { SessionKey } from '../../store.ts';
import { createUserIndex } from '../memory/user-index.ts';

/** A session as the store last told of it. */
export interface KnownSession {
  session: Session;
  /** When the store, or its own making, last said that it is valid. */
  readonly confirmedAtMs: number;
  /** When the store could first not be asked for it; undefined where it could whenever it was asked. */
  refusedSinceMs: number | undefined;
  /** What was noted here while the store was away, and the store does not know yet. */
  usedAtMs: Session['usedAtMs'];
}

/** The sessions that this instance has seen valid in the last minutes: those confirmed last, at most so many. */
export interface KnownSessions {
  find(key: SessionKey): KnownSession | undefined;
  /** Notes that the session is valid now. */
  confirm(key: SessionKey, session: Session): void;
  forget(key: SessionKey): void;
  forgetAll(): void;
  /** Forgets a user's, but those that a word of the caller keeps. */
  forgetOf(username: string, isKept: (key: SessionKey, session: Session) => boolean): void;
  count(): number;
}

/** A table of so many sessions, each for so long after it was confirmed. */
export function createKnownSessions({
  clock,
  limit,
  keptForMs,
}: {
  readonly clock: Clock;
  readonly limit: number;
  readonly keptForMs: number;
}): KnownSessions {
  /** The one that was confirmed longest ago comes first. */
  const known = new Map<SessionKey, KnownSession>();
  const index = createUserIndex();

  function forget(key: SessionKey): void {
    const one = known.get(key);
    if (one === undefined) return;
    known.delete(key);
    index.remove(one.session.username, key);
  }

  function forgetOldest(nowMs: number): void {
    for (const [key, { confirmedAtMs }] of known) {
      if (known.size <= limit && nowMs - confirmedAtMs <= keptForMs) return;
      forget(key);
    }
  }

  return {
    find: (key) => known.get(key),
    forget,
    forgetAll() {
      for (const key of known.keys()) forget(key);
    },
    confirm(key, session) {
      const nowMs = clock.now();
      const before = known.get(key);
      known.delete(key);
      known.set(key, {
        session,
        confirmedAtMs: nowMs,
        refusedSinceMs: undefined,
        usedAtMs: before?.usedAtMs,
      });
      if (before === undefined) index.add(session.username, key);
      forgetOldest(nowMs);
    },
    forgetOf(username, isKept) {
      for (const key of index.keysOf(username)) {
        const one = known.get(key);
        if (one !== undefined && !isKept(key, one.session)) forget(key);
      }
    },
    count: () => known.size,
  };
}
