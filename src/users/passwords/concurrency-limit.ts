import { AppError } from '../../lib/app-error.ts';

/** Lets a bounded amount of work run at once, the rest wait in turn, and refuses what would wait too long. */
export interface ConcurrencyLimit {
  /** Runs the work when its turn comes. `weight` is the number of places it takes, from 1; more than all places means all. Throws `AppError` `overloaded`. */
  run<T>(weight: number, work: () => Promise<T>): Promise<T>;
}

/** A limit of that many places; `maximumWaiting` is the number of works that may wait for one. */
export function createConcurrencyLimit(options: {
  readonly places: number;
  readonly maximumWaiting: number;
}): ConcurrencyLimit {
  const waiting: { readonly weight: number; readonly start: () => void }[] = [];
  let free = options.places;

  function startNext(): void {
    for (let next = waiting[0]; next !== undefined && next.weight <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.weight;
      next.start();
    }
  }

  return {
    async run(wanted, work) {
      const weight = Math.min(Math.max(1, Math.ceil(wanted)), options.places);
      if (waiting.length >= options.maximumWaiting) {
        throw new AppError('overloaded', 'Too many people are signing in at once. Try again in a moment.');
      }
      await new Promise<void>((start) => {
        waiting.push({ weight, start });
        startNext();
      });
      try {
        return await work();
      } finally {
        free += weight;
        startNext();
      }
    },
  };
}
