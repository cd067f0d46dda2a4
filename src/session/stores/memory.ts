import type { Clock } from '../../lib/clock.ts';
import type { Session } from '../session.ts';
import { seenSession } from '../session.ts';
import type { SessionStore } from '../store.ts';
import { createMemoryRecords, type MemoryRecords } from './memory/records.ts';

/** Sessions in this process alone, gone when it ends. Every method does its work before it returns, so none can come between another's steps. */
export function createMemorySessionStore({
  clock,
  records = createMemoryRecords(clock),
}: {
  readonly clock: Clock;
  /** Default: its own. */
  readonly records?: MemoryRecords;
}): SessionStore {
  return {
    isRemote: false,
    async load(key) {
      return records.find(key)?.session;
    },
    async save(key, session, expiresAtMs) {
      if (expiresAtMs > clock.now()) records.add(key, { session, expiresAtMs });
    },
    async replace(key, session) {
      const record = records.find(key);
      if (record === undefined) return false;
      record.session = withWhatIsLater(session, record.session);
      return true;
    },
    async move(from, to, session) {
      const record = records.find(from);
      if (record === undefined) return false;
      records.drop(from);
      records.add(to, { ...record, session: withWhatIsLater(session, record.session) });
      return true;
    },
    async touch(activity) {
      for (const [key, seen] of activity) {
        const record = records.find(key);
        if (record !== undefined) record.session = seenSession(record.session, seen);
      }
    },
    async remove(key) {
      if (records.find(key) === undefined) return false;
      records.drop(key);
      return true;
    },
    async findByUser(username) {
      return records.keysOf(username).flatMap((key) => {
        const session = records.find(key)?.session;
        return session === undefined ? [] : [{ key, session }];
      });
    },
    async removeByUser(username, except = []) {
      const keys = records.keysOf(username).filter((key) => !except.includes(key));
      for (const key of keys) records.drop(key);
      return keys.length;
    },
    findNewest: async (limit) => records.newest(limit),
    count: () => records.count(),
    async check() {},
    async close() {
      records.clear();
    },
  };
}

/** A session in the place of one that may have been seen later. */
function withWhatIsLater(session: Session, known: Session): Session {
  return seenSession(session, { atMs: known.lastActivityAtMs, address: known.lastSeenAddress });
}
