import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merge } from './merge.ts';
import { toPlainValue } from './plain-value.ts';
import { emptyMap, placeOf } from './raw-tree.ts';
import { unfilteredText } from './sources/source-text.ts';
import { readYaml } from './sources/yaml.ts';

const tree = (text: string, file = 'c.yml') => readYaml(unfilteredText(file, text)).map;
const plain = (map: ReturnType<typeof tree>) => toPlainValue(map, undefined, []);

test('maps are merged deeply, lists replaced whole, the later wins', () => {
  const merged = merge(tree('a: {x: 1, y: 1}\nl: [1, 2]\n'), tree('a: {y: 2, z: 2}\nl: [3]\n'));
  expect(plain(merged)).toEqual({ a: { x: 1, y: 2, z: 2 }, l: [3] });
});

test('a heading with nothing below it neither hides nor empties what was given before', () => {
  expect(plain(merge(tree('a: {x: 1}\nl: [1]\n'), tree('a:\nl:\n')))).toEqual({ a: { x: 1 }, l: [1] });
});

test('each value keeps the place where it was written', () => {
  const merged = merge(tree('a:\n  x: 1\n', 'one.yml'), tree('\n\na:\n  y: 2\n', 'two.yml'));
  expect(placeOf(merged, ['a', 'x']).origin).toMatchObject({ file: 'one.yml', line: 2 });
  expect(placeOf(merged, ['a', 'y']).origin).toMatchObject({ file: 'two.yml', line: 4 });
});

// As in a real configuration, a key of one name holds values of one kind.
const { value: arbitraryMap } = fc.letrec((tie) => ({
  value: fc.record(
    {
      number: fc.integer(),
      list: fc.array(fc.integer()),
      inner: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant({}), tie('value')),
      other: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant({}), tie('value')),
    },
    { requiredKeys: [] },
  ),
}));
const arbitraryTree = arbitraryMap.map((value) => tree(JSON.stringify(value)));

test('merging is associative, and merging with nothing or with itself changes nothing', () => {
  fc.assert(
    fc.property(arbitraryTree, arbitraryTree, arbitraryTree, (one, two, three) => {
      expect(plain(merge(merge(one, two), three))).toEqual(plain(merge(one, merge(two, three))));
      expect(plain(merge(one, one))).toEqual(plain(one));
      expect(plain(merge(emptyMap(one.origin), one))).toEqual(plain(one));
    }),
  );
});
