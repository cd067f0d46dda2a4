import type { Log } from './log.ts';
import { reasonOf } from './reason-of.ts';

/** Work that nobody waits for, bounded: what is more than it can take is refused at once. */
export interface BackgroundWork {
  /** Takes a task, which begins when its turn comes; false where there is no room for it. What a task throws is logged. */
  run(what: string, task: () => Promise<void>): boolean;
  /** Gives when all that was taken is done. */
  settled(): Promise<void>;
  /** Takes nothing more, and gives when all that was taken is done. */
  close(): Promise<void>;
}

/** What background work stands on. */
export interface BackgroundWorkOptions {
  /** How many tasks run at once. */
  readonly workers: number;
  /** How many more may wait. */
  readonly maxWaiting: number;
  readonly log: Log;
}

/** Background work in the order in which it was taken. */
export function createBackgroundWork({ workers, maxWaiting, log }: BackgroundWorkOptions): BackgroundWork {
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();
  let isClosed = false;

  function begin(task: () => Promise<void>): void {
    const work = task().finally(() => {
      running.delete(work);
      const next = waiting.shift();
      if (next !== undefined) begin(next);
    });
    running.add(work);
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    run(what, task) {
      if (isClosed || waiting.length >= maxWaiting) return false;
      const guarded = async () => {
        try {
          await task();
        } catch (error) {
          log.error({ err: error, reason: reasonOf(error) }, `${what} failed`);
        }
      };
      if (running.size < workers) begin(guarded);
      else waiting.push(guarded);
      return true;
    },
    settled,
    async close() {
      isClosed = true;
      await settled();
    },
  };
}
