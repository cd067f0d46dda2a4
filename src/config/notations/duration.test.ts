import { assert, constantFrom, integer, property, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { duration, formatDuration, readDuration, switchableDuration } from './duration.ts';
import { Misread } from './notation.ts';

const day = 86_400_000;

test.each([
  ['1h', 3_600_000],
  [60, 60_000],
  ['60', 60_000],
  ['1', 1000],
  ['5m', 300_000],
  ['1M', 30 * day],
  ['1y', 365 * day],
  ['2w', 14 * day],
  ['90d', 90 * day],
  ['1h30m', 5_400_000],
  ['1h 30m', 5_400_000],
  ['1 hour and 30 minutes', 5_400_000],
  ['2 months', 60 * day],
  ['1 year and 1 day', 366 * day],
  ['500ms', 500],
  ['1500us', 2],
  ['1ns', 1],
  ['0', 0],
  [0, 0],
  ['0s', 0],
  [-1, -1000],
  ['-1', -1000],
])('%j is read as today and old forms are written', (raw, milliseconds) => {
  expect(readDuration(raw)).toBe(milliseconds);
});

test.each([
  '',
  'abc',
  '1.5h',
  1.5,
  '1H',
  '1x',
  'h',
  '01h',
  '-1h',
  '1h-30m',
  null,
  true,
  {},
  [],
  '1 h m',
  '9'.repeat(30),
  '1d é',
])('%j is not a duration, and the message says what to write', (raw) => {
  const answer = duration().read(raw);
  expect(answer).toBeInstanceOf(Misread);
  if (answer instanceof Misread) expect(answer.problems[0]?.hint).toContain('30s, 5m, 1h');
});

test.each(['101y', '9999999999', `${2 ** 52}`, '40000d'])('%j is too long to be meant', (raw) => {
  expect(readDuration(raw)).toBeInstanceOf(Misread);
});

test('a negative duration is refused where it means nothing', () => {
  expect(duration().read(-1)).toBeInstanceOf(Misread);
  expect(duration({ min: 10_000 }).read('9s')).toBeInstanceOf(Misread);
  expect(duration({ max: 10_000 }).read('11s')).toBeInstanceOf(Misread);
});

test.each([0, -1, '0', '-1', '0s'])('%j switches off', (raw) => {
  expect(switchableDuration.read(raw)).toBeNull();
});

test('the sum of the blocks is the duration, whatever their order', () => {
  const units: Record<string, number> = {
    s: 1,
    m: 60,
    h: 3600,
    d: 86_400,
    w: 604_800,
    M: 2_592_000,
    y: 31_536_000,
  };
  const block = property(
    uniqueArray(constantFrom(...Object.keys(units)), { minLength: 1 }),
    integer({ min: 1, max: 9 }),
    (names, count) => {
      const seconds = names.reduce((sum, name) => sum + count * (units[name] ?? 0), 0);
      expect(readDuration(names.map((name) => `${count}${name}`).join(''))).toBe(seconds * 1000);
    },
  );
  assert(block);
});

test('what formatDuration writes is read back as the same duration', () => {
  assert(
    property(integer({ min: 0, max: 100 * 365 * day }), (value) => {
      expect(readDuration(formatDuration(value))).toBe(value);
    }),
  );
});
