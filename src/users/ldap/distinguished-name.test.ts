import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparableDistinguishedName,
  escapeNameValue,
  parseDistinguishedName,
} from './distinguished-name.ts';

const one = (type: string, value: string) => [{ type, value }];

describe('reading a DN (RFC 4514)', () => {
  test.each([
    ['', []],
    ['UID=jsmith,DC=example,DC=net', [one('UID', 'jsmith'), one('DC', 'example'), one('DC', 'net')]],
    ['OU=Sales+CN=J.  Smith,DC=net', [[...one('OU', 'Sales'), ...one('CN', 'J.  Smith')], one('DC', 'net')]],
    ['CN=James \\"Jim\\" Smith\\, III', [one('CN', 'James "Jim" Smith, III')]],
    ['CN=Before\\0dAfter', [one('CN', 'Before\rAfter')]],
    ['CN=Lu\\C4\\8Di\\C4\\87', [one('CN', 'Lučić')]],
    ['cn = a , dc = b', [one('cn', 'a'), one('dc', 'b')]],
    ['cn=a\\ ,dc=b', [one('cn', 'a '), one('dc', 'b')]],
    ['cn=a\\\\ ,dc=b', [one('cn', 'a\\'), one('dc', 'b')]],
    ['cn=a=b', [one('cn', 'a=b')]],
    ['2.5.4.3=x', [one('2.5.4.3', 'x')]],
    ['cn=', [one('cn', '')]],
  ])('%j', (text, expected) => {
    expect(parseDistinguishedName(text)).toEqual(expected);
  });

  test.each(['john', '=x', 'cn=a,', ',cn=a', 'cn=a\\', 'c n=a'])('%j is none', (text) => {
    expect(parseDistinguishedName(text)).toBeUndefined();
  });
});

describe('two spellings of one DN', () => {
  test.each([
    ['CN=Admins,OU=Groups,DC=Example', 'cn=admins, ou=groups, dc=example'],
    ['cn=a\\2cb,dc=x', 'CN=A\\,B,DC=X'],
    ['cn=a+ou=b,dc=x', 'OU=B+CN=A,dc=x'],
    ['cn=two  words', 'cn=Two words'],
  ])('%j and %j compare as one', (first, second) => {
    expect(comparableDistinguishedName(first)).toBe(comparableDistinguishedName(second));
  });

  test.each([
    ['cn=a,cn=b', 'cn=a\\,cn=b'],
    ['cn=a+ou=b', 'cn=a\\+ou=b'],
    ['cn=a', 'ou=a'],
    ['cn=admins,dc=x', 'cn=admins,dc=y'],
  ])('%j and %j do not', (first, second) => {
    expect(comparableDistinguishedName(first)).not.toBe(comparableDistinguishedName(second));
  });
});

test('a value that is escaped is read back as it was and adds no part', () => {
  const values = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ #\\,+"<>;=a]*$/));
  fc.assert(
    fc.property(values, (value) => {
      const parsed = parseDistinguishedName(`cn=${escapeNameValue(value)},dc=x`);
      expect(parsed).toEqual([one('cn', value.toWellFormed()), one('dc', 'x')]);
    }),
  );
});
