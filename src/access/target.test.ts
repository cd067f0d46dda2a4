import { expect, test } from 'vitest';
import { composeTarget, parseTarget } from './target.ts';

test('a target keeps what was sent and tells its parts', () => {
  expect(parseTarget('HTTPS://App.Example.com.:8443/a/../b%2F//c;d?x=1&y=%3F', 'PROPFIND')).toEqual({
    scheme: 'https',
    host: 'app.example.com',
    port: 8443,
    rawPath: '/a/../b%2F//c;d',
    rawQuery: 'x=1&y=%3F',
    method: 'PROPFIND',
    url: 'HTTPS://App.Example.com.:8443/a/../b%2F//c;d?x=1&y=%3F',
  });
});

test.each([
  ['https://a.b', '/', undefined],
  ['https://a.b/', '/', undefined],
  ['https://a.b?', '/', ''],
  ['https://a.b/x?', '/x', ''],
  ['https://a.b/x?y?z', '/x', 'y?z'],
  ['https://a.b/x#/public?y', '/x', undefined],
  ['https://a.b/%23/public', '/%23/public', undefined],
  ['https://a.b//admin/x', '//admin/x', undefined],
  ['wss://a.b/socket', '/socket', undefined],
])('%s has path %s and query %s', (url, rawPath, rawQuery) => {
  expect(parseTarget(url, 'GET')).toMatchObject({ host: 'a.b', rawPath, rawQuery });
});

test.each([
  ['https://a.b:443/', undefined],
  ['https://a.b:80/', 80],
  ['wss://a.b:443/', undefined],
  ['http://x.localhost:80/', undefined],
  ['http://x.localhost:9091/', 9091],
])('the port of %s is %s', (url, port) => {
  expect(parseTarget(url, 'GET')?.port).toBe(port);
});

test.each([
  'a.b/x',
  '//a.b/x',
  'ftp://a.b/x',
  'javascript://a.b/x',
  'https:/a.b/x',
  'https:\\\\a.b/x',
  'https://u:p@a.b/x',
  'https://a.b\\@c.d/x',
  'https:// a.b/x',
  ' https://a.b/x',
  'https://a.b:0/x',
  'https://a..b/x',
  'https:///x',
  'https://a.b/x\ny',
  'https://a.b/x\u0000',
  'https://a.b/x\u007f',
])('%j is malformed', (url) => {
  expect(parseTarget(url, 'GET')).toBeUndefined();
});

test.each(['', 'get', 'GET ', 'G-T', 'GÉT', 'GET1', 'GET\n'])('%j is no method', (method) => {
  expect(parseTarget('https://a.b/', method)).toBeUndefined();
});

test.each([
  ['http://localhost/', true],
  ['http://app.example.localhost:9091/', true],
  ['ws://app.localhost/', true],
  ['http://LOCALHOST./', true],
  ['http://app.example.com/', false],
  ['ws://app.example.com/', false],
  ['http://127.0.0.1/', false],
  ['http://evillocalhost/', false],
  ['http://localhost.example.com/', false],
])('plain %s is accepted: %s', (url, isAccepted) => {
  expect(parseTarget(url, 'GET') !== undefined).toBe(isAccepted);
});

test('each part must stand for itself and says what is wrong', () => {
  const right = { rawScheme: 'https', rawHost: 'a.b', rawUri: '/x', rawMethod: 'GET' };
  expect(composeTarget({ ...right, rawHost: 'a.b/x' })).toBe('malformed-url');
  expect(composeTarget({ ...right, rawUri: '.c/x' })).toBe('malformed-url');
  expect(composeTarget({ ...right, rawScheme: 'https://c/?' })).toBe('malformed-url');
  expect(composeTarget({ ...right, rawScheme: 'http' })).toBe('insecure-scheme');
  expect(composeTarget({ ...right, rawMethod: '*' })).toBe('malformed-method');
});
