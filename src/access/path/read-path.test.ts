import { describe, expect, test } from 'vitest';
import { readPath } from './read-path.ts';

describe('a path that nobody can read in two ways has one reading: decoded', () => {
  test.each([
    ['/', '/'],
    ['/a/b/', '/a/b/'],
    ['/.well-known/x', '/.well-known/x'],
    ['/a..b/...', '/a..b/...'],
    ['/my%20file', '/my file'],
    ['/caf%C3%A9', '/café'],
    ['/caf\u00c3\u00a9', '/café'],
    ['/%61%64min', '/admin'],
    ["/a+b@c:d,e&f=g!$'()*~", "/a+b@c:d,e&f=g!$'()*~"],
    ['/100%25', '/100%'],
  ])('%s is %s', (raw, reading) => {
    expect(readPath(raw)).toEqual([reading]);
  });
});

describe('an ambiguous one is read as Authelia reads it, raw, and in every other way that servers have', () => {
  test.each([
    ['/a//b/../c/', ['/a/c/', '/a//b/../c/', '/a//c/']],
    ['//admin/x', ['/admin/x', '//admin/x']],
    ['/public/../admin', ['/admin', '/public/../admin']],
    ['/public//../admin', ['/admin', '/public//../admin', '/public/admin']],
    ['/admin/.', ['/admin', '/admin/.', '/admin/']],
    ['/admin/x/..', ['/admin', '/admin/x/..', '/admin/']],
    ['/../../admin', ['/admin', '/../../admin']],
    ['/public/%2e%2E/admin', ['/admin', '/public/%2e%2E/admin', '/public/../admin']],
    ['/public%2F..%2fadmin', ['/admin', '/public%2F..%2fadmin', '/public/../admin']],
    ['/a%2fb', ['/a/b', '/a%2fb']],
    ['/x/..%2f%61dmin', ['/admin', '/x/..%2f%61dmin', '/x/../admin', '/x/..%2fadmin']],
    ['/admin;x=1/y', ['/admin;x=1/y', '/admin/y']],
    ['/public/..;/admin', ['/public/..;/admin', '/public/../admin', '/admin']],
    ['/public/..%3b/admin', ['/public/..;/admin', '/public/..%3b/admin', '/public/../admin', '/admin']],
    ['/admin\\x', ['/admin\\x', '/admin/x']],
    ['/admin%5Cx', ['/admin\\x', '/admin%5Cx', '/admin/x']],
    ['/admin%3f/../public', ['/public', '/admin%3f/../public', '/admin?/../public', '/admin']],
    ['/admin%23x', ['/admin#x', '/admin%23x', '/admin']],
    ['/admin%00.png', ['/admin\0.png', '/admin%00.png', '/admin']],
    ['/admin%0ax', ['/admin\nx', '/admin%0ax']],
    ['/%2561dmin', ['/%61dmin', '/%2561dmin', '/admin']],
    [
      '/public/%252e%252e/admin',
      ['/public/%2e%2e/admin', '/public/%252e%252e/admin', '/public/../admin', '/admin'],
    ],
    ['/a/%c0%ae%c0%ae/b', ['/a/\ufffd\ufffd\ufffd\ufffd/b', '/a/%c0%ae%c0%ae/b', '/a/../b', '/b']],
    ['/a%e0%80%afb', ['/a\ufffd\ufffd\ufffdb', '/a%e0%80%afb', '/a/b']],
    ['/a%ff', ['/a\ufffd', '/a%ff']],
  ])('%j', (raw, readings) => {
    const found = readPath(raw);
    expect(found?.[0]).toBe(readings[0]);
    expect(new Set(found)).toEqual(new Set(readings));
  });
});

test('a path that can be read in too many ways is not read at all', () => {
  expect(readPath(`/a;b%5c%252f%3f%2f../%2e%2e//${'x;y%5c/..%252f;%2f'.repeat(20)}`)).toBeUndefined();
});
