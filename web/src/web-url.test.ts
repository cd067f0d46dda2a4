import { expect, test } from 'vitest';
import { webUrl } from './web-url.ts';

test.each([
  'https://wiki.example.com/a?b#c',
  'http://app.localhost:8080/',
  'HTTPS://WIKI.EXAMPLE.COM',
  '/reset',
  '/',
])('takes %s', (url) => {
  expect(webUrl(url)).toBe(url);
});

test.each([
  undefined,
  '',
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  '//evil.example',
  '/\\evil.example',
  'wiki.example.com',
  'https:evil.example',
])('refuses %s', (url) => {
  expect(webUrl(url)).toBeUndefined();
});
