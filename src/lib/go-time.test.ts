import { expect, test } from 'vitest';
import { formatGoTime } from './go-time.ts';

const time = new Date(Date.UTC(2026, 10, 22, 17, 4, 9, 30));

test.each([
  ['2006-01-02T15:04:05Z07:00', '2026-11-22T17:04:09Z'],
  ['20060102', '20261122'],
  ['Mon, 02 Jan 2006 03:04:05.000 PM MST', 'Sun, 22 Nov 2026 05:04:09.030 PM UTC'],
  ['Monday, January 06', 'Sunday, November 26'],
  ['no element', 'no element'],
])('the layout %s', (layout, text) => {
  expect(formatGoTime(time, layout)).toBe(text);
});
