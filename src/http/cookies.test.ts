import { expect, test } from 'vitest';
import { readCookies } from './cookies.ts';

test.each([
  [['a=1'], ['1']],
  [['b=2; a=1; c=3'], ['1']],
  [
    ['a=1', 'a=2'],
    ['1', '2'],
  ],
  [['a=1;a=2'], ['1', '2']],
  [['a="1"'], ['"1"']],
  [['a=1=2'], ['1=2']],
  [['a='], ['']],
  [['a=%41'], ['%41']],
  [['A=1; aa=1; a; =1'], []],
  [[''], []],
  [[], []],
])('%j holds %j', (headers, values) => {
  expect(readCookies(headers, 'a')).toEqual(values);
});
