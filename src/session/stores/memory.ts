import type { Clock } from '../../lib/clock.ts';
import type { Session } from '../session.ts';
import type { SessionKey, SessionStore } from '../store.ts';

/**
 * How many records each save looks at to drop those that are over. More than one, so that the sweep outruns the growth; few, so that
 * no request waits for it.
 */
const sweptPerSave = 4;

interface MemoryRecord {
  session: Session;
  readonly expiresAtMs: number;
}

/**
 * Sessions in this process alone, gone when it ends. A record that is over is never given out; it is dropped when met, or by the sweep
 * that every save does a little of, so without sign-ins nothing grows and no timer runs.
 */
export function createMemorySessionStore({ clock }: { readonly clock: Clock }): SessionStore {
  const records = new Map<SessionKey, MemoryRecord>();
  const keysByUser = new Map<string, SessionKey[]>();
  let sweep = records.entries();

  function add(key: SessionKey, record: MemoryRecord): void {
    drop(key);
    records.set(key, record);
    const keys = keysByUser.get(record.session.username);
    if (keys === undefined) keysByUser.set(record.session.username, [key]);
    else keys.push(key);
  }

  function drop(key: SessionKey): MemoryRecord | undefined {
    const record = records.get(key);
    if (record === undefined) return undefined;
    records.delete(key);
    const { username } = record.session;
    const left = (keysByUser.get(username) ?? []).filter((other) => other !== key);
    if (left.length === 0) keysByUser.delete(username);
    else keysByUser.set(username, left);
    return record;
  }

  function live(key: SessionKey): MemoryRecord | undefined {
    const record = records.get(key);
    if (record === undefined || record.expiresAtMs > clock.now()) return record;
    drop(key);
    return undefined;
  }

  function sweepSome(): void {
    for (let count = 0; count < sweptPerSave; count++) {
      const next = sweep.next();
      if (next.done === true) {
        sweep = records.entries();
        return;
      }
      live(next.value[0]);
    }
  }

  const liveKeysOf = (username: string) =>
    (keysByUser.get(username) ?? []).filter((key) => live(key) !== undefined);

  return {
    isRemote: false,
    async load(key) {
      return live(key)?.session;
    },
    async save(key, session, expiresAtMs) {
      sweepSome();
      if (expiresAtMs > clock.now()) add(key, { session, expiresAtMs });
    },
    async replace(key, session) {
      const record = live(key);
      if (record === undefined) return false;
      record.session = withLaterActivity(session, record.session.lastActivityAtMs);
      return true;
    },
    async move(from, to, session) {
      const record = live(from);
      if (record === undefined) return false;
      drop(from);
      add(to, { ...record, session: withLaterActivity(session, record.session.lastActivityAtMs) });
      return true;
    },
    async touch(activity) {
      for (const [key, atMs] of activity) {
        const record = live(key);
        if (record !== undefined) record.session = withLaterActivity(record.session, atMs);
      }
    },
    async remove(key) {
      return live(key) !== undefined && drop(key) !== undefined;
    },
    async findByUser(username) {
      return liveKeysOf(username).flatMap((key) => {
        const session = records.get(key)?.session;
        return session === undefined ? [] : [{ key, session }];
      });
    },
    async removeByUser(username, except = []) {
      const keys = liveKeysOf(username).filter((key) => !except.includes(key));
      for (const key of keys) drop(key);
      return keys.length;
    },
    async check() {},
    async close() {
      records.clear();
      keysByUser.clear();
    },
  };
}

function withLaterActivity(session: Session, atMs: number): Session {
  return atMs > session.lastActivityAtMs ? { ...session, lastActivityAtMs: atMs } : session;
}
