import { expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import { characterSets, randomText } from './random-text.ts';

test.each(Object.entries(characterSets))(
  'a text of %s has that length and only these characters',
  (_, characters) => {
    const text = randomText(500, characters, systemRandom);
    expect(text).toHaveLength(500);
    expect(Array.from(text).every((character) => characters.includes(character))).toBe(true);
  },
);

test('every character is equally likely: bytes past the last whole round are left out', () => {
  const everyByte = { bytes: () => Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) };
  const text = randomText(252, 'abcdefg', everyByte);
  const counts = Array.from('abcdefg', (letter) => text.split(letter).length - 1);
  expect(new Set(counts)).toEqual(new Set([36]));
});

test('without a character there is no text', () => {
  expect(() => randomText(1, '', systemRandom)).toThrow(TypeError);
});
