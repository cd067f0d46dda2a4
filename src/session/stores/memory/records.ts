import type { Clock } from '../../../lib/clock.ts';
import type { Session } from '../../session.ts';
import type { SessionKey, StoredSession } from '../../store.ts';
import { createUserIndex } from './user-index.ts';

/**
 * How many records each `add` looks at to drop those that are over. More than one, so that the sweep outruns the growth; few, so that
 * no request waits for it.
 */
const sweptPerAdd = 4;

/** A session in memory. */
export interface MemoryRecord {
  session: Session;
  readonly expiresAtMs: number;
}

/** Records that disappear when they are over, whether or not anybody looks. */
export interface MemoryRecords {
  /** The record, never one that is over. */
  find(key: SessionKey): MemoryRecord | undefined;
  add(key: SessionKey, record: MemoryRecord): void;
  drop(key: SessionKey): void;
  /** The keys of a user's records, none that is over. */
  keysOf(username: string): readonly SessionKey[];
  /** Those with the newest activity, newest first; looks at every record. */
  newest(limit: number): readonly StoredSession[];
  /** How many there are, those included that are over and were not met since. */
  count(): number;
  clear(): void;
}

/** Records by key and by user. What is over is dropped when met, and by the sweep that every `add` does a little of: no timer runs. */
export function createMemoryRecords(clock: Clock): MemoryRecords {
  const records = new Map<SessionKey, MemoryRecord>();
  const index = createUserIndex();
  let sweep = records.keys();

  function drop(key: SessionKey): void {
    const record = records.get(key);
    if (record === undefined) return;
    records.delete(key);
    index.remove(record.session.username, key);
  }

  function find(key: SessionKey): MemoryRecord | undefined {
    const record = records.get(key);
    if (record === undefined || record.expiresAtMs > clock.now()) return record;
    drop(key);
    return undefined;
  }

  function sweepSome(): void {
    for (let count = 0; count < sweptPerAdd; count++) {
      const next = sweep.next();
      if (next.done === true) {
        sweep = records.keys();
        return;
      }
      find(next.value);
    }
  }

  return {
    find,
    drop,
    add(key, record) {
      sweepSome();
      drop(key);
      records.set(key, record);
      index.add(record.session.username, key);
    },
    keysOf: (username) => index.keysOf(username).filter((key) => find(key) !== undefined),
    newest: (limit) => newestOf(records, limit, clock.now()),
    count: () => records.size,
    clear() {
      records.clear();
      index.clear();
    },
  };
}

/** Keeps twice as many as are wanted before it sorts, so that many records cost little more than looking at each. */
function newestOf(
  records: ReadonlyMap<SessionKey, MemoryRecord>,
  limit: number,
  nowMs: number,
): readonly StoredSession[] {
  let best: StoredSession[] = [];
  let oldestAtMs = Number.NEGATIVE_INFINITY;
  const trim = () => {
    best = best.toSorted(byNewestActivity).slice(0, limit);
    oldestAtMs = best.length < limit ? oldestAtMs : (best.at(-1)?.session.lastActivityAtMs ?? oldestAtMs);
  };
  for (const [key, { session, expiresAtMs }] of records) {
    if (expiresAtMs <= nowMs || session.lastActivityAtMs <= oldestAtMs) continue;
    best.push({ key, session });
    if (best.length >= 2 * limit) trim();
  }
  trim();
  return best;
}

function byNewestActivity(one: StoredSession, other: StoredSession): number {
  return other.session.lastActivityAtMs - one.session.lastActivityAtMs;
}
