import fc from 'fast-check';
import { AndFilter, EqualityFilter, FilterParser, OrFilter } from 'ldapts';
import { describe, expect, test } from 'vitest';
import { ldapDefaults } from '../../config/sections/authentication-backend/ldap-implementations.ts';
import { expandFilter } from './expand-filter.ts';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const attributes = {
  username: 'uid',
  mail: 'mail',
  display_name: 'displayName',
  distinguished_name: 'distinguishedName',
  member_of: 'memberOf',
};

describe('placeholders (behaviour.md §8.2)', () => {
  test.each([
    ['({username_attribute}={input})', '(uid=typed)'],
    [
      '(|({mail_attribute}={input})({display_name_attribute}={username}))',
      '(|(mail=typed)(displayName=john))',
    ],
    ['({member_of_attribute}={dn})', '(memberOf=cn=x)'],
    ['({distinguished_name_attribute}={dn})', '(distinguishedName=cn=x)'],
    ['(t>={date-time:generalized})', '(t>=20260102030405.0Z)'],
    ['(t>={date-time:microsoft-nt})', '(t>=134117966456780000)'],
    ['(t>={date-time:unix})', '(t>=1767323045)'],
    ['(|{memberof:dn})', '(|(distinguishedName=cn=a,dc=x)(distinguishedName=cn=b,dc=x))'],
    ['(|{memberof:rdn})', '(|(cn=a)(cn=b))'],
    ['(x={unknown})({date-time:never})', '(x={unknown})({date-time:never})'],
  ])('%s → %s', (template, expected) => {
    const values = {
      input: 'typed',
      username: 'john',
      dn: 'cn=x',
      memberOf: ['cn=a,dc=x', 'cn=b,dc=x'],
      nowMs,
    };
    expect(expandFilter(template, attributes, values)).toBe(expected);
  });

  test('an attribute that is not configured leaves nothing', () => {
    expect(expandFilter('({mail_attribute}=x)', {}, { input: '', nowMs })).toBe('(=x)');
  });

  test('a value that looks like a placeholder stays a value', () => {
    const expanded = expandFilter('(&(uid={input})(cn={username}))', attributes, {
      input: '{username}',
      username: '{dn}$&',
      dn: 'secret',
      nowMs,
    });
    expect(expanded).toBe('(&(uid={username})(cn={dn}$&))');
  });

  test('both parts of a group name of two parts are asked for, with the escapes of DNs undone and those of filters made', () => {
    const memberOf = ['cn=a\\2Cb (c)+ou=x,dc=y', 'not a dn'];
    expect(expandFilter('(|{memberof:rdn})', attributes, { input: '', memberOf, nowMs })).toBe(
      '(|(cn=a,b \\28c\\29)(ou=x))',
    );
  });
});

/** attacks.md: what people type to make a filter say something else. */
const corpus = [
  '*',
  '*)(uid=*',
  'john)(|(uid=*',
  'john)(&)',
  '*)(objectClass=*))(&(uid=*',
  'admin*',
  '(',
  ')',
  '\\',
  '\\2a',
  '\\',
  '\0',
  'john\0',
  '*)(userPassword=*',
  '!(uid=*)',
  '&',
  '|',
  '{input}',
  '{dn}',
  'ü*',
  '\ud800',
  '(uid=x)',
  '=*',
  'a=b,c=d',
];

describe.each(Object.entries(ldapDefaults).filter(([, { users_filter: filter }]) => filter !== undefined))(
  'injection into the users filter of %s',
  (_name, { users_filter: template = '', attributes: own }) => {
    const shapeOf = (input: string) => {
      const parsed = FilterParser.parseString(expandFilter(template, own, { input, nowMs }));
      if (!(parsed instanceof AndFilter)) throw new TypeError('no conjunction');
      const [first, ...rest] = parsed.filters;
      if (!(first instanceof OrFilter)) throw new TypeError('no disjunction');
      return { first: first.filters, rest: rest.map(String) };
    };

    function expectTakenAsValue(input: string): void {
      const { first, rest } = shapeOf(input);
      expect(first).toHaveLength(2);
      for (const filter of first) {
        expect(filter).toBeInstanceOf(EqualityFilter);
        expect(filter instanceof EqualityFilter && filter.value).toBe(input.toWellFormed());
      }
      expect(rest).toEqual(shapeOf('john').rest);
    }

    test.each(corpus)('%j is compared as it is', expectTakenAsValue);

    test('and so is anything', () => {
      fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), expectTakenAsValue));
    });
  },
);
