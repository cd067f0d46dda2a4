import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cheapHashConfig } from '../../../tests/support/cheap-hash-config.ts';
import type { FileBackendConfig } from '../../config/sections/authentication-backend.ts';
import { readUserDirectory } from './user-directory.ts';

const config: FileBackendConfig = {
  path: '/config/users.yml',
  watch: false,
  search: { email: false, case_insensitive: false },
  extra_attributes: {
    level: { multi_valued: false, value_type: 'integer' },
    teams: { multi_valued: true, value_type: 'string' },
    vip: { multi_valued: false, value_type: 'boolean' },
  },
  password: cheapHashConfig,
};

const read = (text: string, search: Partial<FileBackendConfig['search']> = {}) =>
  readUserDirectory(text, { ...config, search: { ...config.search, ...search } });

/** A users file with those lines in the entry of one user, `john`, whose required keys are there. */
const withLines = (...lines: readonly string[]) =>
  [
    'users:',
    '  john:',
    '    displayname: John',
    '    password: $plaintext$x',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');

const detailsOf = (text: string) => read(text).directory?.find('john')?.details;
const errorsOf = (text: string, search: Partial<FileBackendConfig['search']> = {}) =>
  read(text, search).problems.filter(({ severity }) => severity === 'error');

test('reads all that is known of a person', () => {
  const details = detailsOf(`users:
  john:
    displayname: John Doe
    password: '$plaintext$x'
    email: john@example.com
    groups: [admins, dev]
    given_name: John
    website: https://example.com/~john
    locale: en_GB
    zoneinfo: Europe/Berlin
    phone_number: 4912345
    address: {street_address: 1 Main Street, country: DE}
    extra: {level: 3, teams: [red, blue], vip: true}
    something_else: ignored
`);
  expect(details).toEqual({
    username: 'john',
    displayName: 'John Doe',
    emails: ['john@example.com'],
    groups: ['admins', 'dev'],
    attributes: {
      given_name: 'John',
      website: 'https://example.com/~john',
      locale: 'en_GB',
      zoneinfo: 'Europe/Berlin',
      phone_number: '4912345',
      street_address: '1 Main Street',
      country: 'DE',
      level: 3,
      teams: ['red', 'blue'],
      vip: true,
    },
  });
});

test('mail, groups and everything else are optional', () => {
  expect(detailsOf(withLines())).toEqual({ username: 'john', displayName: 'John', emails: [], groups: [] });
  expect(detailsOf(withLines('groups:', 'email:', 'extra:', 'address:'))).toEqual(detailsOf(withLines()));
});

test.each(['true', 'yes', 'on', 'Y', 'True', '"true"'])('disabled: %s disables', (word) => {
  expect(read(withLines(`disabled: ${word}`)).directory?.find('john')?.isDisabled).toBe(true);
});

test.each(['false', 'no', 'off', 'n', ''])('disabled: %s does not disable', (word) => {
  expect(read(withLines(`disabled: ${word}`)).directory?.find('john')?.isDisabled).toBe(false);
});

test.each(['1', 'disabled', '[true]', 'nope'])('disabled: %s is an error', (word) => {
  expect(errorsOf(withLines(`disabled: ${word}`))).toMatchObject([{ keyPath: 'users.john.disabled' }]);
});

test.each<[string, string, string, number, number]>([
  ['a required display name', 'users:\n  john:\n    password: $plaintext$x', 'users.john', 2, 3],
  ['a required password', 'users:\n  john:\n    displayname: John', 'users.john', 2, 3],
  ['an empty password', 'users:\n  john: {displayname: J, password: }', 'users.john.password', 2, 26],
  [
    'a password without the form of a digest',
    'users:\n  john: {displayname: J, password: secret}',
    'users.john.password',
    2,
    26,
  ],
  ['a user that is no map', 'users:\n  john: yes', 'users.john', 2, 3],
  ['groups that are no list', withLines('groups: admins'), 'users.john.groups', 5, 5],
  ['a mail address that is a list', withLines('email: [a@b]'), 'users.john.email', 5, 5],
  ['a website that is no URL', withLines('website: example'), 'users.john.website', 5, 5],
  ['a locale that is none', withLines('locale: "?"'), 'users.john.locale', 5, 5],
  ['an undeclared extra attribute', withLines('extra: {shoe: 43}'), 'users.john.extra.shoe', 5, 13],
  ['an extra attribute of another type', withLines('extra: {level: "3"}'), 'users.john.extra.level', 5, 13],
  ['one value where a list is declared', withLines('extra: {teams: red}'), 'users.john.extra.teams', 5, 13],
  [
    'a list with a value of another type',
    withLines('extra: {teams: [red, 1]}'),
    'users.john.extra.teams',
    5,
    13,
  ],
  ['a user name with a dot', 'users:\n  j.doe: 1', "users['j.doe']", 2, 3],
  ['a file without users', 'people: {}', 'users', 1, 1],
  ['an empty map of users', 'users: {}', 'users', 1, 1],
  ['a list', '- a', 'users', 1, 1],
  ['a key given twice', 'users:\n  john: {displayname: J, displayname: K}', '', 2, 26],
  ['a broken line', 'users:\n  john: {displayname: J', '', 2, 24],
])('%s is an error with its place', (_, text, keyPath, line, column) => {
  expect(errorsOf(text)).toMatchObject([
    { keyPath, source: { kind: 'file', file: '/config/users.yml', line, column } },
  ]);
  expect(read(text).directory).toBeUndefined();
});

test('an empty file has no users', () => {
  expect(errorsOf('')).toMatchObject([{ keyPath: 'users' }]);
});

test('user names are taken as they are written', () => {
  const { directory } = read(
    'users:\n  John: {displayname: J, password: $plaintext$x}\n  007: {displayname: B, password: $plaintext$x}',
  );
  expect(directory?.find('John')?.details.username).toBe('John');
  expect(directory?.find('john')).toBeUndefined();
  expect(directory?.find('007')?.details.displayName).toBe('B');
  expect(directory?.find('7')).toBeUndefined();
});

test('of several documents the first is read, with a warning', () => {
  const { directory, problems } = read(`---\n${withLines()}\n---\nusers: {eve: {}}\n`);
  expect(directory?.users.size).toBe(1);
  expect(problems).toMatchObject([
    { severity: 'warning' },
    { severity: 'warning', keyPath: 'users.john.password' },
  ]);
});

test('a byte order mark and the line ends of Windows do not matter', () => {
  expect(detailsOf(`\ufeff${withLines('email: j@x.y').replaceAll('\n', '\r\n')}\r\n`)?.emails).toEqual([
    'j@x.y',
  ]);
});

test('anchors and merged maps work', () => {
  const { directory } = read(`
base: &base
  groups: [dev]
  disabled: true
users:
  john: &john {<<: *base, displayname: John, password: $plaintext$x}
  jim: {<<: [*john], displayname: Jim}
`);
  expect(directory?.find('jim')).toMatchObject({
    isDisabled: true,
    details: { displayName: 'Jim', groups: ['dev'] },
  });
});

test('merges in merges and rings of them end', () => {
  const levels = Array.from({ length: 60 }, (_, level) =>
    level === 0 ? 'l0: &l0 {a: b}' : `l${level}: &l${level} {<<: [*l${level - 1}, *l${level - 1}]}`,
  );
  expect(detailsOf(`${levels.join('\n')}\n${withLines('<<: *l59')}`)?.displayName).toBe('John');
  expect(
    read('users: &u\n  <<: *u\n  john: &j {<<: *j, displayname: J, password: $plaintext$x}').directory?.users
      .size,
  ).toBe(1);
});

const people = (...entries: readonly (readonly [name: string, mail: string])[]) =>
  `users:\n${entries.map(([name, mail]) => `  ${name}: {displayname: X, password: $plaintext$x, email: ${mail}}`).join('\n')}`;

test('with search.email the address finds its user in any case, and so does the name', () => {
  const { directory } = read(people(['john', 'John.Doe@Example.com']), { email: true });
  expect(directory?.find('john.doe@EXAMPLE.com')?.details.username).toBe('john');
  expect(directory?.find('john')?.details.username).toBe('john');
  expect(directory?.find('John')).toBeUndefined();
  expect(read(people(['john', 'j@x.y'])).directory?.find('j@x.y')).toBeUndefined();
});

test('with search.case_insensitive any case of the name finds its user', () => {
  const { directory } = read(people(['john', 'j@x.y']), { case_insensitive: true });
  expect(directory?.find('JOHN')?.details.username).toBe('john');
  expect(directory?.find('j@x.y')).toBeUndefined();
});

test.each<[string, string, Partial<FileBackendConfig['search']>]>([
  ['an address of two users', people(['john', 'J@x.y'], ['jim', 'j@x.y']), { email: true }],
  ["an address that is someone's name", people(['john', 'jim@x.y'], ['jim@x.y', 'a@b.c']), { email: true }],
  [
    'the same with any case of a name',
    people(['john', 'jim@x.y'], ['jim@x.y', 'a@b.c']),
    { case_insensitive: true },
  ],
  ['a name with capitals', people(['John', 'j@x.y']), { case_insensitive: true }],
])('%s is an error only where it would be searched', (_, text, search) => {
  expect(errorsOf(text, search)).toHaveLength(1);
  expect(errorsOf(text)).toEqual([]);
});

test('an address that is the own name is no clash', () => {
  expect(errorsOf(people(['j@x.y', 'J@X.y']), { email: true, case_insensitive: true })).toEqual([]);
});

test('a disabled user takes part in the search for clashes', () => {
  const text = `${people(['john', 'j@x.y'])}\n  jim: {displayname: J, password: $plaintext$x, email: j@x.y, disabled: true}`;
  expect(errorsOf(text, { email: true })).toHaveLength(1);
});

test('whatever the text, it is read or refused with problems', () => {
  const pieces = fc.constantFrom(
    'users',
    ':',
    ' ',
    '\n',
    '  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '<<',
    "'",
    '"',
    '|',
    '>',
    '#',
    'john',
    'displayname',
    'password',
    '$plaintext$x',
    'extra',
    '!!str',
    '?',
    ',',
    '\t',
    '%',
    '---',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((list) => list.join('')),
      ),
      (text) => {
        const { directory, problems } = read(text);
        expect(directory === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
      },
    ),
    { numRuns: 1000 },
  );
});
