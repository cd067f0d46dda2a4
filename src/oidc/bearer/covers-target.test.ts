import { expect, test } from 'vitest';
import { parseTarget } from '../../access/target.ts';
import { coversTarget } from './covers-target.ts';

const covers = (audience: string, url: string) => {
  const target = parseTarget(url, 'GET');
  return target !== undefined && coversTarget([audience], target);
};

test.each([
  ['https://app.example.com', 'https://app.example.com/'],
  ['https://app.example.com', 'https://app.example.com/any/path?with=a#query'],
  ['https://app.example.com/', 'https://app.example.com/any'],
  ['https://app.example.com/api', 'https://app.example.com/api'],
  ['https://app.example.com/api', 'https://app.example.com/api/'],
  ['https://app.example.com/api/', 'https://app.example.com/api'],
  ['https://app.example.com/api', 'https://app.example.com/api/films?id=1'],
  ['https://APP.example.com:443/api', 'https://app.example.com./api/films'],
  ['https://app.example.com:8443', 'https://app.example.com:8443/x'],
  ['https://app.example.com/a%20b', 'https://app.example.com/a b/c'],
  ['wss://app.example.com', 'wss://app.example.com/socket'],
])('%s is for %s', (audience, url) => {
  expect(covers(audience, url)).toBe(true);
});

test.each([
  ['https://app.example.com', 'https://app.example.com.evil.test/'],
  ['https://app.example.com', 'https://app.example.co/'],
  ['https://app.example.com', 'https://sub.app.example.com/'],
  ['https://app.example.com', 'https://app.example.com:8443/'],
  ['https://app.example.com', 'wss://app.example.com/'],
  ['https://app.example.com/api', 'https://app.example.com/'],
  ['https://app.example.com/api', 'https://app.example.com/apis'],
  ['https://app.example.com/api', 'https://app.example.com/API/films'],
  ['https://app.example.com/api', 'https://app.example.com/api/../admin'],
  ['https://app.example.com/api', 'https://app.example.com/api/%2e%2e/admin'],
  ['https://app.example.com/api', 'https://app.example.com/api/..%2fadmin'],
  ['https://app.example.com/api', 'https://app.example.com/api/..;/admin'],
  ['https://app.example.com/api', 'https://app.example.com/api\\..\\admin'],
  ['https://app.example.com/api', 'https://app.example.com//api/x'],
  ['https://app.example.com/api', `https://app.example.com/api/${'%252e%252e/;x/'.repeat(8)}`],
  ['https://app.example.com/api/../', 'https://app.example.com/x'],
  ['https://app.example.com?x=1', 'https://app.example.com/'],
  ['https://app.example.com/#x', 'https://app.example.com/'],
  ['http://app.example.com', 'https://app.example.com/'],
  ['https://someone@app.example.com', 'https://app.example.com/'],
  ['app.example.com', 'https://app.example.com/'],
  ['*', 'https://app.example.com/'],
  ['https://*.example.com', 'https://app.example.com/'],
  ['', 'https://app.example.com/'],
])('%s is not for %s', (audience, url) => {
  expect(covers(audience, url)).toBe(false);
});

test('no audience is for nothing, and one of several is enough', () => {
  const target = parseTarget('https://app.example.com/', 'GET');
  if (target === undefined) throw new Error('no target');
  expect(coversTarget([], target)).toBe(false);
  expect(coversTarget(['my-api', 'https://app.example.com'], target)).toBe(true);
});
