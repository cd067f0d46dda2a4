import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../lib/clock.ts';

/** Whether a store can be asked, as far as is known. */
export interface Outage {
  /** When it could first not be asked, and could not since; undefined while it can. */
  readonly sinceMs: number | undefined;
  /** Notes that it could not be asked. Where that is news, it is asked in the background until it answers. */
  note(): void;
  close(): Promise<void>;
}

/** What is needed to tell. */
export interface OutageOptions {
  readonly clock: Clock;
  /** How often a store that is away is asked whether it is back. */
  readonly askEveryMs: number;
  /** Rejects, in bounded time, as long as the store is away. */
  readonly check: () => Promise<void>;
  /** The store has not answered to a check: called after each. */
  readonly onAway: () => void;
  /** The store answers, again or still. Does what had to wait; gives whether nothing waits any more. Never rejects. */
  readonly onBack: () => Promise<boolean>;
}

/** Keeps account of a store. A single failure of a store that answers is none: what fails may be the one record. */
export function createOutage({ clock, askEveryMs, check, onAway, onBack }: OutageOptions): Outage {
  const closing = new AbortController();
  let sinceMs: number | undefined;
  let isWatching = false;
  let watching: Promise<void> = Promise.resolve();

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      if (await succeeds(check)) {
        sinceMs = undefined;
        if ((await onBack()) && sinceMs === undefined) break;
      } else {
        onAway();
      }
      await delay(askEveryMs, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);
    }
    isWatching = false;
  }

  return {
    get sinceMs() {
      return sinceMs;
    },
    note() {
      if (closing.signal.aborted) return;
      sinceMs ??= clock.now();
      if (isWatching) return;
      isWatching = true;
      watching = watch();
    },
    async close() {
      closing.abort();
      await watching;
    },
  };
}

async function succeeds(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}
