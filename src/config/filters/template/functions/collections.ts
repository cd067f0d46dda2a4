import type { Kind, TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';
import type { TemplateValue } from '../value.ts';
import { formatValue, isTrue, kindName, listOf, mapOf, typeName } from '../value.ts';
import { textsOf } from './text.ts';

const anyNumber = { rest: 'any' as Kind };
const maxIterations = 100_000;

/** Lists, maps, and what values are. */
export const collectionFunctions: Readonly<Record<string, TemplateFunction>> = {
  list: define([], (_args, _context, items) => listOf(items), anyNumber),
  dict: define([], (_args, _context, pairs) => dict(pairs), anyNumber),
  get: define(['map', 'string'], ([map, key]) => map.entries.get(key) ?? ''),
  set: define(['map', 'string', 'any'], ([map, key, value]) => {
    if (contains(value, map)) throw new FunctionError('A map cannot hold itself.');
    map.entries.set(key, value);
    return map;
  }),
  keys: define([], (_args, _context, maps) => listOf(maps.flatMap(keysOf), '[]string'), { rest: 'map' }),
  sortAlpha: define(['any'], ([items]) => listOf(textsOf(items).toSorted(byBytes), '[]string')),
  iterate: define(['int'], ([count]) => {
    if (count < 0 || count > maxIterations) {
      throw new FunctionError(`Its argument must be between 0 and ${maxIterations}.`);
    }
    return listOf([...Array(count).keys()], '[]uint');
  }),
  default: define(
    ['any'],
    ([fallback], _context, [value = null]) => (isEmpty(value) ? fallback : value),
    anyNumber,
  ),
  empty: define(['any'], ([value]) => isEmpty(value)),
  typeOf: define(['any'], ([value]) => typeName(value)),
  typeIs: define(['string', 'any'], ([type, value]) => typeName(value) === type),
  typeIsLike: define(['string', 'any'], ([type, value]) => [type, `*${type}`].includes(typeName(value))),
  kindOf: define(['any'], ([value]) => kindName(value)),
  kindIs: define(['string', 'any'], ([kind, value]) => kindName(value) === kind),
  deepEqual: define(['any', 'any'], ([one, other]) => isDeepEqual(one, other)),
};

function dict(pairs: readonly TemplateValue[]): TemplateValue {
  const entries: [string, TemplateValue][] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    entries.push([
      formatValue(pairs[index] ?? null),
      pairs[index + 1] ?? (index + 1 < pairs.length ? null : ''),
    ]);
  }
  return mapOf(entries);
}

function keysOf(map: TemplateValue): string[] {
  // Go gives them in no order; by name, a configuration is the same each time.
  return typeof map === 'object' && map?.kind === 'map' ? [...map.entries.keys()].toSorted(byBytes) : [];
}

function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function isEmpty(value: TemplateValue): boolean {
  return !isTrue(value);
}

function contains(value: TemplateValue, map: TemplateValue): boolean {
  if (value === map) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (value.kind === 'list') return value.items.some((item) => contains(item, map));
  return value.kind === 'map' && [...value.entries.values()].some((item) => contains(item, map));
}

function isDeepEqual(one: TemplateValue, other: TemplateValue): boolean {
  return typeName(one) === typeName(other) && formatTyped(one) === formatTyped(other);
}

function formatTyped(value: TemplateValue): string {
  if (typeof value !== 'object' || value === null) return `${typeName(value)} ${JSON.stringify(value)}`;
  if (value.kind === 'list') return `${value.type} [${value.items.map(formatTyped).join()}]`;
  if (value.kind !== 'map') return `${value.kind} ${formatValue(value)}`;
  const entries = [...value.entries].toSorted(([one], [other]) => byBytes(one, other));
  return `${value.type} {${entries.map(([key, item]) => `${JSON.stringify(key)}: ${formatTyped(item)}`).join()}}`;
}
