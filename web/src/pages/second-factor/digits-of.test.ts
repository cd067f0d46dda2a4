import { expect, test } from 'vitest';
import { digitsOf } from './digits-of.ts';

test.each([
  ['123456', '123456'],
  [' 123 456\n', '123456'],
  ['123-456', '123456'],
  ['١٢٣٤٥٦', '123456'],
  ['۱۲۳۴۵۶', '123456'],
  ['１２３', '123'],
  ['code', ''],
])('of "%s" are %s', (text, digits) => {
  expect(digitsOf(text)).toBe(digits);
});
