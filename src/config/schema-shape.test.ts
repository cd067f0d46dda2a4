import { expect, test } from 'vitest';
import { z } from 'zod';
import { configurationSchema } from './json-schema.ts';
import { isClosedMap, pathsOf, shapeBelow, shapeOf } from './schema-shape.ts';

const shape = shapeOf(
  configurationSchema({
    one: {
      schema: z.strictObject({
        text: z.string().default('x'),
        either: z.union([z.string(), z.array(z.number())]),
        inner: z.strictObject({ flag: z.boolean() }).optional(),
        names: z.record(z.string(), z.strictObject({ a: z.string() })),
        list: z.array(z.strictObject({ id: z.number().int() })),
        made: z.preprocess((raw) => raw, z.strictObject({ deep: z.string() })).transform(() => 1),
        free: z.unknown(),
        fixed: z.literal([1, 'a']),
      }),
    },
    two: { schema: z.enum(['a', 'b']) },
  }),
);

test('the paths of keys are found through defaults, options and transforms, not through lists and free names', () => {
  expect([...pathsOf(shape)].map(([path]) => path.join('.'))).toEqual([
    'one',
    'one.text',
    'one.either',
    'one.inner',
    'one.inner.flag',
    'one.names',
    'one.list',
    'one.made',
    'one.made.deep',
    'one.free',
    'one.fixed',
    'two',
  ]);
});

test('what each place takes', () => {
  const at = (...path: (string | number)[]) => path.reduce<ReturnType<typeof shapeBelow>>(shapeBelow, shape);
  expect([...(at('one', 'either')?.scalars ?? [])]).toEqual(['string']);
  expect([...(at('one', 'either', 0)?.scalars ?? [])]).toEqual(['number']);
  expect([...(at('one', 'list', 3, 'id')?.scalars ?? [])]).toEqual(['integer']);
  expect([...(at('one', 'fixed')?.scalars ?? [])]).toEqual(['number', 'string']);
  expect([...(at('one', 'names', 'anything', 'a')?.scalars ?? [])]).toEqual(['string']);
  expect(at('one', 'names', 'anything', 'b')).toBeUndefined();
  expect(at('one', 'free', 'a', 0, 'b')).toBeDefined();
  expect(at('one', 'text', 'a')).toBeUndefined();
});

test('a map with known keys is closed, one with free names is not', () => {
  const { keys } = shapeBelow(shape, 'one') ?? {};
  expect(isClosedMap(shape)).toBe(true);
  expect(keys?.get('names') && isClosedMap(keys.get('names') ?? shape)).toBe(false);
});
