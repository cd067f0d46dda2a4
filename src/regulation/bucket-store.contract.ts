import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../tests/support/frozen-clock.ts';
import type { Clock } from '../lib/clock.ts';
import type { BucketSet, BucketStore } from './bucket-store.ts';

/** A store under test. */
export interface BucketStoreUnderTest {
  readonly name: string;
  /** A store that is empty for the keys of each test. */
  readonly open: (clock: Clock) => Promise<{ readonly store: BucketStore; close(): Promise<void> }>;
}

const second = 1_000;
let count = 0;

/** What every store of token buckets must do. */
export function describeBucketStore({ name, open }: BucketStoreUnderTest): void {
  describe(`token buckets in ${name}`, () => {
    let clock: FrozenClock;
    let opened: Awaited<ReturnType<BucketStoreUnderTest['open']>>;
    beforeEach(async () => {
      clock = createFrozenClock();
      opened = await open(clock);
    });
    afterEach(() => opened.close());

    const set = (...buckets: readonly (readonly [number, number])[]): BucketSet => ({
      key: `set ${count++}`,
      buckets: buckets.map(([requests, period]) => ({ requests, period })),
    });

    test('a bucket gives what it holds, then one per period', async () => {
      const one = set([3, 10 * second]);
      for (let taken = 0; taken < 3; taken++) expect(await opened.store.take(one)).toBeUndefined();
      expect(await opened.store.take(one)).toBe(clock.now() + 10 * second);
      clock.advance(10 * second - 1);
      expect(await opened.store.take(one)).toBe(clock.now() + 1);
      clock.advance(1);
      expect(await opened.store.take(one)).toBeUndefined();
      expect(await opened.store.take(one)).toBe(clock.now() + 10 * second);
    });

    test('a bucket left alone is full again, and no fuller', async () => {
      const one = set([2, 10 * second]);
      for (let taken = 0; taken < 2; taken++) await opened.store.take(one);
      clock.advance(3600 * second);
      for (let taken = 0; taken < 2; taken++) expect(await opened.store.take(one)).toBeUndefined();
      expect(await opened.store.take(one)).toBe(clock.now() + 10 * second);
    });

    test('of several buckets each must have one, and a refusal takes none', async () => {
      const both = set([2, 10 * second], [3, 60 * second]);
      for (let taken = 0; taken < 2; taken++) await opened.store.take(both);
      for (let refused = 0; refused < 5; refused++)
        expect(await opened.store.take(both)).toBe(clock.now() + 10 * second);
      clock.advance(10 * second);
      expect(await opened.store.take(both)).toBeUndefined();
      clock.advance(10 * second);
      expect(await opened.store.take(both)).toBe(clock.now() + 40 * second);
    });

    test('keys have buckets of their own', async () => {
      const [one, other] = [set([1, 10 * second]), set([1, 10 * second])];
      await opened.store.take(one);
      expect(await opened.store.take(other)).toBeUndefined();
    });

    test('what is given back can be taken again, and no more than that', async () => {
      const one = set([2, 10 * second]);
      await opened.store.giveBack(one);
      for (let taken = 0; taken < 2; taken++) await opened.store.take(one);
      await opened.store.giveBack(one);
      expect(await opened.store.take(one)).toBeUndefined();
      expect(await opened.store.take(one)).toBe(clock.now() + 10 * second);
      clock.advance(3600 * second);
      await opened.store.giveBack(one);
      for (let taken = 0; taken < 2; taken++) expect(await opened.store.take(one)).toBeUndefined();
      expect(await opened.store.take(one)).toBeDefined();
    });

    test('of fifty at once no more are let through than the bucket holds', async () => {
      const one = set([10, 10 * second]);
      const verdicts = await Promise.all([...Array(50)].map(() => opened.store.take(one)));
      expect(verdicts.filter((retryAtMs) => retryAtMs === undefined)).toHaveLength(10);
    });
  });
}
