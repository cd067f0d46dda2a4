import { expect, test } from 'vitest';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import { describeBucketStore } from '../bucket-store.contract.ts';
import { createMemoryBucketStore } from './memory.ts';

describeBucketStore({
  name: 'memory',
  open: async (clock) => ({ store: createMemoryBucketStore({ clock }), close: async () => {} }),
});

test('a flood of addresses forgets the oldest, and not the one that is still at it', async () => {
  const store = createMemoryBucketStore({ clock: createFrozenClock() });
  const buckets = [{ requests: 2, period: 10_000 }];
  const busy = { key: 'busy', buckets };
  const quiet = { key: 'quiet', buckets };
  for (const set of [busy, quiet, quiet]) await store.take(set);
  for (let number = 0; number < 60_000; number++) await store.take({ key: `a${number}`, buckets });
  await store.take(busy);
  for (let number = 0; number < 60_000; number++) await store.take({ key: `b${number}`, buckets });
  expect(await store.take(quiet)).toBeUndefined();
  expect(await store.take(busy)).toBeDefined();
});

test('a clock that is set back refuses nobody for the time that it lost', async () => {
  const clock = createFrozenClock();
  const store = createMemoryBucketStore({ clock });
  const set = { key: 'one', buckets: [{ requests: 2, period: 10_000 }] };
  for (let taken = 0; taken < 2; taken++) expect(await store.take(set)).toBeUndefined();
  clock.advance(-3_600_000);
  expect(await store.take(set)).toBe(clock.now() + 10_000);
  clock.advance(10_000);
  expect(await store.take(set)).toBeUndefined();
});
