import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadTexts } from '../../tests/support/load-text.ts';
import type { Config } from './config.ts';

const check = async (schema: z.ZodType, value: string) => {
  const sections = {
    table: { value: { schema } },
    checkAcross: () => {},
    findUnsupported: () => [],
    complete: (config: Config) => config,
  };
  const { problems } = await loadTexts(
    { 'c.yml': value === '' ? 'value:\n' : `value: ${value}\n` },
    { files: ['c.yml'], sections },
  );
  return problems.map(({ keyPath, message, hint }) =>
    [keyPath, message, hint].filter((part) => part !== undefined).join(' | '),
  );
};

test.each<[string, z.ZodType, string, string[]]>([
  ['text', z.string(), '[1]', ['value | This must be text, not a list.']],
  ['a number', z.number(), 'abc', ['value | This must be a number, not "abc".']],
  ['a whole number', z.number().int(), '1.5', ['value | This must be a whole number, not "1.5".']],
  ['a truth value', z.boolean(), 'yes', ['value | This must be `true` or `false`, not "yes".']],
  ['a list', z.array(z.string()), '{a: 1}', ['value | This must be a list, not keys with values.']],
  [
    'a map',
    z.strictObject({ a: z.string().optional() }),
    '[]',
    ['value | This must be keys with values, not a list.'],
  ],
  ['one value', z.literal('x'), 'y', ['value | This must be `x`, not "y".']],
  ['a least number', z.number().min(5), '4', ['value | This must be at least 5, not "4".']],
  ['more than a number', z.number().gt(5), '4', ['value | This must be more than 5, not "4".']],
  ['a greatest number', z.number().max(5), '6', ['value | This must be at most 5, not "6".']],
  ['less than a number', z.number().lt(5), '6', ['value | This must be less than 5, not "6".']],
  ['a least length', z.string().min(3), 'ab', ['value | This must have at least 3 characters, not "ab".']],
  ['something at all', z.string().min(1), "''", ['value | This must not be empty.']],
  [
    'a longest list',
    z.array(z.string()).max(1),
    '[a, b]',
    ['value | This must have at most 1 items, not a list.'],
  ],
  ['a multiple', z.number().multipleOf(5), '6', ['value | This must be a multiple of 5, not "6".']],
  ['a URL', z.url(), 'x', ['value | This must be a URL, not "x".']],
  ['a pattern', z.string().regex(/^a/), 'x', ['value | This must be written in another way, not "x".']],
  [
    'either kind',
    z.union([z.string(), z.array(z.string())]),
    '{a: 1}',
    ['value | This must be text or a list, not keys with values.'],
  ],
  [
    'the nearer of two kinds',
    z.union([z.string(), z.array(z.number())]),
    '[x]',
    ['value[0] | This must be a number, not "x".'],
  ],
  [
    'a missing key',
    z.strictObject({ a: z.string() }),
    '{}',
    ['value.a | This key is missing. | Write it with text.'],
  ],
  [
    'a missing choice',
    z.strictObject({ a: z.enum(['x', 'y']) }),
    '{}',
    ['value.a | This key is missing. | Write it with one of `x` or `y`.'],
  ],
  [
    'a key of a record',
    z.record(z.string().regex(/^a/), z.string()),
    '{b: x}',
    ['value.b | This name cannot be used.'],
  ],
])('%s', async (_name, schema, value, expected) => {
  expect(await check(schema, value)).toEqual(expected);
});

test('a message of the section is told as it is, with its hint', async () => {
  const schema = z.string().superRefine((_value, context) => {
    context.addIssue({ code: 'custom', message: 'Not this.', params: { hint: 'That.' } });
  });
  expect(await check(schema, 'x')).toEqual(['value | Not this. | That.']);
  expect(await check(z.string('Words only.'), '[1]')).toEqual(['value | Words only.']);
});

test('a message of the section that quotes a secret loses it', async () => {
  const schema = z.strictObject({
    password: z
      .string()
      .superRefine((value, context) => context.addIssue({ code: 'custom', message: `"${value}" is short.` })),
  });
  expect(await check(schema, '{password: hunter2}')).toEqual(['value.password | "…" is short.']);
  expect(await check(schema, '{password: s}')).toEqual(['value.password | "…" is short.']);
});

test('long values are cut and lines joined', async () => {
  const [told] = await check(z.number(), `"${'x\\n'.repeat(100)}"`);
  expect(told?.length).toBeLessThan(90);
  expect(told).not.toContain('\n');
});
