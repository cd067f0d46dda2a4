import { expect, test } from 'vitest';
import { matchLanguage } from './match-language.ts';

test.each([
  ['de', 'de'],
  ['DE', 'de'],
  ['de-AT', 'de'],
  ['zh', 'zh-CN'],
  ['zh-cn', 'zh-CN'],
  ['zh-TW', undefined],
  ['d', undefined],
  ['', undefined],
  ['constructor', undefined],
])('%j is served by %j', (wanted, known) => {
  expect(matchLanguage(wanted, ['en', 'de', 'zh-CN'])).toBe(known);
});
