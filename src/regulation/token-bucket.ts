/** A bucket that holds `requests` tokens and gets one back per `period` milliseconds (behaviour.md §4.4). */
export interface TokenBucket {
  readonly requests: number;
  readonly period: number;
}

/**
 * What a bucket lacks is kept as one moment: when it is full again, in milliseconds since 1970 UTC (the generic cell rate algorithm). A
 * moment that is past, or none, is a full bucket.
 */
export type FullAgainAtMs = number;

/** When the bucket has a token to give: now, or a later moment. */
export function tokenAtMs(bucket: TokenBucket, fullAgainAtMs: FullAgainAtMs, nowMs: number): number {
  return Math.max(nowMs, fullAgainAtMs - (bucket.requests - 1) * bucket.period);
}

/** The bucket after one token was taken. */
export function afterTaking(bucket: TokenBucket, fullAgainAtMs: FullAgainAtMs, nowMs: number): FullAgainAtMs {
  return Math.max(nowMs, fullAgainAtMs) + bucket.period;
}
