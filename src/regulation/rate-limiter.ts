import type { RateLimitsConfig } from '../config/sections/server/rate-limits.ts';
import type { Log } from '../lib/log.ts';
import { addressBlock } from './address-block.ts';
import type { BucketSet, BucketStore } from './bucket-store.ts';

/** The limits, by their keys in `server.endpoints.rate_limits`. */
export type RateLimitName = keyof RateLimitsConfig;

/** Whether a request may go on; if not, from when it may be tried again, in milliseconds since 1970 UTC. */
export type RateLimitVerdict =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly retryAtMs: number };

/** Whom a limit holds for: the canonical address of a client, undefined where it cannot be told; or a person, wherever they are. */
export type RateLimited = string | undefined | { readonly username: string };

/** Limits how often one client may use what invites guessing (behaviour.md §4.4). */
export interface RateLimiter {
  /** Counts a request, before anybody knows what comes of it. */
  take(limit: RateLimitName, who: RateLimited): Promise<RateLimitVerdict>;
  /** Tells what came of a request that was let through: limits that count failures alone forget it unless it failed. */
  settle(limit: RateLimitName, who: RateLimited, hasFailed: boolean): Promise<void>;
}

/** What a limiter needs. */
export interface RateLimiterOptions {
  /** `server.endpoints.rate_limits`; a limit without buckets is none. */
  readonly limits: Partial<RateLimitsConfig>;
  readonly store: BucketStore;
  readonly log: Log;
}

/**
 * Limits that count failures alone. They take their token first all the same, so that requests sent all at once cannot outrun them, and
 * give it back after a success.
 */
const countsFailuresOnly: ReadonlySet<RateLimitName> = new Set<RateLimitName>([
  'first_factor',
  'openid_connect_token',
  'openid_connect_pushed_authorization_request',
  'openid_connect_userinfo',
  'openid_connect_introspection',
  'openid_connect_revocation',
  'openid_connect_user_code',
  'openid_connect_registration',
]);

/** Those whose address cannot be told share one set of buckets: hiding it wins nothing. */
const unknownAddress = 'unknown';

/** A limiter over token buckets by limit and address; an IPv6 address counts as its /64. */
export function createRateLimiter({ limits, store, log }: RateLimiterOptions): RateLimiter {
  const setOf = (limit: RateLimitName, who: RateLimited): BucketSet | undefined => {
    const config = limits[limit];
    if (config === undefined || !config.enable || config.buckets.length === 0) return undefined;
    const settings = config.buckets.map(({ requests, period }) => `${requests}/${period}`).join(',');
    return { key: `${limit} ${settings} ${nameOf(who)}`, buckets: config.buckets };
  };
  return {
    async take(limit, who) {
      const set = setOf(limit, who);
      const retryAtMs = set && (await store.take(set));
      if (retryAtMs === undefined) return { isAllowed: true };
      log.info(
        { limit, ...told(who), until: new Date(retryAtMs).toISOString() },
        'a rate limit refused a request',
      );
      return { isAllowed: false, retryAtMs };
    },
    async settle(limit, who, hasFailed) {
      const set = setOf(limit, who);
      if (set !== undefined && !hasFailed && countsFailuresOnly.has(limit)) await store.giveBack(set);
    },
  };
}

function nameOf(who: RateLimited): string {
  if (typeof who === 'object') return `user:${who.username}`;
  return (who === undefined ? undefined : addressBlock(who)) ?? unknownAddress;
}

function told(who: RateLimited) {
  return typeof who === 'object' ? { username: who.username } : { remote_ip: who };
}
