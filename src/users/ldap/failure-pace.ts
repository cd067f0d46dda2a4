import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';

/** How many of the last failures are remembered. */
const remembered = 32;

/** What the pace is kept with. */
export interface FailurePaceOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Waits that many milliseconds; the machine's own timer unless a test has another. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

interface Verdicts {
  readonly isRight: boolean;
}

/** Makes failures for people who do not exist last as long as those for people who do. */
export interface FailurePace {
  /** Runs a bind that fails for a person who exists, or may do so: how long a failure takes is remembered. */
  ofSomebody<Verdict extends Verdicts>(bind: () => Promise<Verdict>): Promise<Verdict>;
  /** Runs a bind as nobody, and waits as long as it would have taken for somebody. */
  ofNobody<Verdict>(bind: () => Promise<Verdict>): Promise<Verdict>;
}

/**
 * A directory computes no digest for a name that it does not know, and writes no count of failures, so that it answers sooner. Nobody is
 * therefore given the time that a failure of somebody took, one of the last, picked at random: it follows the directory's load.
 */
export function createFailurePace({ clock, random, wait = delay }: FailurePaceOptions): FailurePace {
  const durationsMs: number[] = [];

  function pick(): number {
    const [byte = 0] = random.bytes(1);
    return durationsMs[byte % Math.max(durationsMs.length, 1)] ?? 0;
  }

  return {
    async ofSomebody(bind) {
      const startMs = clock.now();
      const verdict = await bind();
      if (!verdict.isRight) durationsMs.push(Math.max(0, clock.now() - startMs));
      if (durationsMs.length > remembered) durationsMs.shift();
      return verdict;
    },
    async ofNobody(bind) {
      const endMs = clock.now() + pick();
      const verdict = await bind();
      const leftMs = endMs - clock.now();
      if (leftMs > 0) await wait(leftMs);
      return verdict;
    },
  };
}
