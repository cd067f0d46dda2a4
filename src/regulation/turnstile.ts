/** Lets attempts on a subject in one after the other, and only so many at once as may go wrong. */
export interface Turnstile {
  /**
   * Runs the task as soon as fewer tasks of its key run than `allowed` gives, but always one. `allowed` is asked when the task is next in
   * line, and again whenever a task ended meanwhile; what it rejects with, `run` rejects with.
   */
  run<T>(key: string, allowed: () => Promise<number>, task: () => Promise<T>): Promise<T>;
}

interface Line {
  /** Tasks that run. */
  running: number;
  /** Tasks that have ended: a number that `allowed` gave before the last end says nothing any more. */
  ended: number;
  /** The turn of whoever came last; the next one waits for it. */
  lastTurn: Promise<unknown>;
  /** Those in line, with the one whose turn it is. */
  waiting: number;
  /** Wakes the one whose turn it is, where it waits for an end. */
  wake: (() => void) | undefined;
}

/** A turnstile whose keys cost nothing while nobody is at them. */
export function createTurnstile(): Turnstile {
  const lines = new Map<string, Line>();

  async function enter(line: Line, allowed: () => Promise<number>): Promise<void> {
    for (;;) {
      const { ended } = line;
      const most = Math.max(1, await allowed());
      if (line.ended !== ended) continue;
      if (line.running < most) break;
      await new Promise<void>((resolve) => {
        line.wake = resolve;
      });
    }
    line.running++;
  }

  function tidy(key: string, line: Line): void {
    if (line.running === 0 && line.waiting === 0) lines.delete(key);
  }

  return {
    async run(key, allowed, task) {
      const line = lines.get(key) ?? emptyLine();
      lines.set(key, line);
      line.waiting++;
      const turn = line.lastTurn.then(() => enter(line, allowed));
      line.lastTurn = turn.catch(() => undefined);
      try {
        await turn.finally(() => line.waiting--);
      } catch (error) {
        tidy(key, line);
        throw error;
      }
      try {
        return await task();
      } finally {
        line.running--;
        line.ended++;
        line.wake?.();
        line.wake = undefined;
        tidy(key, line);
      }
    },
  };
}

function emptyLine(): Line {
  return { running: 0, ended: 0, lastTurn: Promise.resolve(), waiting: 0, wake: undefined };
}
