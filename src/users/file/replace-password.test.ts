import { expect, test } from 'vitest';
import { replacePassword } from './replace-password.ts';

const digest = '$argon2id$v=19$m=64,t=1,p=1$c2FsdA$a2V5';

test.each([
  ['plain', 'users:\r\n  john:\r\n    password: $6$a$b # old\r\n    x: 1\r\n'],
  ['in single quotes', "users:\n  john:\n    password: '$6$a$b' # old\n    x: 1\n"],
  ['in double quotes', 'users: {john: {password: "$6$a$b", x: 1}, jim: {password: "$6$a$b"}}'],
  ['after a byte order mark', '\ufeffusers:\r\n  john:\r\n    password: $6$a$b\r\n'],
  ['in the first of several documents', 'users:\n  john:\n    password: $6$a$b\n---\nx: 1\n'],
  ['with a tag', 'users:\n  john:\n    password: !!str $6$a$b\n'],
  ['of a numeric user name', 'users:\n  john:\n    password: $6$a$b\n  7: {password: x}\n'],
])('a digest %s changes in its place', (_, text) => {
  const changed = replacePassword(text, 'john', digest);
  expect(changed).toBe(text.replace(/(['"]?)\$6\$a\$b\1/, `'${digest.replaceAll('$', '$$$$')}'`));
});

test('a user name that is a number is found', () => {
  expect(replacePassword('users: {7: {password: x}}', '7', digest)).toBe(
    `users: {7: {password: '${digest}'}}`,
  );
});

test('a digest on lines of its own is replaced, comments kept', () => {
  const changed = replacePassword(
    '# top\nusers:\n  john:\n    password: >-\n      $6$a$b\n    x: 1 # one\n',
    'john',
    digest,
  );
  expect(changed).toBe(`# top\nusers:\n  john:\n    password: '${digest}'\n    x: 1 # one\n`);
});

test('whoever shares a digest by an anchor keeps the old one', () => {
  const text = 'users:\n  john:\n    password: &p $6$a$b\n  jim:\n    password: *p\n';
  expect(replacePassword(text, 'john', digest)).toBe(
    `users:\n  john:\n    password: '${digest}'\n  jim:\n    password: '$6$a$b'\n`,
  );
  expect(replacePassword(text, 'jim', digest)).toBe(
    `users:\n  john:\n    password: &p $6$a$b\n  jim:\n    password: '${digest}'\n`,
  );
});

test('a digest merged in from elsewhere is overridden for this user', () => {
  const text = 'base: &b\n  password: $6$a$b\nusers:\n  john:\n    <<: *b\n  jim:\n    <<: *b\n';
  expect(replacePassword(text, 'john', digest)).toBe(
    `base: &b\n  password: $6$a$b\nusers:\n  john:\n    <<: *b\n    password: '${digest}'\n  jim:\n    <<: *b\n`,
  );
});

test('where the user has no map of their own nothing is written', () => {
  expect(() => replacePassword('users: {john: {password: x}}', 'jim', digest)).toThrow(TypeError);
  expect(() => replacePassword('users:\n  john: &j {password: x}\n  jim: *j\n', 'jim', digest)).toThrow(
    TypeError,
  );
});
