import { expect, test } from 'vitest';
import { whenThere } from './when-there.ts';

test('a value that is there is gone on with at once', () => {
  expect(whenThere(1, (value) => value + 1)).toBe(2);
});

test('a value that comes is waited for', async () => {
  const result = whenThere(Promise.resolve(1), (value) => value + 1);
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toBe(2);
});

test('what goes wrong in either case goes on to the caller', async () => {
  const fail = () => {
    throw new Error('in between');
  };
  expect(() => whenThere(1, fail)).toThrow('in between');
  await expect(whenThere(Promise.resolve(1), fail)).rejects.toThrow('in between');
});
