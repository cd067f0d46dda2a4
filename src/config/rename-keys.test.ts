import { describe, expect, test } from 'vitest';
import { problemLine } from '../../tests/support/load-text.ts';
import { toPlainValue } from './plain-value.ts';
import type { ConfigProblem } from './problem.ts';
import { placeOf } from './raw-tree.ts';
import { renameKeys } from './rename-keys.ts';
import { addressBlocks, removedKeys, renamedKeys } from './renamed-keys.ts';
import { unfilteredText } from './sources/source-text.ts';
import { readYaml } from './sources/yaml.ts';

const renameAll = (text: string) => {
  const problems: ConfigProblem[] = [];
  const tree = renameKeys(readYaml(unfilteredText('c.yml', text)).map, (problem) => problems.push(problem));
  return { tree, value: toPlainValue(tree, undefined, []), lines: problems.map(problemLine) };
};
const severities = (text: string) => renameAll(text).lines.map((line) => line.split(' ')[0]);

/** A YAML flow map that holds one value at a path; `[]` is a list of one. */
const write = (path: string, value: string): string =>
  path
    .split('.')
    .toReversed()
    .reduce(
      (inner, key) => (key.endsWith('[]') ? `{${key.slice(0, -2)}: [${inner}]}` : `{${key}: ${inner}}`),
      value,
    );
const nested = (path: string, value: unknown): unknown =>
  path
    .split('.')
    .toReversed()
    .reduce((inner, key) => (key.endsWith('[]') ? { [key.slice(0, -2)]: [inner] } : { [key]: inner }), value);

test.each(renamedKeys.map(({ from, to }) => [from, to]))('%s is read as %s, with a warning', (from, to) => {
  const { value, lines } = renameAll(write(from, 'x'));
  expect(value).toMatchObject(nested(to, 'x') as object);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^warning c\.yml:1/);
});

test('where old and new are both written the old one is left out, with a warning', () => {
  const { value, lines } = renameAll('log_level: debug\nlog:\n  level: info\n');
  expect(value).toEqual({ log: { level: 'info' } });
  expect(lines).toEqual([
    'warning c.yml:1:1 log_level: This is the old name (before 4.30) of `log.level`, which is written too: the old one is left out. → Remove the old one.',
  ]);
});

test('an old key with nothing after it says nothing', () => {
  expect(renameAll('jwt_secret:\nhost:\n')).toMatchObject({ value: {}, lines: [] });
});

test('a value keeps the place where it was written, and the name', () => {
  const { tree } = renameAll('theme: dark\nsession:\n  remember_me_duration: 1M\n');
  expect(placeOf(tree, ['session', 'remember_me'])).toMatchObject({
    origin: { line: 3, column: 25 },
    keyOrigin: { line: 3, column: 3 },
    writtenAs: 'session.remember_me_duration',
  });
});

describe('addresses', () => {
  test.each([
    ['host: 0.0.0.0\nport: 9091\n', { server: { address: 'tcp://0.0.0.0:9091' } }],
    ['port: 80\n', { server: { address: 'tcp://:80' } }],
    ['server: {host: "::1", port: 9091, path: auth}\n', { server: { address: 'tcp://[::1]:9091/auth' } }],
    ['server: {host: "[::1]"}\n', { server: { address: 'tcp://[::1]' } }],
    ['server: {host: a}\nhost: b\nport: 1\n', { server: { address: 'tcp://a:1' } }],
    ['storage: {mysql: {host: db, port: 3306}}\n', { storage: { mysql: { address: 'tcp://db:3306' } } }],
    [
      'storage: {postgres: {host: /run/pg, port: 5432}}\n',
      { storage: { postgres: { address: 'unix:///run/pg' } } },
    ],
    [
      'notifier: {smtp: {host: mail, port: 587}}\n',
      { notifier: { smtp: { address: 'submission://mail:587' } } },
    ],
    [
      'notifier: {smtp: {host: mail, port: 465}}\n',
      { notifier: { smtp: { address: 'submissions://mail:465' } } },
    ],
    ['notifier: {smtp: {host: mail, port: 1025}}\n', { notifier: { smtp: { address: 'smtp://mail:1025' } } }],
    ['notifier: {smtp: {host: mail}}\n', { notifier: { smtp: { address: 'smtp://mail' } } }],
  ])('%s', (text, expected) => {
    const { value, lines } = renameAll(text);
    expect(value).toEqual(expected);
    expect(new Set(lines.map((line) => line.split(' ')[0]))).toEqual(new Set(['warning']));
  });

  test.each(addressBlocks.map(({ address, port }) => [address, port[0] ?? '']))(
    '%s and its old form together are an error',
    (address, port) => {
      const block = address.replace('.address', '');
      const { lines } = renameAll(`${write(block, `{address: 'tcp://a', ${port.split('.').at(-1)}: 1}`)}\n`);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^error /);
    },
  );
});

