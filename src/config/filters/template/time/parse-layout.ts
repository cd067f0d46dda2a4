import { layoutElement, months, weekdays } from './layout-elements.ts';
import { fromZone } from './zone.ts';

/** What an element of a layout reads: a pattern, and which field its digits or word give. */
const readers: Readonly<Record<string, { readonly pattern: string; readonly field: string }>> = {
  January: { pattern: months.join('|'), field: 'monthName' },
  Jan: { pattern: months.map((name) => name.slice(0, 3)).join('|'), field: 'monthName' },
  Monday: { pattern: weekdays.join('|'), field: '' },
  Mon: { pattern: weekdays.map((name) => name.slice(0, 3)).join('|'), field: '' },
  '2006': { pattern: '\\d{4}', field: 'year' },
  '06': { pattern: '\\d{2}', field: 'shortYear' },
  '01': { pattern: '\\d{2}', field: 'month' },
  '1': { pattern: '\\d{1,2}', field: 'month' },
  '02': { pattern: '\\d{2}', field: 'day' },
  _2: { pattern: ' ?\\d{1,2}', field: 'day' },
  '2': { pattern: '\\d{1,2}', field: 'day' },
  '15': { pattern: '\\d{2}', field: 'hour' },
  '03': { pattern: '\\d{2}', field: 'hour' },
  '3': { pattern: '\\d{1,2}', field: 'hour' },
  '04': { pattern: '\\d{2}', field: 'minute' },
  '4': { pattern: '\\d{1,2}', field: 'minute' },
  '05': { pattern: '\\d{2}(?:\\.\\d+)?', field: 'second' },
  '5': { pattern: '\\d{1,2}(?:\\.\\d+)?', field: 'second' },
  PM: { pattern: 'AM|PM', field: 'half' },
  pm: { pattern: 'am|pm', field: 'half' },
  '-0700': { pattern: '[+-]\\d{4}', field: 'offset' },
  '-07:00': { pattern: '[+-]\\d{2}:\\d{2}', field: 'offset' },
  '-07': { pattern: '[+-]\\d{2}', field: 'offset' },
  Z0700: { pattern: 'Z|[+-]\\d{4}', field: 'offset' },
  'Z07:00': { pattern: 'Z|[+-]\\d{2}:\\d{2}', field: 'offset' },
  MST: { pattern: '[A-Z]{3,5}', field: '' },
};

/** Reads a moment (milliseconds) in a Go layout; undefined where the text is not of it. Without an offset it is a time of the zone. */
export function parseLayout(layout: string, text: string, zone: string): number | undefined {
  const fields: string[] = [];
  let pattern = '';
  let at = 0;
  for (const match of layout.matchAll(layoutElement)) {
    const reader = readers[match[0]];
    pattern += escapePattern(layout.slice(at, match.index));
    at = match.index + match[0].length;
    if (reader === undefined) pattern += '(?:[.,]\\d+)?';
    else {
      pattern += `(${reader.pattern})`;
      fields.push(reader.field);
    }
  }
  const found = new RegExp(`^${pattern}${escapePattern(layout.slice(at))}$`).exec(text);
  if (found === null) return undefined;
  return momentOf(new Map(fields.map((field, index) => [field, found[index + 1] ?? ''])), zone);
}

function momentOf(fields: ReadonlyMap<string, string>, zone: string): number | undefined {
  const number = (field: string, otherwise: number) => {
    const text = fields.get(field);
    return text === undefined ? otherwise : Number(text);
  };
  const shortYear = number('shortYear', Number.NaN);
  const year = number('year', Number.isNaN(shortYear) ? 0 : shortYear + (shortYear >= 69 ? 1900 : 2000));
  const monthName = fields.get('monthName')?.slice(0, 3);
  const month =
    monthName === undefined ? number('month', 1) : 1 + months.findIndex((name) => name.startsWith(monthName));
  const day = number('day', 1);
  const half = fields.get('half')?.toUpperCase();
  const written = number('hour', 0);
  const hour = half === undefined ? written : (written % 12) + (half === 'PM' ? 12 : 0);
  const [minute, second] = [number('minute', 0), number('second', 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, 0, Math.floor(second * 1000));
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return undefined;
  const offset = fields.get('offset');
  return offset === undefined ? fromZone(date.getTime(), zone) : date.getTime() - readOffset(offset) * 60_000;
}

function readOffset(text: string): number {
  const match = /([+-])(\d{2}):?(\d{2})?/.exec(text);
  if (match === null) return 0;
  const size = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -size : size;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
