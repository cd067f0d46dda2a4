import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Random } from '../../lib/random.ts';
import type { KeptSessions } from '../../storage/kept-sessions.ts';
import type { Session } from '../session.ts';
import type { SessionKey, SessionStore } from '../store.ts';
import { type EndObserver, tellEnds } from '../tell-ends.ts';
import { createJournal, type Journal } from './durable/journal.ts';
import { createLoader, type Loader } from './durable/loader.ts';
import { obeyEnds } from './durable/obey-ends.ts';
import { createSessionCodec } from './durable/session-codec.ts';
import { createMemoryRecords, type MemoryRecords } from './memory/records.ts';
import { createMemorySessionStore } from './memory.ts';

/** What the store needs. */
export interface DurableSessionStoreOptions {
  readonly kept: KeptSessions;
  /** Seals what is kept; with another one nobody is signed in any more. */
  readonly secret: string | Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Told of each session that a command ends, before it is ended. */
  readonly onEnded?: EndObserver | undefined;
}

interface Parts {
  readonly records: MemoryRecords;
  readonly memory: SessionStore;
  readonly journal: Journal;
  readonly loader: Loader;
}

/** So many sessions are touched in one go: nobody else is answered meanwhile. */
const touchedAtOnce = 500;

/**
 * Sessions in this process's memory, and for the time after a restart in the durable storage, sealed. Every question is answered from memory
 * once all is loaded. What comes and changes is written in batches within a second; what ends, or gets another key, is written before the answer. While the
 * storage is away sessions go on, and whoever wants to end one is told that it failed, though it has ended here.
 *
 * One process alone may hold it: another one would not hear of what this one changes.
 */
export function createDurableSessionStore(options: DurableSessionStoreOptions): SessionStore {
  const { kept, clock, log } = options;
  const codec = createSessionCodec(options.secret, options.random);
  const records = createMemoryRecords(clock);
  const memory = createMemorySessionStore({ clock, records });
  const journal = createJournal({ records, codec, kept, log });
  const loader = createLoader({ records, codec, kept, journal, clock, log });
  const parts: Parts = { records, memory, journal, loader };
  const load = async (key: SessionKey): Promise<Session | undefined> =>
    (records.find(key) ?? (loader.isDone ? undefined : await loader.fetch(key)))?.session;

  const store: SessionStore = {
    isRemote: true,
    load,
    peek: (key) => records.findSession(key),
    async save(key, session, expiresAtMs) {
      await memory.save(key, session, expiresAtMs);
      journal.note(key);
    },
    async replace(key, session) {
      await load(key);
      const isThere = await memory.replace(key, session);
      if (isThere) journal.note(key);
      return isThere;
    },
    async move(from, to, session) {
      await load(from);
      return move(parts, from, to, session);
    },
    async touch(activity) {
      const entries = [...activity];
      for (let start = 0; start < entries.length; start += touchedAtOnce) {
        if (start > 0) await nextTurn();
        const some = entries.slice(start, start + touchedAtOnce).filter(([key]) => records.find(key));
        await memory.touch(new Map(some));
        for (const [key] of some) journal.note(key);
      }
    },
    async remove(key) {
      await load(key);
      const isThere = await memory.remove(key);
      loader.bury([key]);
      if (isThere || journal.isWaiting(key)) await journal.writeNow([key]);
      return isThere;
    },
    async findByUser(username) {
      if (!loader.isDone) await loader.fetchUser(username);
      return memory.findByUser(username);
    },
    findNewest: async (limit) => records.newest(limit),
    removeByUser: (username, except = []) => removeByUser(parts, username, except),
    count: () => records.count(),
    async check() {
      await ends.obey();
      loader.start();
      ends.start();
    },
    async close() {
      await ends.close();
      await loader.close();
      await journal.close();
      await memory.close();
    },
  };
  const ends = obeyEnds({ store: tellEnds(store, options.onEnded), codec, kept, log });
  return store;
}

/** The old key is dead for good before anybody has the new one; where that cannot be written, the session stays what it was. */
async function move(
  { records, memory, journal, loader }: Parts,
  from: SessionKey,
  to: SessionKey,
  session: Session,
): Promise<boolean> {
  const before = records.findSession(from);
  if (before === undefined || !(await memory.move(from, to, session))) return false;
  loader.bury([from]);
  try {
    await journal.writeNow([from, to]);
    return true;
  } catch (error) {
    await memory.move(to, from, before);
    throw error;
  }
}

/** Ends first what can be ended, and fails afterwards where something could not. */
async function removeByUser(
  { records, memory, journal, loader }: Parts,
  username: string,
  except: readonly SessionKey[],
): Promise<number> {
  let failure: unknown;
  if (!loader.isDone) {
    await loader.fetchUser(username).catch((error: unknown) => {
      failure = error;
      loader.buryUser(username);
    });
  }
  const keys = records.keysOf(username).filter((key) => !except.includes(key));
  const count = await memory.removeByUser(username, except);
  loader.bury(keys);
  await journal.writeNow(keys);
  if (failure !== undefined) throw failure;
  return count;
}
