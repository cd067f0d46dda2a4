import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

const text = `session:
  name: abc
  secret: hunter2
  redis: {host: a, password: hunter2}
  jwks:
    - key: |
        hunter2
      use: sig
  address: ldap://u:hunter2@host
  list:
    - domain: x
      "quoted": y
log: 'x' # token hunter2
free text hunter2
  'name' : z
`;
const lines = text.split('\n');
const shown = (line: number, key?: string) => excerptOf(lines, line, key);

test.each([
  [1, undefined, 'session:'],
  [2, 'name', '  name: abc'],
  [2, undefined, '  name: …'],
  [2, 'host', '  name: …'],
  [3, 'secret', undefined],
  [4, 'redis', '  redis: …'],
  [5, 'jwks', undefined],
  [6, 'key', undefined],
  [7, 'hunter2', undefined],
  [8, 'use', undefined],
  [9, 'address', '  address: …'],
  [11, 'domain', '    - domain: x'],
  [12, 'quoted', '      "quoted": y'],
  [13, 'log', 'log: …'],
  [14, 'free', undefined],
  [15, 'name', "  'name' : z"],
  [99, 'name', undefined],
])('line %i, key %s', (line, key, expected) => {
  expect(shown(line, key)).toBe(expected);
});

test('long lines are cut', () => {
  expect(excerptOf([`a: ${'x'.repeat(500)}`], 1, 'a')?.length).toBeLessThan(110);
});
