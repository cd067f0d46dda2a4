import {
  type Arbitrary,
  anything,
  array,
  assert,
  constant,
  constantFrom,
  dictionary,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { expect, test } from 'vitest';
import { readSection } from '../../tests/support/read-section.ts';
import { sections } from './sections.ts';

/** Values that one notation or another stumbles over. */
const oddTexts = ['', ' ', 'a', '0', '-1', '0s', '1h', '*', '.', '/', ':', '[', '[::1', '(', 'user:', 'a@b'];
const oddHosts = [
  '10.0.0.0/8',
  'localhost',
  'example.com',
  'https://',
  'https://x.example.com',
  'tcp://:1',
  'unix://',
];
const oddOthers: readonly unknown[] = [
  0,
  -1,
  1.5,
  2 ** 60,
  true,
  null,
  [],
  {},
  [[]],
  ['a'],
  { toString: false },
  { length: 3 },
];
const oddities = constantFrom<unknown>(...oddTexts, ...oddHosts, ...oddOthers);

/** What a schema may say, all of it left out. */
const nothing: Readonly<Record<string, unknown>> = {};

/** Values that keep to a JSON Schema more or less. */
function likeSchema(schema: unknown): Arbitrary<unknown> {
  if (typeof schema !== 'object' || schema === null) return oddities;
  const {
    properties,
    additionalProperties,
    items,
    enum: words,
    default: fallback,
  } = { ...nothing, ...schema };
  if (typeof properties === 'object' && properties !== null) {
    const inner = Object.entries(properties).map(([key, value]) => [key, likeSchema(value)] as const);
    return oneof({ weight: 9, arbitrary: record(Object.fromEntries(inner), { requiredKeys: [] }) }, oddities);
  }
  if (typeof additionalProperties === 'object') {
    return dictionary(
      oneof(string(), constantFrom('a', 'legacy', '__proto__', 'toString')),
      likeSchema(additionalProperties),
    );
  }
  const known = Array.isArray(words) ? constantFrom<unknown>(...words) : constant(fallback);
  const leaf = oneof(oddities, known, string(), anything({ maxDepth: 2 }));
  return items === undefined ? leaf : oneof(leaf, array(likeSchema(items), { maxLength: 3 }));
}

test.each(Object.entries(sections))(
  'whatever is written in %s is read or explained, never thrown',
  (_name, section) => {
    const schema: unknown = section.schema.toJSONSchema({ io: 'input', unrepresentable: 'any' });
    assert(
      property(likeSchema(schema), (raw) => {
        for (const problem of readSection<unknown>(section, raw).problems)
          expect(problem.message).not.toBe('');
      }),
      { numRuns: 300 },
    );
  },
);
