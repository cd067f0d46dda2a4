import type { Kind, TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';
import { quoteLikeGo } from '../go-escapes.ts';
import type { TemplateValue } from '../value.ts';
import { formatValue, listOf, mapOf } from '../value.ts';

const anyNumber = { rest: 'any' as Kind };
const maxIndentation = 1000;

/** Functions on text, in helm's order of arguments: the text comes last, for pipelines. */
export const textFunctions: Readonly<Record<string, TemplateFunction>> = {
  lower: define(['string'], ([text]) => text.toLowerCase()),
  upper: define(['string'], ([text]) => text.toUpperCase()),
  // Go's ToTitle: every letter, not only the first.
  title: define(['string'], ([text]) => text.toUpperCase()),
  trim: define(['string'], ([text]) => text.trim()),
  trimAll: define(['string', 'string'], ([cutset, text]) => trimAll(cutset, text)),
  trimPrefix: define(['string', 'string'], ([prefix, text]) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  trimSuffix: define(['string', 'string'], ([suffix, text]) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  contains: define(['string', 'string'], ([part, text]) => text.includes(part)),
  hasPrefix: define(['string', 'string'], ([prefix, text]) => text.startsWith(prefix)),
  hasSuffix: define(['string', 'string'], ([suffix, text]) => text.endsWith(suffix)),
  replace: define(['string', 'string', 'string'], ([from, to, text]) => text.replaceAll(from, () => to)),
  split: define(['string', 'string'], ([separator, text]) =>
    mapOf(
      text.split(separator).map((part, index) => [`_${index}`, part] as const),
      'map[string]string',
    ),
  ),
  splitList: define(['string', 'string'], ([separator, text]) => listOf(text.split(separator), '[]string')),
  join: define(['string', 'any'], ([separator, items]) => textsOf(items).join(separator)),
  quote: define([], (_args, _context, rest) => quoteEach(rest, quoteLikeGo), anyNumber),
  squote: define([], (_args, _context, rest) => quoteEach(rest, (text) => `'${text}'`), anyNumber),
  mquote: define([], (_args, _context, rest) => quoteEach(rest, unlessLines('"')), anyNumber),
  msquote: define([], (_args, _context, rest) => quoteEach(rest, unlessLines("'")), anyNumber),
  indent: define(['int', 'string'], ([width, text]) => indent(width, text)),
  nindent: define(['int', 'string'], ([width, text]) => `\n${indent(width, text)}`),
  mindent: define(['int', 'string', 'string'], ([width, mark, text]) =>
    text.includes('\n') ? `${mark}\n${indent(width, text)}` : text,
  ),
};

/** The texts of a list's items, nil left out; of anything else its own text. */
export function textsOf(value: TemplateValue): string[] {
  const items = typeof value === 'object' && value?.kind === 'list' ? value.items : [value];
  return items.filter((item) => item !== null).map((item) => formatValue(item));
}

function quoteEach(values: readonly TemplateValue[], quote: (text: string) => string): string {
  return values
    .filter((value) => value !== null)
    .map((value) => quote(formatValue(value)))
    .join(' ');
}

function unlessLines(quote: string): (text: string) => string {
  return (text) => (text.includes('\n') ? text : `${quote}${text}${quote}`);
}

function indent(width: number, text: string): string {
  if (width < 0 || width > maxIndentation) {
    throw new FunctionError(`Its argument 1 must be between 0 and ${maxIndentation}.`);
  }
  const spaces = ' '.repeat(width);
  return spaces + text.replaceAll('\n', `\n${spaces}`);
}

function trimAll(cutset: string, text: string): string {
  const characters = Array.from(text);
  const isKept = (character: string) => !cutset.includes(character);
  const [first, last] = [characters.findIndex(isKept), characters.findLastIndex(isKept)];
  return first < 0 ? '' : characters.slice(first, last + 1).join('');
}
