import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../lib/app-error.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import type { KeptSession, KeptSessions } from '../../../storage/kept-sessions.ts';
import type { SessionKey } from '../../store.ts';
import type { MemoryRecord, MemoryRecords } from '../memory/records.ts';
import type { Journal } from './journal.ts';
import type { SessionCodec } from './session-codec.ts';

/** So many are opened in one go: nobody else is answered meanwhile. */
const loadedAtOnce = 200;

const retryMs = 500;

/** Brings what was kept back to memory: all of it in the background, and at once what is asked for before its turn has come. */
export interface Loader {
  /** Whether all is in memory: then what is not there does not exist. */
  readonly isDone: boolean;
  /** Begins to load in the background. */
  start(): void;
  /** Looks for one that may not be loaded yet. Throws `AppError` `session-store-unavailable`. */
  fetch(key: SessionKey): Promise<MemoryRecord | undefined>;
  /** Loads all of a user's. Throws `AppError` `session-store-unavailable`. */
  fetchUser(username: string): Promise<void>;
  /** Makes sure that what is ended is never loaded any more. */
  bury(keys: readonly SessionKey[]): void;
  /** The same for all of a user's that are not in memory: they are removed when they are met. */
  buryUser(username: string): void;
  close(): Promise<void>;
}

/** What a loader needs. */
export interface LoaderOptions {
  readonly records: MemoryRecords;
  readonly codec: SessionCodec;
  readonly kept: KeptSessions;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
}

/** A loader; what is in memory already is newer than what is kept, and stays. */
export function createLoader(options: LoaderOptions): Loader {
  const { codec, kept, log } = options;
  const buriedUsers = new Set<string>();
  const buried = new Set<SessionKey>();
  const closing = new AbortController();
  let isDone = false;
  let underWay: Promise<void> = Promise.resolve();

  const adopt = (one: KeptSession): MemoryRecord | undefined =>
    buried.has(one.key) ? undefined : adoptInto(options, one, buriedUsers.has(one.userDigest));

  async function loadAll(): Promise<void> {
    const startedAtMs = performance.now();
    let sessions = 0;
    for (let afterId = 0; !closing.signal.aborted; ) {
      const page = await pageWithPatience(options, afterId, closing.signal);
      for (const one of page.kept) sessions += adopt(one) === undefined ? 0 : 1;
      if (page.kept.length < loadedAtOnce) break;
      afterId = page.lastId;
      await nextTurn();
    }
    if (closing.signal.aborted) return;
    isDone = true;
    buried.clear();
    buriedUsers.clear();
    const tookMs = Math.round(performance.now() - startedAtMs);
    if (sessions > 0) log.info({ sessions, took_ms: tookMs }, 'sessions of before are loaded');
  }

  return {
    get isDone() {
      return isDone;
    },
    start() {
      underWay = loadAll().catch((error: unknown) => {
        if (!closing.signal.aborted) log.error({ err: error }, 'sessions of before cannot be loaded');
      });
    },
    async fetch(key) {
      const one = await orUnavailable(() => kept.find(key));
      return one && adopt(one);
    },
    async fetchUser(username) {
      const digest = codec.userDigest(username);
      for (const one of await orUnavailable(() => kept.findByUser(digest))) adopt(one);
    },
    bury(keys) {
      if (!isDone) for (const key of keys) buried.add(key);
    },
    buryUser(username) {
      if (!isDone) buriedUsers.add(codec.userDigest(username));
    },
    async close() {
      closing.abort();
      await underWay;
    },
  };
}

function adoptInto(
  { records, codec, journal, clock }: LoaderOptions,
  one: KeptSession,
  isEnded: boolean,
): MemoryRecord | undefined {
  const known = records.find(one.key);
  if (known !== undefined || one.expiresAtMs <= clock.now()) return known;
  if (isEnded) {
    journal.note(one.key);
    return undefined;
  }
  const session = codec.open(one);
  if (session === undefined) return undefined;
  const record = { session, expiresAtMs: one.expiresAtMs };
  records.add(one.key, record);
  return record;
}

/** A page, however long the storage is away. */
async function pageWithPatience({ kept, log }: LoaderOptions, afterId: number, signal: AbortSignal) {
  for (;;) {
    try {
      return await kept.page(afterId, loadedAtOnce);
    } catch (error) {
      log.debug({ err: error }, 'sessions of before cannot be loaded yet');
      await delay(retryMs, undefined, { ref: false, signal });
    }
  }
}

async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('session-store-unavailable', 'Sessions cannot be read at the moment.', { cause });
  }
}
