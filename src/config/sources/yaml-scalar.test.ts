import { expect, test } from 'vitest';
import { readPlainScalar } from './yaml-scalar.ts';

test.each([
  ['true', true],
  ['False', false],
  ['~', null],
  ['', null],
  ['null', null],
  ['0', 0],
  ['-17', -17],
  ['+17', 17],
  ['1_000', 1000],
  ['0640', 416],
  ['0o640', 416],
  ['0x1F', 31],
  ['0b101', 5],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1e3', 1000],
  ['08', 8],
])('plain %s reads as %o', (text, value) => {
  expect(readPlainScalar(text)).toBe(value);
});

test.each([
  ['yes'],
  ['no'],
  ['on'],
  ['Off'],
  ['tRue'],
  ['2026-11-22'],
  ['12:30:45'],
  ['1h'],
  ['-'],
  ['0x'],
  ['.inf'],
  ['9007199254740993'],
  ['constructor'],
])('plain %s stays text', (text) => {
  expect(readPlainScalar(text)).toBe(text);
});
