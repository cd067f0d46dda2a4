import { beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../../tests/support/frozen-clock.ts';
import type { PasswordSignIn, SignInOutcome } from '../../factors/password-sign-in.ts';
import { AppError } from '../../lib/app-error.ts';
import { systemRandom } from '../../lib/random.ts';
import { createBasicCache } from './basic-cache.ts';

const lifespan = 60_000;
const user = { username: 'john', displayName: 'John', emails: [], groups: ['dev'] };
const address = '192.0.2.1';
const john = { username: 'john', password: 'secret', address };

let clock: FrozenClock;
let asked: string[];
let answer: (attempt: Parameters<PasswordSignIn['check']>[0]) => Promise<SignInOutcome>;
let cache: PasswordSignIn;

beforeEach(() => {
  clock = createFrozenClock();
  asked = [];
  answer = async ({ password }) =>
    password === 'secret' ? { outcome: 'right', user } : { outcome: 'wrong' };
  const passwords: PasswordSignIn = {
    check(attempt) {
      asked.push(`${attempt.username}:${attempt.password}`);
      return answer(attempt);
    },
  };
  cache = createBasicCache({ passwords, lifespan, clock, random: systemRandom });
});

describe('a right password', () => {
  test('is checked once per lifespan, and not a millisecond longer', async () => {
    for (let count = 0; count < 3; count++)
      expect(await cache.check(john)).toEqual({ outcome: 'right', user });
    expect(asked).toHaveLength(1);
    clock.advance(lifespan - 1);
    await cache.check(john);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await cache.check(john);
    expect(asked).toHaveLength(2);
  });

  test('lets a disabled user in no longer than the lifespan, however busy', async () => {
    await cache.check(john);
    answer = async () => ({ outcome: 'wrong' });
    for (let count = 0; count < 10; count++) {
      clock.advance(lifespan / 10 - 1);
      expect((await cache.check(john)).outcome).toBe('right');
    }
    clock.advance(10);
    expect((await cache.check(john)).outcome).toBe('wrong');
  });

  test('of another client is checked, for that one may be banned', async () => {
    await cache.check(john);
    await cache.check({ ...john, address: '192.0.2.2' });
    expect(asked).toHaveLength(2);
    await cache.check(john);
    await cache.check({ ...john, address: '192.0.2.2' });
    expect(asked).toHaveLength(2);
  });

  test('of another client does not prolong the first one’s', async () => {
    await cache.check(john);
    clock.advance(lifespan - 1);
    await cache.check({ ...john, address: '192.0.2.2' });
    clock.advance(1);
    await cache.check(john);
    expect(asked).toHaveLength(3);
  });

  test('replaces the one before', async () => {
    answer = async () => ({ outcome: 'right', user });
    await cache.check(john);
    await cache.check({ ...john, password: 'changed' });
    await cache.check(john);
    expect(asked).toEqual(['john:secret', 'john:changed', 'john:secret']);
  });
});

describe('what is not the very same', () => {
  test.each([
    ['another password', { ...john, password: 'Secret' }],
    ['another name', { ...john, username: 'jane' }],
    ['the same letters, parted elsewhere', { ...john, username: 'nsecret', password: 'joh' }],
  ])('%s is checked', async (_name, attempt) => {
    await cache.check(john);
    await cache.check(attempt);
    expect(asked).toHaveLength(2);
  });

  test('a wrong password is checked every time and costs the right one nothing', async () => {
    await cache.check(john);
    for (let count = 0; count < 3; count++)
      expect((await cache.check({ ...john, password: 'x' })).outcome).toBe('wrong');
    expect(asked).toHaveLength(4);
    await cache.check(john);
    expect(asked).toHaveLength(4);
  });
});

describe('checks at the same time', () => {
  test('are made once where they are equal', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => cache.check(john)));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['right']));
    expect(asked).toHaveLength(1);
  });

  test('are made each where they differ', async () => {
    await Promise.all([
      cache.check(john),
      cache.check({ ...john, password: 'x' }),
      cache.check({ ...john, address: undefined }),
    ]);
    expect(asked).toHaveLength(3);
  });

  test('fail together and are forgotten', async () => {
    answer = async () => {
      throw new AppError('user-backend-unavailable', 'away');
    };
    const results = await Promise.allSettled([cache.check(john), cache.check(john)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    answer = async () => ({ outcome: 'right', user });
    expect((await cache.check(john)).outcome).toBe('right');
    expect(asked).toHaveLength(2);
  });
});
