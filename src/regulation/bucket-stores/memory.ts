import type { Clock } from '../../lib/clock.ts';
import { createForwardClock } from '../../lib/forward-clock.ts';
import type { BucketSet, BucketStore } from '../bucket-store.ts';
import { afterTaking, type FullAgainAtMs, tokenAtMs } from '../token-bucket.ts';

/** Some 20 MB. Beyond it the addresses that were heard of longest ago are forgotten, so that a flood of addresses cannot fill the memory. */
const maximumKeys = 100_000;

/** Buckets of this process alone. A clock that is set back by an hour refuses nobody for an hour. */
export function createMemoryBucketStore({ clock: timeOfDay }: { readonly clock: Clock }): BucketStore {
  const clock = createForwardClock(timeOfDay);
  const sets = new Map<string, readonly FullAgainAtMs[]>();

  function put(key: string, moments: readonly FullAgainAtMs[]): void {
    // Deleted first, so that the map stays in the order of last use.
    sets.delete(key);
    const [oldest] = sets.size >= maximumKeys ? sets.keys() : [];
    if (oldest !== undefined) sets.delete(oldest);
    sets.set(key, moments);
  }

  return {
    async take({ key, buckets }) {
      const nowMs = clock.now();
      const known = sets.get(key) ?? [];
      const freeAtMs = Math.max(
        ...buckets.map((bucket, index) => tokenAtMs(bucket, known[index] ?? 0, nowMs)),
      );
      if (freeAtMs > nowMs) return clock.toTimeOfDay(freeAtMs);
      put(
        key,
        buckets.map((bucket, index) => afterTaking(bucket, known[index] ?? 0, nowMs)),
      );
      return undefined;
    },
    async giveBack({ key, buckets }: BucketSet) {
      const known = sets.get(key);
      if (known === undefined) return;
      put(
        key,
        buckets.map(({ period }, index) => (known[index] ?? 0) - period),
      );
    },
  };
}
