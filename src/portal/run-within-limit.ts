import type { Answer } from '../http/answer.ts';
import type { RateLimiter } from '../regulation/rate-limiter.ts';
import type { Endpoint } from './endpoint.ts';
import type { PortalRequest } from './portal-request.ts';
import type { Refusal } from './run-endpoint.ts';

/** A request that came too soon after others. */
export interface TooMany {
  readonly reason: 'too-many';
  /** From when it may be tried again, in milliseconds since 1970 UTC. */
  readonly retryAtMs: number;
}

/**
 * Runs an endpoint behind its rate limit, if it has one. Answers from 400 on count as failures; where something was away, and this throws,
 * nobody failed.
 */
export async function runWithinLimit(
  { rateLimit }: Endpoint,
  { address }: PortalRequest,
  rateLimiter: RateLimiter,
  run: () => Promise<Answer | Refusal>,
): Promise<Answer | Refusal | TooMany> {
  if (rateLimit === undefined) return run();
  const verdict = await rateLimiter.take(rateLimit, address);
  if (!verdict.isAllowed) return { reason: 'too-many', retryAtMs: verdict.retryAtMs };
  let hasFailed = false;
  try {
    const outcome = await run();
    hasFailed =
      typeof outcome === 'string' || 'reason' in outcome || (outcome.status >= 400 && outcome.status < 500);
    return outcome;
  } finally {
    await rateLimiter.settle(rateLimit, address, hasFailed);
  }
}

/** `Retry-After` as an HTTP date (behaviour.md §1.1), which has no milliseconds: never earlier than it is true. */
export function retryAfter({ retryAtMs }: TooMany): readonly [string, string] {
  return ['Retry-After', new Date(Math.ceil(retryAtMs / 1000) * 1000).toUTCString()];
}
