import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../lib/app-error.ts';
import type { Log } from '../../../lib/log.ts';
import type { KeptSessions } from '../../../storage/kept-sessions.ts';
import type { SessionKey } from '../../store.ts';
import type { MemoryRecords } from '../memory/records.ts';
import type { SessionCodec } from './session-codec.ts';

/** What changed is written within this time; the promise is one second. */
const batchMs = 400;

/** After a failure it is tried again in this time. */
const retryMs = 1000;

/** So many sessions are sealed and written in one go: nobody else is answered meanwhile. */
const writtenAtOnce = 200;

/** Writes sessions to the durable storage as they are in memory at the time of writing, so that order and repetition do no harm. */
export interface Journal {
  /** Notes that a session changed, came or went: it is written with the next batch. */
  note(key: SessionKey): void;
  /**
   * Writes these now, and all that went and could not be written before. Throws `AppError` `session-store-unavailable` where that cannot be done;
   * then it is tried again until it is.
   */
  writeNow(keys: readonly SessionKey[]): Promise<void>;
  /** Whether it waits to be written. */
  isWaiting(key: SessionKey): boolean;
  /** Writes what waits, once, and stops. Never throws. */
  close(): Promise<void>;
}

/** What a journal needs. */
export interface JournalOptions {
  readonly records: MemoryRecords;
  readonly codec: SessionCodec;
  readonly kept: KeptSessions;
  readonly log: Log;
}

/** One writer: what it writes never overtakes what it wrote before. */
export function createJournal(options: JournalOptions): Journal {
  const { log } = options;
  const waiting = new Set<SessionKey>();
  const urgent = new Set<SessionKey>();
  const write = createWriter(options);
  let last: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  /** Takes keys out of both sets while they are written; what fails comes back. */
  async function writeSome(keys: readonly SessionKey[]): Promise<void> {
    const hurried = keys.filter((key) => urgent.delete(key));
    for (const key of keys) waiting.delete(key);
    try {
      await write(keys);
    } catch (error) {
      for (const key of keys) waiting.add(key);
      for (const key of hurried) urgent.add(key);
      ringIn(retryMs);
      throw error;
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  async function writeAll(from: ReadonlySet<SessionKey>): Promise<void> {
    while (from.size > 0) {
      await writeSome([...from.values().take(writtenAtOnce)]);
      await nextTurn();
    }
  }

  function ringIn(delayMs: number): void {
    if (isClosed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      // The writer itself tells the log.
      inTurn(() => writeAll(waiting)).catch(() => undefined);
    }, delayMs).unref();
  }

  return {
    note(key) {
      waiting.add(key);
      ringIn(batchMs);
    },
    writeNow(keys) {
      for (const key of keys) urgent.add(key);
      return inTurn(() => writeAll(urgent));
    },
    isWaiting: (key) => waiting.has(key) || urgent.has(key),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      for (const key of urgent) waiting.add(key);
      await inTurn(() => writeAll(waiting)).catch(() => undefined);
      if (waiting.size > 0) log.error({ sessions: waiting.size }, 'changes of sessions were lost');
    },
  };
}

/** Writes the state of keys, and tells the log once when that fails, once when it works again. */
function createWriter({ records, codec, kept, log }: JournalOptions) {
  let isAway = false;
  return async (keys: readonly SessionKey[]): Promise<void> => {
    const found = keys.map((key) => ({ key, record: records.find(key) }));
    const changes = {
      kept: found.flatMap(({ key, record }) =>
        record === undefined ? [] : [codec.close(key, record.session, record.expiresAtMs)],
      ),
      gone: found.filter(({ record }) => record === undefined).map(({ key }) => key),
    };
    try {
      await kept.write(changes);
    } catch (error) {
      if (!isAway)
        log.error(
          { err: error },
          'sessions cannot be written: they go on from memory, and are written later',
        );
      isAway = true;
      throw new AppError('session-store-unavailable', 'Sessions cannot be written at the moment.', {
        cause: error,
      });
    }
    if (isAway) log.info('sessions are written again');
    isAway = false;
  };
}
