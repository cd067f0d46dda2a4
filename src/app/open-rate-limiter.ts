import { createMemoryBucketStore } from '../regulation/bucket-stores/memory.ts';
import { createRedisBucketStore, type ScriptRunner } from '../regulation/bucket-stores/redis.ts';
import { withFallback } from '../regulation/bucket-stores/with-fallback.ts';
import { createRateLimiter, type RateLimiter } from '../regulation/rate-limiter.ts';
import type { World } from './world.ts';

/** Limits are shared where the sessions are. */
export function openRateLimiter({ config, clock, log }: World, redis: ScriptRunner | undefined): RateLimiter {
  const { secret } = config.session;
  const own = createMemoryBucketStore({ clock });
  const shared = redis && secret && createRedisBucketStore({ redis, secret, clock });
  const store = shared ? withFallback({ shared, own, log }) : own;
  return createRateLimiter({ limits: config.server.endpoints.rate_limits ?? {}, store, log });
}
