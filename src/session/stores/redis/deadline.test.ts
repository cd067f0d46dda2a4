import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeadline, DeadlineError } from './deadline.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<string>(() => undefined);

test('work that is done in time keeps its outcome', async () => {
  const withinTime = createDeadline(1000);
  const failure = new Error('no');
  expect(await withinTime(Promise.resolve('value'))).toBe('value');
  await expect(withinTime(Promise.reject(failure))).rejects.toBe(failure);
});

test('work that takes longer is given up, a twentieth late at most', async () => {
  const withinTime = createDeadline(1000);
  const outcome = withinTime(never()).catch((error: unknown) => error);
  let isSettled = false;
  void outcome.then(() => {
    isSettled = true;
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(isSettled).toBe(false);
  await vi.advanceTimersByTimeAsync(50);
  expect(await outcome).toEqual(new DeadlineError(1000));
});

test('work that started later has its own full time', async () => {
  const withinTime = createDeadline(1000);
  const first = withinTime(never()).catch(() => 'given up');
  await vi.advanceTimersByTimeAsync(40);
  let answer: (value: string) => void = () => undefined;
  const sameSlot = withinTime(
    new Promise<string>((resolve) => {
      answer = resolve;
    }),
  );
  await vi.advanceTimersByTimeAsync(999);
  answer('just in time');
  expect(await sameSlot).toBe('just in time');
  await vi.advanceTimersByTimeAsync(11);
  expect(await first).toBe('given up');
});

test('ten thousand at once share one timer', async () => {
  const withinTime = createDeadline(1000);
  const all = Array.from({ length: 10_000 }, () => withinTime(never()).catch(() => 'given up'));
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1050);
  expect(new Set(await Promise.all(all))).toEqual(new Set(['given up']));
});
