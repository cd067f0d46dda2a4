import { setTimeout as delay } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import type { Log } from '../../../lib/log.ts';

/** How often a lost server is asked whether it is back. */
const probeEveryMs = 100;

/** Whether a server can be used, as far as is known. */
export interface Availability {
  /** `new` until it was reached for the first time; `lost` between a failure and the next success; `closed` for good. */
  readonly state: 'new' | 'there' | 'lost' | 'closed';
  /** What went wrong last; undefined while nothing has. */
  readonly lastError: Error | undefined;
  /** Notes that the server was reached for the first time. */
  noteOpened(): void;
  /**
   * Notes an error for those who ask what is wrong. At start a server's refusal (a wrong password) says more than the failed attempts at
   * other servers that come with it.
   */
  noteError(error: Error): void;
  /** Notes that the server cannot be used, and begins to ask for it where that is news. */
  noteLoss(error: Error): void;
  /** Notes that nobody wants to use it any more. */
  noteClosed(): void;
}

/** What is needed to tell; `probe` rejects, in bounded time, as long as the server is of no use. */
export interface AvailabilityOptions {
  readonly probe: () => Promise<unknown>;
  readonly log: Log;
  /** Where the server is, for the log. */
  readonly address: string;
}

/** Keeps account of a server: one line in the log when it is lost, one when it is back, and nobody need ask in between. */
export function createAvailability({ probe, log, address }: AvailabilityOptions): Availability {
  let state: Availability['state'] = 'new';
  let lastError: Error | undefined;

  async function waitUntilBack(): Promise<void> {
    const sinceMs = performance.now();
    while (state === 'lost') {
      await delay(probeEveryMs, undefined, { ref: false });
      if (!(await succeeds(probe)) || state !== 'lost') continue;
      state = 'there';
      log.info({ redis: address, away_ms: Math.round(performance.now() - sinceMs) }, 'session store is back');
    }
  }

  return {
    get state() {
      return state;
    },
    get lastError() {
      return lastError;
    },
    noteOpened() {
      if (state === 'new') state = 'there';
    },
    noteError(error) {
      if (state === 'new' && isRefusal(lastError) && !isRefusal(error)) return;
      lastError = error;
    },
    noteLoss(error) {
      lastError = error;
      if (state !== 'there') return;
      state = 'lost';
      log.error({ redis: address, err: error }, 'session store lost: requests are refused until it is back');
      void waitUntilBack();
    },
    noteClosed() {
      state = 'closed';
    },
  };
}

/** Whether a server answered, and said no; Sentinel's client wraps such answers. */
function isRefusal(error: unknown): boolean {
  return error instanceof ErrorReply || (error instanceof Error && error.cause instanceof ErrorReply);
}

async function succeeds(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}
