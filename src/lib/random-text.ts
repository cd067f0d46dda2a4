import type { Random } from './random.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

/** The named sets of characters of Authelia's `--random.charset`. */
export const characterSets = {
  ascii: `${letters}${digits}!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`,
  alphanumeric: `${letters}${digits}`,
  alphabetic: letters,
  numeric: digits,
  'numeric-hex': '0123456789ABCDEF',
  rfc3986: `${letters}${digits}-._~`,
} as const;

/** A text of that many characters, each of the given ones equally likely. `characters` are up to 256 different ones. */
export function randomText(length: number, characters: string, random: Random): string {
  const choices = Array.from(new Set(Array.from(characters)));
  if (choices.length === 0 || choices.length > 256) throw new TypeError('1 to 256 characters are needed');
  const limit = 256 - (256 % choices.length);
  const text: string[] = [];
  while (text.length < length) {
    for (const byte of random.bytes(length)) {
      // Bytes past the last whole round would make the first characters likelier.
      if (byte < limit && text.length < length) text.push(choices[byte % choices.length] ?? '');
    }
  }
  return text.join('');
}
