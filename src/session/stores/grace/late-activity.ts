import type { Seen } from '../../session.ts';
import type { SessionKey, SessionStore } from '../../store.ts';

/** So many sessions' activity waits for the store at most. */
const limit = 100_000;

/** Activity of the time without the store. */
export interface LateActivity {
  /** Keeps it; gives false, and keeps nothing, where there is too much already. */
  note(activity: ReadonlyMap<SessionKey, Seen>): boolean;
  /** Writes all of it. Rejects, and keeps what is not written, where the store is away. */
  write(): Promise<void>;
  count(): number;
}

/** An empty one for a store, where an earlier time than the known one changes nothing. */
export function createLateActivity(store: Pick<SessionStore, 'touch'>): LateActivity {
  let waiting = new Map<SessionKey, Seen>();
  const note = (activity: ReadonlyMap<SessionKey, Seen>) => {
    for (const [key, seen] of activity) {
      const before = waiting.get(key);
      if (before === undefined || before.atMs <= seen.atMs) waiting.set(key, seen);
    }
  };
  return {
    note(activity) {
      if (waiting.size + activity.size > limit) return false;
      note(activity);
      return true;
    },
    async write() {
      if (waiting.size === 0) return;
      const leaving = waiting;
      waiting = new Map();
      try {
        await store.touch(leaving);
      } catch (error) {
        note(leaving);
        throw error;
      }
    },
    count: () => waiting.size,
  };
}
