import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import { createCookieValue } from './cookie.ts';
import { readCookieCandidates } from './cookie-candidates.ts';

const name = 'authelia_session';
const [one, two] = [createCookieValue(systemRandom), createCookieValue(systemRandom)];
const read = (...headers: string[]) => readCookieCandidates(headers, name);

test('finds the cookie among others, over several headers, with or without blanks', () => {
  expect(read(`${name}=${one}`)).toEqual([one]);
  expect(read(`a=b; ${name}=${one}; c=d`)).toEqual([one]);
  expect(read(`a=b;\t${name}=${one} ;c`)).toEqual([one]);
  expect(read('a=b', `${name}=${one}`)).toEqual([one]);
});

test('gives each different value once, in the order sent', () => {
  expect(read(`${name}=${two}; ${name}=${one}`, `${name}=${two}`)).toEqual([two, one]);
});

test('tries a bounded number of planted cookies', () => {
  const many = Array.from({ length: 200 }, () => `${name}=${createCookieValue(systemRandom)}`);
  expect(read(many.join('; '))).toHaveLength(8);
});

test.each([
  ['no header', []],
  ['an empty header', ['']],
  ['another name', [`other=${one}`]],
  ['a name that ends with ours', [`x${name}=${one}`]],
  ['a name in another case', [`${name.toUpperCase()}=${one}`]],
  ['a name without a value', [name]],
  ['an empty value', [`${name}=`]],
  ['a truncated value', [`${name}=${one.slice(0, -1)}`]],
  ['a longer value', [`${name}=${one}A`]],
  ['a huge value', [`${name}=${'A'.repeat(1_000_000)}`]],
  ['a quoted value', [`${name}="${one}"`]],
  ['a value with a forbidden character', [`${name}=${one.slice(0, -1)}!`]],
  ['a percent-encoded value', [`${name}=%41${one.slice(3)}`]],
  ['a value that is no canonical base64url', [`${name}=${one.slice(0, -1)}B`]],
  ['a value of the form Authelia makes', [`${name}=aB3-_!#$%^*aB3-_!#$%^*aB3-_!#$%^`]],
  ['a non-breaking space around it', [`${name}=\u00a0${one}`]],
  ['a line break in it', [`${name}=${one}\r\nx`]],
])('ignores %s', (_what, headers) => {
  expect(read(...headers)).toEqual([]);
});

test('whatever is sent, it neither throws nor gives anything but issued forms', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom(`${name}=`, name, one, two, ';', '=', ' ', '; '));
  const header = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.array(header, { maxLength: 5 }), (headers) => {
      const candidates = readCookieCandidates(headers, name);
      expect(candidates.length).toBeLessThanOrEqual(8);
      for (const candidate of candidates) expect(candidate).toMatch(/^[\w-]{43}$/);
    }),
  );
});

test('blanks without end are passed in linear time', () => {
  expect(read(`${' '.repeat(500_000)}x${' '.repeat(500_000)}=1; ${name}=${one}`)).toEqual([one]);
});
