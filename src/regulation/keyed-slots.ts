/** Lets at most a number of runs with the same key go on at once; the others wait in the order in which they came. */
export interface KeyedSlots {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Slots by key; a key that nobody uses costs nothing. */
export function createKeyedSlots(slotsPerKey: number): KeyedSlots {
  const lines = new Map<string, { busy: number; readonly waiting: (() => void)[] }>();
  return {
    async run(key, task) {
      const line = lines.get(key) ?? { busy: 0, waiting: [] };
      lines.set(key, line);
      if (line.busy >= slotsPerKey) await new Promise<void>((resolve) => line.waiting.push(resolve));
      else line.busy++;
      try {
        return await task();
      } finally {
        // A slot is handed on as it is: whoever waits does not count anew.
        const next = line.waiting.shift();
        if (next !== undefined) next();
        else if (--line.busy === 0) lines.delete(key);
      }
    },
  };
}
