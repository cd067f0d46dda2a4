import type { Log } from '../../lib/log.ts';
import type { BucketStore } from '../bucket-store.ts';

/** Two stores, of which the second stands in while the first is away. */
export interface FallbackOptions {
  readonly shared: BucketStore;
  readonly own: BucketStore;
  readonly log: Log;
}

/** Limits hold while the shared store is away, for each instance alone; one line in the log tells when that begins, one when it ends. */
export function withFallback({ shared, own, log }: FallbackOptions): BucketStore {
  let isAway = false;

  async function first<T>(ask: (store: BucketStore) => Promise<T>): Promise<T> {
    try {
      const answer = await ask(shared);
      if (isAway) log.info('rate limits are shared again');
      isAway = false;
      return answer;
    } catch (error) {
      if (!isAway) log.warn({ err: error }, 'rate limits cannot be shared: each instance counts for itself');
      isAway = true;
      return ask(own);
    }
  }

  return {
    take: (set) => first((store) => store.take(set)),
    giveBack: (set) => first((store) => store.giveBack(set)),
  };
}
