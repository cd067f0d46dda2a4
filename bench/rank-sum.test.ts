import { expect, test } from 'vitest';
import { rankSum } from './rank-sum.ts';

const range = (count: number, start = 0) => Array.from({ length: count }, (_, index) => start + index);

test('samples of the same values cannot be told apart', () => {
  const { chanceOfGreater, p } = rankSum(range(50), range(50));
  expect(chanceOfGreater).toBe(0.5);
  expect(p).toBeCloseTo(1, 6);
});

test('samples that do not overlap can', () => {
  const { chanceOfGreater, p } = rankSum(range(30, 100), range(30));
  expect(chanceOfGreater).toBe(1);
  expect(p).toBeLessThan(1e-9);
});

test('a known example has its known value', () => {
  // Two groups of ten, U = 17: z = (50 − 17 − ½) / √175 = 2.457, two-sided p = 0.0140.
  const first = [1, 2, 3, 4, 5, 6, 7, 12, 14, 18];
  const second = [8, 9, 10, 11, 13, 15, 16, 17, 19, 20];
  const { p, chanceOfGreater } = rankSum(first, second);
  expect(chanceOfGreater).toBeCloseTo(0.17, 2);
  expect(p).toBeCloseTo(0.014, 3);
});
