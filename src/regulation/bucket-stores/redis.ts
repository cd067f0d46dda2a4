import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { deriveKey } from '../../lib/seal.ts';
import type { BucketSet, BucketStore } from '../bucket-store.ts';

/** Runs scripts in a Redis; `src/app.ts` hands in the connection that the sessions use. Rejects while Redis is away. */
export interface ScriptRunner {
  runScript(
    script: { readonly source: string; readonly sha1: string },
    keys: readonly string[],
    values: readonly (string | number)[],
  ): Promise<unknown>;
}

/** What the store needs. */
export interface RedisBucketStoreOptions {
  readonly redis: ScriptRunner;
  /** `session.secret`: instances that share buckets must share it. */
  readonly secret: string;
  readonly clock: Clock;
}

/** The braces make a cluster keep all of them in the place of the sessions. */
const prefix = '{gatehouse}:rate-limit:';

/** KEYS the set, a hash of moments by the bucket's number. ARGV now, then requests and period of each bucket. */
const takeScript = script(`
local now = tonumber(ARGV[1])
local free, moments, last = now, {}, 0
for index = 2, #ARGV, 2 do
  local requests, period = tonumber(ARGV[index]), tonumber(ARGV[index + 1])
  local full = tonumber(redis.call('HGET', KEYS[1], index) or '0')
  free = math.max(free, full - (requests - 1) * period)
  moments[index] = math.max(now, full) + period
  last = math.max(last, moments[index])
end
if free > now then return free end
for index, moment in pairs(moments) do redis.call('HSET', KEYS[1], index, string.format('%.0f', moment)) end
redis.call('PEXPIRE', KEYS[1], last - now)
return 0
`);

/** As above, without now. */
const giveBackScript = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for index = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], index, '-' .. ARGV[index + 1]) end
return 1
`);

/** Buckets that all instances share. Keys are keyed hashes: no address can be read there. */
export function createRedisBucketStore({ redis, secret, clock }: RedisBucketStoreOptions): BucketStore {
  const key = deriveKey(secret, 'gatehouse rate limit key');
  const keysOf = (set: BucketSet) => [prefix + createHmac('sha256', key).update(set.key).digest('base64url')];
  const valuesOf = ({ buckets }: BucketSet) => [
    clock.now(),
    ...buckets.flatMap(({ requests, period }) => [requests, period]),
  ];
  return {
    async take(set) {
      const freeAtMs = Number(await redis.runScript(takeScript, keysOf(set), valuesOf(set)));
      return freeAtMs > 0 ? freeAtMs : undefined;
    },
    async giveBack(set) {
      await redis.runScript(giveBackScript, keysOf(set), valuesOf(set));
    },
  };
}

function script(source: string) {
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}
