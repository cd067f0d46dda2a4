import { setTimeout as delay } from 'node:timers/promises';

/** The first pause between two questions and the longest one, in milliseconds; each is twice the one before. */
const [firstPauseMs, longestPauseMs] = [50, 1000];

/** How to ask. */
export interface AskUntilBackOptions {
  /** Rejects, in bounded time, as long as what was lost is of no use. */
  readonly probe: () => Promise<unknown>;
  /** Gives up when it is aborted. */
  readonly signal: AbortSignal;
  /** How long to wait after a failure, in milliseconds, given the usual pause. Default: that. */
  readonly pauseAfter?: (failure: unknown, usualMs: number) => number;
}

/** Asks at once, then ever less often, until the answer is no failure; gives how long that took, in milliseconds, or undefined when given up. */
export async function askUntilBack({
  probe,
  signal,
  pauseAfter = (_failure, usualMs) => usualMs,
}: AskUntilBackOptions): Promise<number | undefined> {
  const sinceMs = performance.now();
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      await probe();
      break;
    } catch (error) {
      await delay(pauseAfter(error, pauseMs), undefined, { ref: false, signal }).catch(() => undefined);
    }
  }
  return signal.aborted ? undefined : Math.round(performance.now() - sinceMs);
}
