import { expect, test } from 'vitest';
import { createDates } from './dates.ts';

const now = Date.UTC(2026, 10, 23, 12);
const dates = createDates('en', () => now);
const before = (milliseconds: number) => dates.ago(new Date(now - milliseconds).toISOString());

test.each([
  [0, 'now'],
  [59_000, 'now'],
  [-5000, 'now'],
  [5 * 60_000, '5 minutes ago'],
  [3 * 3_600_000, '3 hours ago'],
  [86_400_000, 'yesterday'],
  [90 * 86_400_000, '3 months ago'],
  [800 * 86_400_000, '2 years ago'],
])('%i ms ago is "%s"', (milliseconds, words) => {
  expect(before(milliseconds)).toBe(words);
});

test('a day is written as the language does', () => {
  expect(createDates('de', () => now).day('2026-03-05T12:00:00Z')).toBe('05.03.2026');
});
