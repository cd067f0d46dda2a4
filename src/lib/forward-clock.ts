import type { Clock } from './clock.ts';

/** A clock for what is counted in time gone by, and not by the time of day. */
export interface ForwardClock extends Clock {
  /** The time of day, by the clock as it is set now, at which this one will show that. */
  toTimeOfDay(atMs: number): number;
}

/** Goes as the other one does, but stands still where that is set back, and goes on from there. */
export function createForwardClock(clock: Clock): ForwardClock {
  let [lastMs, aheadMs] = [Number.NEGATIVE_INFINITY, 0];
  return {
    now() {
      const timeMs = clock.now();
      aheadMs = Math.max(aheadMs, lastMs - timeMs);
      lastMs = timeMs + aheadMs;
      return lastMs;
    },
    toTimeOfDay: (atMs) => atMs - aheadMs,
  };
}
