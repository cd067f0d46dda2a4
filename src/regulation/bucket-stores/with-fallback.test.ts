import { expect, test } from 'vitest';
import { createCollectingLog } from '../../../tests/support/collecting-log.ts';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import type { BucketStore } from '../bucket-store.ts';
import { createMemoryBucketStore } from './memory.ts';
import { withFallback } from './with-fallback.ts';

test('limits hold while the shared store is away, and the log tells once', async () => {
  const clock = createFrozenClock();
  const remote = createMemoryBucketStore({ clock });
  let isAway = false;
  const reach = <T>(ask: (store: BucketStore) => Promise<T>) =>
    isAway ? Promise.reject(new Error('away')) : ask(remote);
  const shared: BucketStore = {
    take: (set) => reach((store) => store.take(set)),
    giveBack: (set) => reach((store) => store.giveBack(set)),
  };
  const { log, lines } = createCollectingLog();
  const store = withFallback({ shared, own: createMemoryBucketStore({ clock }), log });
  const set = { key: 'one', buckets: [{ requests: 2, period: 10_000 }] };
  await store.take(set);
  isAway = true;
  for (let taken = 0; taken < 2; taken++) expect(await store.take(set)).toBeUndefined();
  expect(await store.take(set)).toBeDefined();
  isAway = false;
  expect(await store.take(set)).toBeUndefined();
  expect(await store.take(set)).toBeDefined();
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
});
