import { expect, test } from 'vitest';
import { languageList } from './languages.ts';
import { pickLanguage } from './pick-language.ts';

test.each([
  ['the cookie wins over the header', 'fr', 'de', 'fr'],
  ['an unknown cookie is passed over', 'tlh', 'de', 'de'],
  ['a region falls back to its language', undefined, 'pt-BR', 'pt'],
  ['case does not matter', undefined, 'ZH-cn', 'zh-CN'],
  ['every Chinese without traditional script means ours', undefined, 'zh-SG', 'zh-CN'],
  ['the old tag of Hebrew still works', 'iw', undefined, 'he'],
  ['quality decides, not order', undefined, 'de;q=0.5, es;q=0.9', 'es'],
  ['a refused language is not taken', undefined, 'de;q=0, nl;q=0.1', 'nl'],
  [
    'the next wanted language serves where the first is unknown',
    undefined,
    'sv-SE, sv;q=0.9, pl;q=0.8',
    'pl',
  ],
  ['a quality that is no number refuses', undefined, 'de;q=x', 'en'],
  ['nothing at all is English', undefined, undefined, 'en'],
  ['a wildcard is English', undefined, '*', 'en'],
  ['a property of every object is no language', 'constructor', '__proto__', 'en'],
])('%s', (_, cookie, header, expected) => {
  expect(pickLanguage(cookie, header)).toBe(expected);
});

test('a header of a hundred thousand entries is cut short', () => {
  expect(pickLanguage(undefined, `${'xx,'.repeat(100_000)}de`)).toBe('en');
});

test('every language picks itself', () => {
  expect(languageList.map(({ tag }) => pickLanguage(tag, undefined))).toEqual(
    languageList.map(({ tag }) => tag),
  );
});
