import { expect, test } from 'vitest';
import { boolean } from './boolean.ts';
import { choice, lowerCaseChoice, numberChoice, upperCaseChoice } from './choice.ts';
import { integer, port } from './integer.ts';
import { list, nonEmpty } from './list.ts';
import { Misread, type Notation } from './notation.ts';
import { secretText, text } from './text.ts';

/** The ready value, or the first sentence and hint. */
function read<Ready>(notation: Notation<Ready>, raw: unknown) {
  const ready = notation.read(raw);
  return ready instanceof Misread ? ready.problems : ready;
}

test.each([
  [true, true],
  ['true', true],
  ['TRUE', true],
  ['1', true],
  [1, true],
  ['yes', true],
  ['on', true],
  [false, false],
  ['False', false],
  ['0', false],
  [0, false],
  ['no', false],
  ['off', false],
])('boolean %j is %j', (raw, ready) => {
  expect(read(boolean, raw)).toBe(ready);
});

test.each(['ja', 2, {}, [], ' '])('%j is no boolean', (raw) => {
  expect(read(boolean, raw)).toEqual([
    { path: [], message: expect.stringContaining('is neither true nor false'), hint: 'Write true or false.' },
  ]);
});

test.each([
  [5, 5],
  ['5', 5],
  [' 5 ', 5],
  ['+5', 5],
  ['007', 7],
])('the whole number %j is %j', (raw, ready) => {
  expect(read(integer(), raw)).toBe(ready);
});

test.each([1.5, '1.5', 'five', '0x10', '1e3', true, null, {}, 2 ** 53])('%j is no whole number', (raw) => {
  expect(integer().read(raw)).toBeInstanceOf(Misread);
});

test('a port has bounds, and the message names them', () => {
  expect(read(port, '443')).toBe(443);
  const hint = 'Write a whole number from 1 to 65535.';
  expect(read(port, 0)).toEqual([{ path: [], message: '0 is too small.', hint }]);
  expect(read(port, 65_536)).toEqual([{ path: [], message: '65536 is too large.', hint }]);
});

test('a text may be written as a whole number; anything else must be quoted', () => {
  expect(read(text, 123)).toBe('123');
  expect(read(text, '0123')).toBe('0123');
  for (const raw of [1.5, true, 2 ** 60, ['a'], { a: 1 }]) expect(text.read(raw)).toBeInstanceOf(Misread);
});

test('a misread secret is not shown', () => {
  expect(JSON.stringify(read(secretText, ['hunter2']))).not.toContain('hunter2');
});

test('a word that differs in case alone is named', () => {
  expect(read(choice('ForwardAuth', 'Legacy'), 'forwardauth')).toEqual([
    { path: [], message: '"forwardauth" is not known here.', hint: 'Write ForwardAuth.' },
  ]);
  expect(read(choice('lax', 'strict'), 'loose')).toEqual([
    { path: [], message: '"loose" is not known here.', hint: 'Write one of: lax, strict.' },
  ]);
  expect(read(upperCaseChoice('SHA1', 'SHA256'), 'sha256')).toBe('SHA256');
  expect(read(lowerCaseChoice('basic', 'bearer'), 'Basic')).toBe('basic');
  expect(read(numberChoice(6, 8), '8')).toBe(8);
  expect(numberChoice(6, 8).read(7)).toBeInstanceOf(Misread);
});

test('a list may be one value or a comma-separated string, and says which entry is wrong', () => {
  const numbers = list(integer());
  expect(read(numbers, 1)).toEqual([1]);
  expect(read(numbers, '1, 2,3')).toEqual([1, 2, 3]);
  expect(read(numbers, ['1', 2])).toEqual([1, 2]);
  expect(read(numbers, [1, 'two', 'three'])).toEqual([
    expect.objectContaining({ path: [1] }),
    expect.objectContaining({ path: [2] }),
  ]);
  expect(read(list(text, {}), 'a{1,2}')).toEqual(['a{1,2}']);
  expect(nonEmpty(numbers).read([])).toBeInstanceOf(Misread);
});
