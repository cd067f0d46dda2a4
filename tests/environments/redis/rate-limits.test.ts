import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../../src/lib/clock.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { systemRandom } from '../../../src/lib/random.ts';
import { describeBucketStore } from '../../../src/regulation/bucket-store.contract.ts';
import { createRedisBucketStore } from '../../../src/regulation/bucket-stores/redis.ts';
import { createRedisSessionStore } from '../../../src/session/stores/redis.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { redisConfig } from '../../support/redis-config.ts';
import type { RedisServer } from '../../support/redis-server.ts';
import { describeWithRedis, startRedisServer } from '../../support/redis-server.ts';

describeWithRedis('rate limits in a real Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server.close());

  async function open(clock: Clock) {
    const config = redisConfig({ port: server.port });
    const options = { config, secret: 'the secret', clock };
    const redis = createRedisSessionStore({ ...options, random: systemRandom, log: silentLog });
    await redis.check();
    return { redis, store: createRedisBucketStore({ ...options, redis }), close: () => redis.close() };
  }

  describeBucketStore({ name: 'Redis', open });

  test('two instances share the buckets', async () => {
    const clock = createFrozenClock();
    const [one, other] = await Promise.all([open(clock), open(clock)]);
    const set = { key: 'shared', buckets: [{ requests: 4, period: 10_000 }] };
    const verdicts = await Promise.all(
      [...Array(20)].map((_, index) => (index % 2 === 0 ? one : other).store.take(set)),
    );
    expect(verdicts.filter((retryAtMs) => retryAtMs === undefined)).toHaveLength(4);
    await one.close();
    await other.close();
  });

  test('no address can be read there, and what is full again is forgotten', async () => {
    const { redis, store, close } = await open({ now: () => Date.now() });
    const script = (source: string) => ({ source, sha1: '0'.repeat(40) });
    await store.take({ key: 'first_factor 203.0.113.1', buckets: [{ requests: 4, period: 10_000 }] });
    const keys = await redis.runScript(
      script("return redis.call('KEYS', '{gatehouse}:rate-limit:*')"),
      [],
      [],
    );
    expect(keys).not.toEqual([]);
    expect(String(keys)).not.toContain('203.0.113.1');
    const longest = await redis.runScript(
      script(
        "local most = 0 for _, key in ipairs(redis.call('KEYS', '{gatehouse}:rate-limit:*')) do local left = redis.call('PTTL', key) if left < 0 then return -1 end most = math.max(most, left) end return most",
      ),
      [],
      [],
    );
    expect(longest).toBeGreaterThan(0);
    await close();
  });
});
