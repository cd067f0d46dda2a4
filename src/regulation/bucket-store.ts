import type { TokenBucket } from './token-bucket.ts';

/** The buckets of one limit for one address. */
export interface BucketSet {
  /** What they are kept under; other limits, addresses and settings have another key. */
  readonly key: string;
  readonly buckets: readonly TokenBucket[];
}

/** Keeps token buckets. */
export interface BucketStore {
  /**
   * Takes one token from every bucket where each has one, else none, in one step that nothing comes between. Gives undefined, or the moment
   * from which each has one, in milliseconds since 1970 UTC.
   */
  take(set: BucketSet): Promise<number | undefined>;
  /** Gives one token back to every bucket. */
  giveBack(set: BucketSet): Promise<void>;
}
