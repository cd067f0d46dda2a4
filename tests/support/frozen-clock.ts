import type { Clock } from '../../src/lib/clock.ts';

/** A clock that stands still until a test moves it. */
export interface FrozenClock extends Clock {
  /** Moves the clock on by that many milliseconds. */
  advance(milliseconds: number): void;
}

/** A frozen clock; without a start it shows 2026-01-01 00:00 UTC. */
export function createFrozenClock(startMs = Date.UTC(2026, 0, 1)): FrozenClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(milliseconds) {
      nowMs += milliseconds;
    },
  };
}
