import { expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { AppError } from '../lib/app-error.ts';
import { silentLog } from '../lib/log.ts';
import { createMemoryBucketStore } from '../regulation/bucket-stores/memory.ts';
import { createRateLimiter } from '../regulation/rate-limiter.ts';
import { limitPasswordSignIn } from './limited-password-sign-in.ts';
import type { PasswordSignIn, SignInOutcome } from './password-sign-in.ts';

const user = { username: 'john', displayName: 'John', emails: [], groups: [] };
const attempt = (password: string, address = '203.0.113.1') => ({ username: 'john', password, address });

function createLimited() {
  let checks = 0;
  const door: PasswordSignIn = {
    async check({ password }): Promise<SignInOutcome> {
      checks++;
      if (password === 'away') throw new AppError('user-backend-unavailable', 'away');
      return password === 'right' ? { outcome: 'right', user } : { outcome: 'wrong' };
    },
  };
  const limiter = createRateLimiter({
    limits: { first_factor: { enable: true, buckets: [{ requests: 5, period: 10_000 }] } },
    store: createMemoryBucketStore({ clock: createFrozenClock() }),
    log: silentLog,
  });
  return { limited: limitPasswordSignIn(door, limiter), checks: () => checks };
}

test('wrong passwords in headers are looked at until the limit, right ones always', async () => {
  const { limited, checks } = createLimited();
  for (let times = 0; times < 20; times++) {
    expect(await limited.check(attempt('right'))).toMatchObject({ outcome: 'right' });
  }
  for (let times = 0; times < 10; times++) await limited.check(attempt('wrong'));
  expect(checks()).toBe(25);
  expect(await limited.check(attempt('right'))).toEqual({ outcome: 'wrong' });
  expect(await limited.check(attempt('right', '203.0.113.2'))).toMatchObject({ outcome: 'right' });
});

test('a directory that is away counts against nobody', async () => {
  const { limited } = createLimited();
  for (let times = 0; times < 10; times++) {
    await expect(limited.check(attempt('away'))).rejects.toBeInstanceOf(AppError);
  }
  expect(await limited.check(attempt('right'))).toMatchObject({ outcome: 'right' });
});
