import type { TemplateTime } from './time/template-time.ts';

/** A number with decimals; plain numbers are integers. */
export interface TemplateFloat {
  readonly kind: 'float';
  readonly value: number;
}

/** A list; the type is Go's, for `typeOf`. */
export interface TemplateList {
  readonly kind: 'list';
  readonly type: string;
  readonly items: readonly TemplateValue[];
}

/** A map; `set` changes it in place, as in Go. */
export interface TemplateMap {
  readonly kind: 'map';
  readonly type: string;
  readonly entries: Map<string, TemplateValue>;
}

/** What templates work with. Null is Go's nil. */
export type TemplateValue =
  | null
  | boolean
  | string
  | number
  | TemplateFloat
  | TemplateList
  | TemplateMap
  | TemplateTime;

/** A list of anything, or of Go's given type. */
export function listOf(items: readonly TemplateValue[], type = '[]interface {}'): TemplateList {
  return { kind: 'list', type, items };
}

/** A map from names to anything, or of Go's given type. */
export function mapOf(
  entries: Iterable<readonly [string, TemplateValue]>,
  type = 'map[string]interface {}',
): TemplateMap {
  return { kind: 'map', type, entries: new Map(entries) };
}

/** The entries of a map by name, the order in which Go's templates and prints go through them. */
export function sortedEntries(map: TemplateMap): readonly (readonly [string, TemplateValue])[] {
  return [...map.entries].toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

/** Go's name of a value's type. */
export function typeName(value: TemplateValue): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (value.kind === 'float') return 'float64';
  return value.kind === 'time' ? 'time.Time' : value.type;
}

/** Go's name of a value's kind. */
export function kindName(value: TemplateValue): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'invalid' : typeName(value);
  if (value.kind === 'list') return 'slice';
  if (value.kind === 'float') return 'float64';
  return value.kind === 'map' && value.type.startsWith('map[') ? 'map' : 'struct';
}

/** Whether `if` takes a value for true: not false, not zero, not empty, not nil. */
export function isTrue(value: TemplateValue): boolean {
  if (typeof value !== 'object') return Boolean(value);
  if (value === null) return false;
  if (value.kind === 'float') return value.value !== 0;
  if (value.kind === 'list') return value.items.length > 0;
  return value.kind === 'time' || kindName(value) === 'struct' || value.entries.size > 0;
}

/** Writes a value as Go's `%v`; nil is what the caller says. */
export function formatValue(value: TemplateValue, nil = '<nil>'): string {
  if (value === null) return nil;
  if (typeof value !== 'object') return String(value);
  switch (value.kind) {
    case 'float':
      return formatFloat(value.value);
    case 'list':
      return `[${value.items.map((item) => formatValue(item)).join(' ')}]`;
    case 'map':
      return `map[${sortedEntries(value)
        .map(([key, item]) => `${key}:${formatValue(item)}`)
        .join(' ')}]`;
    case 'time':
      return value.format('2006-01-02 15:04:05.999999999 -0700 MST');
  }
}

/** The shortest decimal form that reads back the same, with Go's exponent (at least two digits). */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e21)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Object.is(value, -0) ? '-0' : String(value);
}