describe('password hashes', () => {
  const file = (keys: string) => `authentication_backend: {file: {password: ${keys}}}\n`;
  const password = (keys: string) =>
    (renameAll(file(keys)).value as { authentication_backend: { file: { password: unknown } } })
      .authentication_backend.file.password;

  test.each([
    [
      '{algorithm: argon2id, iterations: 1, memory: 1024, parallelism: 8, key_length: 32, salt_length: 16}',
      {
        algorithm: 'argon2',
        argon2: {
          variant: 'argon2id',
          iterations: 1,
          memory: 1_048_576,
          parallelism: 8,
          key_length: 32,
          salt_length: 16,
        },
      },
    ],
    ['{memory: 64}', { argon2: { memory: 65_536 } }],
    [
      '{algorithm: sha512, iterations: 5000, salt_length: 16, memory: 64}',
      { algorithm: 'sha2crypt', sha2crypt: { variant: 'sha512', iterations: 5000, salt_length: 16 } },
    ],
    ['{algorithm: argon2, argon2: {memory: 1}, memory: 64}', { algorithm: 'argon2', argon2: { memory: 1 } }],
    ['{algorithm: bcrypt, bcrypt: {cost: 12}}', { algorithm: 'bcrypt', bcrypt: { cost: 12 } }],
    ['{memory: lots}', { argon2: { memory: 'lots' } }],
  ])('%s', (keys, expected) => {
    expect(password(keys)).toEqual(expected);
  });

  test('each flat key gives a warning, today’s form none', () => {
    expect(severities(file('{algorithm: argon2id, memory: 64, iterations: 1}'))).toEqual([
      'warning',
      'warning',
      'warning',
    ]);
    expect(severities(file('{algorithm: argon2, argon2: {memory: 65536}}'))).toEqual([]);
  });
});

describe('clients of the OpenID provider', () => {
  test('each item is renamed by itself', () => {
    const { value, lines } = renameAll(
      'identity_providers:\n  oidc:\n    clients:\n      - id: a\n        secret: x\n      - client_id: b\n        id: c\n',
    );
    expect(value).toEqual({
      identity_providers: { oidc: { clients: [{ client_id: 'a', client_secret: 'x' }, { client_id: 'b' }] } },
    });
    expect(lines.map((line) => line.slice(0, 55))).toEqual([
      'warning c.yml:4:9 identity_providers.oidc.clients[0].id',
      'warning c.yml:7:9 identity_providers.oidc.clients[1].id',
      'warning c.yml:5:9 identity_providers.oidc.clients[0].se',
    ]);
  });
});

describe('keys without a new name', () => {
  test.each(removedKeys.map(({ path, severity, isKept }) => [path, severity, isKept === true]))(
    '%s gives one %s',
    (path, severity, isKept) => {
      const { value, lines } = renameAll(write(path, '{x: 1}'));
      expect(lines).toHaveLength(1);
      expect(lines[0]?.startsWith(`${severity} c.yml:1`)).toBe(true);
      expect(lines[0]).toContain(' → ');
      expect(JSON.stringify(value).includes('"x":')).toBe(isKept);
    },
  );

  test('the map around a removed key stays: that it was written means something', () => {
    expect(renameAll('session: {redis: {timeouts: {dial: 5s}}}\n').value).toEqual({ session: { redis: {} } });
  });
});
