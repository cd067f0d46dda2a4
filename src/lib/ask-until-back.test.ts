import { expect, test } from 'vitest';
import { askUntilBack } from './ask-until-back.ts';

test('asks until there is no failure, ever less often, and gives how long that took', async () => {
  const pauses: number[] = [];
  let asked = 0;
  const tookMs = await askUntilBack({
    signal: new AbortController().signal,
    async probe() {
      asked += 1;
      if (asked < 8) throw new Error(`away ${asked}`);
    },
    pauseAfter(failure, usualMs) {
      expect(failure).toMatchObject({ message: `away ${asked}` });
      pauses.push(usualMs);
      return 0;
    },
  });
  expect(pauses).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
  expect(tookMs).toBeGreaterThanOrEqual(0);
});

test('gives up in the middle of a pause', async () => {
  const closing = new AbortController();
  const asking = askUntilBack({
    signal: closing.signal,
    probe: () => Promise.reject(new Error('away')),
    pauseAfter: () => 3_600_000,
  });
  setImmediate(() => closing.abort());
  expect(await asking).toBeUndefined();
});
