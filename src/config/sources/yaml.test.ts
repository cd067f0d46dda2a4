import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPlainValue } from '../plain-value.ts';
import { placeOf } from '../raw-tree.ts';
import { unfilteredText } from './source-text.ts';
import { readYaml } from './yaml.ts';

const read = (text: string) => {
  const { map, problems } = readYaml(unfilteredText('c.yml', text));
  return { map, value: toPlainValue(map, undefined, []), problems };
};
const places = (text: string) =>
  read(text).problems.map(({ source }) => source?.kind === 'file' && `${source.line}:${source.column}`);

test('every value knows its line and column', () => {
  const { map } = read('a:\n  b: 1\nlist:\n  - x\n  - y: z\n');
  expect(placeOf(map, ['a', 'b'])).toMatchObject({
    origin: { line: 2, column: 6 },
    keyOrigin: { line: 2, column: 3 },
  });
  expect(placeOf(map, ['list', 1, 'y']).origin).toMatchObject({ line: 5, column: 8 });
  expect(placeOf(map, ['a', 'missing']).origin).toMatchObject({ line: 1, column: 1 });
});

test.each([
  ['', {}],
  ['# only a comment\n', {}],
  ['a:\n', {}],
  ['a: "0640"\n', { a: '0640' }],
  ['a: !!str 12\n', { a: '12' }],
  ['1: x\ntrue: y\n', { 1: 'x', true: 'y' }],
  ['a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
  ['base: &b {x: 1}\nc: *b\n', { base: { x: 1 }, c: { x: 1 } }],
  ['b: &b {x: 1, y: 1}\nc:\n  y: 2\n  <<: *b\n', { b: { x: 1, y: 1 }, c: { y: 2, x: 1 } }],
  [
    'o: &o {x: 1}\np: &p {x: 2, y: 2}\nc: {<<: [*o, *p]}\n',
    { o: { x: 1 }, p: { x: 2, y: 2 }, c: { x: 1, y: 2 } },
  ],
  ["'<<': 1\n", { '<<': 1 }],
  ['{"json": [1, null]}', { json: [1, null] }],
])('%o is read as Authelia reads it', (text, value) => {
  const reading = read(text);
  expect(reading.problems).toEqual([]);
  expect(reading.value).toEqual(value);
});

test('a key that is written twice is told with both places', () => {
  const { problems } = read('session:\n  name: a\n  secret: hunter2\n  name: b\n');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ severity: 'error', source: { line: 4, column: 3 } });
  expect(problems[0]?.message).toContain('first in line 2');
});

test.each([
  ['a: b: c\n', '1:4'],
  ['a: "not closed\nb: c\n', '1:4'],
  ['\ta: 1\n', '1:1'],
  ['a: @x\n', '1:4'],
  ['domain: *.example.com\n', '1:9'],
  ['a: !custom x\n', '1:12'],
  ['- 1\n', '1:1'],
  ['just words\n', '1:1'],
  ['a: &a\n  b: *a\n', '2:6'],
  ['{[1]: 2}\n', '1:2'],
  ['<<: 3\n', '1:5'],
])('%o is an error at its place', (text, place) => {
  expect(places(text)).toEqual([place]);
});

test('a second document is told and not read', () => {
  const { value, problems } = read('a: 1\n---\nb: 2\n');
  expect(value).toEqual({ a: 1 });
  expect(problems).toMatchObject([{ severity: 'warning' }]);
});

test('aliases of aliases of aliases end in an error, soon', () => {
  const levels = Array.from({ length: 12 }, (_, index) => {
    const below = index === 0 ? 'x' : `*l${index - 1}`;
    return `l${index}: &l${index} [${Array(10).fill(below).join(', ')}]`;
  });
  expect(read(levels.join('\n')).problems).toMatchObject([{ severity: 'error' }]);
});

test('ten thousand rules are none too many', () => {
  const rule =
    '- domain: [a.example.com]\n  policy: one_factor\n  subject: ["group:a"]\n  resources: ["^/b"]\n';
  expect(read(`rules:\n${rule.repeat(10_000)}`).problems).toEqual([]);
});

test('deep nesting ends in an error', () => {
  const { problems } = read(`a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`);
  expect(problems[0]).toMatchObject({ severity: 'error' });
});

test('no text makes it throw, and no problem quotes the text', () => {
  const piece = fc.constantFrom(
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '"',
    "'",
    '[',
    '{',
    '}',
    '*x',
    '&x ',
    '!t ',
    '|',
    '#',
    '\t',
    '<<',
    '---\n',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.constant('hunter2')), { maxLength: 40 }), (pieces) => {
      const { problems } = read(pieces.join(''));
      for (const { message, hint } of problems) {
        // The name of a key written twice is the one thing told.
        const told = `${message} ${hint ?? ''}`.replace(/the key `[^`]*` is written twice/, '');
        expect(told).not.toContain('hunter2');
      }
    }),
  );
});
