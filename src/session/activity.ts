import type { Log } from '../lib/log.ts';
import type { Seen, Session } from './session.ts';
import { seenSession } from './session.ts';
import type { SessionKey, SessionStore } from './store.ts';

/** Activity waits in memory no longer than this, whatever `inactivity` is (departures.md §2). */
const longestWaitMs = 30_000;

/** The part of `inactivity` that activity may wait in memory. */
const waitShare = 1 / 10;

/** Once the store's value is older than this part of `inactivity`, the next activity is written before the request is answered. */
const writeThroughShare = 1 / 2;

/** A batch that could not be written is tried again after this long, even when nobody comes any more. */
const retryMs = 5_000;

/** What of a session its activity hangs on. */
export interface ActiveSession {
  readonly key: SessionKey;
  /** The last activity that the store knows. */
  readonly storedAtMs: number;
  /** `inactivity` as it applies to the session; null = off. */
  readonly idleLimitMs: number | null;
}

/**
 * Remembers when sessions were last active and writes it to the store in batches.
 *
 * The promise to other instances: what they read is never so old that they end a session in use. Activity waits at most a tenth
 * of `inactivity`, and the value in the store is never older than half of it when a request is answered; so even within that
 * wait, or when this process dies with it, another instance sees an idle time of at most six tenths.
 */
export interface Activity {
  /** The session with what is noted of it here, where that is later than what the store says. */
  latest(key: SessionKey, stored: Session): Session;
  /** Notes activity; waits for the store only where the promise needs it. Throws `AppError` `session-store-unavailable` then. */
  note(session: ActiveSession, seen: Seen): Promise<void>;
  /** Writes out all that is noted. Throws `AppError` `session-store-unavailable`, and keeps it all, when the store is away. */
  flush(): Promise<void>;
  /** Writes out what it can and stops. Never throws. */
  close(): Promise<void>;
}

/** Keeps the activity of the sessions of one store. */
export function createActivity({
  store,
  log,
}: {
  readonly store: SessionStore;
  readonly log: Log;
}): Activity {
  const batch = createBatch(store);
  const timer = createTimer(() => {
    batch.flush().catch((error: unknown) => {
      // The store itself tells the log when it is lost.
      log.debug({ err: error }, 'session activity could not be written yet');
      timer.ringWithin(retryMs);
    });
  });

  return {
    latest(key, stored) {
      const seen = batch.get(key);
      return seen === undefined ? stored : seenSession(stored, seen);
    },
    async note({ key, storedAtMs, idleLimitMs }, seen) {
      if (!store.isRemote) return store.touch(new Map([[key, seen]]));
      batch.add(key, seen);
      timer.ringWithin(
        idleLimitMs === null ? longestWaitMs : Math.min(idleLimitMs * waitShare, longestWaitMs),
      );
      if (idleLimitMs !== null && seen.atMs - storedAtMs > idleLimitMs * writeThroughShare)
        await batch.writeNow(key);
    },
    flush: () => batch.flush(),
    async close() {
      timer.stop();
      await batch.flush().catch((error: unknown) => log.warn({ err: error }, 'session activity was lost'));
    },
  };
}

function createBatch(store: SessionStore) {
  let waiting = new Map<SessionKey, Seen>();
  let leaving: ReadonlyMap<SessionKey, Seen> = new Map();
  let flushing: Promise<void> | undefined;
  const writing = new Map<SessionKey, Promise<void>>();

  const get = (key: SessionKey) => waiting.get(key) ?? leaving.get(key);
  const add = (key: SessionKey, seen: Seen) => {
    const known = get(key);
    if (known === undefined || known.atMs <= seen.atMs) waiting.set(key, seen);
    else if (!waiting.has(key)) waiting.set(key, known);
  };
  const writeOut = async () => {
    [leaving, waiting] = [waiting, new Map()];
    try {
      await store.touch(leaving);
    } catch (error) {
      for (const [key, seen] of leaving) add(key, seen);
      throw error;
    } finally {
      leaving = new Map();
    }
  };

  return {
    get,
    add,
    /** Writes out all; a flush that is under way is waited for first, for it knows nothing of what came after its start. */
    async flush(): Promise<void> {
      while (flushing !== undefined) await flushing.catch(() => undefined);
      if (waiting.size === 0) return;
      flushing = writeOut().finally(() => {
        flushing = undefined;
      });
      return flushing;
    },
    /** Writes out one, once for all that ask at the same time. */
    writeNow(key: SessionKey): Promise<void> {
      const already = writing.get(key);
      if (already !== undefined) return already;
      const seen = get(key);
      if (seen === undefined) return Promise.resolve();
      const write = store.touch(new Map([[key, seen]])).finally(() => writing.delete(key));
      writing.set(key, write);
      return write;
    },
  };
}

/** An alarm that keeps no process alive and rings at the earliest of the times asked for. */
function createTimer(ring: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let delayMs = Number.POSITIVE_INFINITY;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    delayMs = Number.POSITIVE_INFINITY;
  };
  return {
    stop,
    ringWithin(milliseconds: number) {
      // A timer of the same or a shorter delay was started earlier, so it rings earlier.
      if (delayMs <= milliseconds) return;
      stop();
      delayMs = milliseconds;
      timer = setTimeout(() => {
        stop();
        ring();
      }, milliseconds);
      timer.unref();
    },
  };
}
