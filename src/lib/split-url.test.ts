import { expect, test } from 'vitest';
import { splitUrl } from './split-url.ts';

test.each([
  ['https://a/b?c#d', ['https', 'a', '/b?c#d']],
  ['https://a', ['https', 'a', '']],
  ['https://a?b', ['https', 'a', '?b']],
  ['https://a#b', ['https', 'a', '#b']],
  ['https://a\\b/c', ['https', 'a\\b', '/c']],
  ['https://u@a:1//b', ['https', 'u@a:1', '//b']],
  ['https:///a', ['https', '', '/a']],
])('%s', (url, [rawScheme, rawHost, rawUri]) => {
  expect(splitUrl(url)).toEqual({ rawScheme, rawHost, rawUri });
});

test.each(['', 'a', '//a', '://a', 'https:/a'])('%j is not absolute', (url) => {
  expect(splitUrl(url)).toBeUndefined();
});
