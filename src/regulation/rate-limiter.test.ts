import { expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { createMemoryBucketStore } from './bucket-stores/memory.ts';
import { createRateLimiter, type RateLimiterOptions } from './rate-limiter.ts';

const buckets = [{ requests: 2, period: 10_000 }];
const on = { enable: true, buckets };

function createLimiter(limits: RateLimiterOptions['limits']) {
  const clock = createFrozenClock();
  const { log, lines } = createCollectingLog();
  const limiter = createRateLimiter({ limits, store: createMemoryBucketStore({ clock }), log });
  const take = async (limit: keyof typeof limits, address: string | undefined, times = 1) => {
    let isAllowed = true;
    for (let taken = 0; taken < times; taken++) ({ isAllowed } = await limiter.take(limit, address));
    return isAllowed;
  };
  return { limiter, take, lines, clock };
}

test('each limit counts for itself, and each address', async () => {
  const { take } = createLimiter({ reset_password_start: on, second_factor_totp: on });
  expect(await take('reset_password_start', '203.0.113.1', 3)).toBe(false);
  expect(await take('second_factor_totp', '203.0.113.1', 2)).toBe(true);
  expect(await take('reset_password_start', '203.0.113.2', 2)).toBe(true);
});

test('an IPv6 /64 is one address, IPv4-mapped is IPv4, and an unknown address is one too', async () => {
  const { take } = createLimiter({ reset_password_start: on });
  await take('reset_password_start', '2001:db8::1');
  await take('reset_password_start', '2001:db8::2');
  expect(await take('reset_password_start', '2001:db8::3')).toBe(false);
  expect(await take('reset_password_start', '2001:db8:0:1::3')).toBe(true);
  await take('reset_password_start', '203.0.113.9', 2);
  expect(await take('reset_password_start', '::ffff:203.0.113.9')).toBe(false);
  expect(await take('reset_password_start', undefined, 2)).toBe(true);
  expect(await take('reset_password_start', 'nonsense')).toBe(false);
});

test('a limit that is off, has no buckets or is not there lets everything through', async () => {
  const { take } = createLimiter({
    second_factor_duo: { enable: false, buckets },
    openid_connect_userinfo: { enable: true, buckets: [] },
  });
  for (const name of ['second_factor_duo', 'openid_connect_userinfo', 'first_factor'] as const) {
    expect(await take(name, '203.0.113.1', 50)).toBe(true);
  }
});

test('the moment of the next try is told, and the log names limit and address', async () => {
  const { limiter, take, lines, clock } = createLimiter({ first_factor: on });
  await take('first_factor', '203.0.113.1', 2);
  expect(await limiter.take('first_factor', '203.0.113.1')).toEqual({
    isAllowed: false,
    retryAtMs: clock.now() + 10_000,
  });
  expect(lines).toMatchObject([{ level: 'info', limit: 'first_factor', remote_ip: '203.0.113.1' }]);
});

test('of the first factor failures alone count; of a reset everything does', async () => {
  const { limiter, take } = createLimiter({ first_factor: on, reset_password_start: on });
  for (let times = 0; times < 10; times++) {
    expect(await take('first_factor', '203.0.113.1')).toBe(true);
    await limiter.settle('first_factor', '203.0.113.1', false);
  }
  for (let times = 0; times < 2; times++) {
    await take('first_factor', '203.0.113.1');
    await limiter.settle('first_factor', '203.0.113.1', true);
    await take('reset_password_start', '203.0.113.1');
    await limiter.settle('reset_password_start', '203.0.113.1', false);
  }
  expect(await take('first_factor', '203.0.113.1')).toBe(false);
  expect(await take('reset_password_start', '203.0.113.1')).toBe(false);
});
