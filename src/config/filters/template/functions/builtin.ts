import type { Kind, TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';
import { formatLikeGo } from '../printf.ts';
import type { TemplateValue } from '../value.ts';
import { formatValue, listOf, typeName } from '../value.ts';

const anyNumber = { rest: 'any' as Kind };

/** What Go's text/template brings itself, but for the comparisons. */
export const builtinFunctions: Readonly<Record<string, TemplateFunction>> = {
  print: define([], (_args, _context, values) => printLikeGo(values), anyNumber),
  println: define(
    [],
    (_args, _context, values) => `${values.map((value) => formatValue(value)).join(' ')}\n`,
    anyNumber,
  ),
  printf: define(['string'], ([format], _context, values) => formatLikeGo(format, values), anyNumber),
  len: define(['any'], ([value]) => lengthOf(value)),
  index: define(['any'], ([value], _context, keys) => keys.reduce(itemAt, value), anyNumber),
  slice: define(['any'], ([value], _context, bounds) => slice(value, bounds), { rest: 'int' }),
  html: define([], (_args, _context, values) => escapeEach(printLikeGo(values), htmlEscapes), anyNumber),
  js: define([], (_args, _context, values) => escapeEach(printLikeGo(values), jsEscapes), anyNumber),
  urlquery: define([], (_args, _context, values) => queryEscape(printLikeGo(values)), anyNumber),
  call: define(
    ['any'],
    ([value]) => {
      throw new FunctionError(`A value of type ${typeName(value)} is no function.`);
    },
    anyNumber,
  ),
};

const htmlEscapes: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\uFFFD',
};

const jsEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
  '\n': '\\u000A',
  '\r': '\\u000D',
  '\t': '\\u0009',
};

function escapeEach(text: string, escapes: Readonly<Record<string, string>>): string {
  return Array.from(text, (character) => escapes[character] ?? character).join('');
}

function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Go's Sprint: a space only between two values of which neither is text. */
function printLikeGo(values: readonly TemplateValue[]): string {
  return values
    .map((value, index) => {
      const before = values[index - 1];
      const isApart = index > 0 && typeof before !== 'string' && typeof value !== 'string';
      return `${isApart ? ' ' : ''}${formatValue(value)}`;
    })
    .join('');
}

function lengthOf(value: TemplateValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'object' && value?.kind === 'list') return value.items.length;
  if (typeof value === 'object' && value?.kind === 'map') return value.entries.size;
  throw new FunctionError(`A value of type ${typeName(value)} has no length.`);
}

function itemAt(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (typeof value === 'object' && value?.kind === 'map') {
    if (typeof key !== 'string') throw new FunctionError('A map is read with a text.');
    return value.entries.get(key) ?? (value.type === 'map[string]string' ? '' : null);
  }
  if (typeof key !== 'number') throw new FunctionError('A position must be a whole number.');
  const items = typeof value === 'string' ? [...Buffer.from(value)] : itemsOf(value);
  const item = items[key];
  if (item === undefined) throw new FunctionError('There is nothing at that position.');
  return item;
}

function itemsOf(value: TemplateValue): readonly TemplateValue[] {
  if (typeof value === 'object' && value?.kind === 'list') return value.items;
  throw new FunctionError(`A value of type ${typeName(value)} has no positions.`);
}

function slice(value: TemplateValue, bounds: readonly TemplateValue[]): TemplateValue {
  const length = lengthOf(value);
  const [from = 0, to = length] = bounds.map(Number);
  if (bounds.length > 2 || from < 0 || to > length || from > to) {
    throw new FunctionError('These positions are not in it.');
  }
  if (typeof value === 'string') return Buffer.from(value).subarray(from, to).toString();
  return listOf(itemsOf(value).slice(from, to), typeName(value));
}
