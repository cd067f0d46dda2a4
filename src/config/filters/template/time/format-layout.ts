import { layoutElement, months, weekdays } from './layout-elements.ts';
import { formatOffset, type ZonedFields, zonedFields } from './zone.ts';

const two = (value: number) => String(value).padStart(2, '0');
const hour12 = ({ hour }: ZonedFields) => hour % 12 || 12;

/** How each element of a layout is written. */
const writers: Readonly<Record<string, (fields: ZonedFields) => string>> = {
  January: ({ month }) => months[month - 1] ?? '',
  Jan: ({ month }) => (months[month - 1] ?? '').slice(0, 3),
  Monday: ({ weekday }) => weekdays[weekday] ?? '',
  Mon: ({ weekday }) => (weekdays[weekday] ?? '').slice(0, 3),
  MST: ({ abbreviation }) => abbreviation,
  '2006': ({ year }) => String(year).padStart(4, '0'),
  '06': ({ year }) => two(year % 100),
  '01': ({ month }) => two(month),
  '1': ({ month }) => String(month),
  '02': ({ day }) => two(day),
  _2: ({ day }) => String(day).padStart(2, ' '),
  '2': ({ day }) => String(day),
  '002': (fields) => String(dayOfYear(fields)).padStart(3, '0'),
  '15': ({ hour }) => two(hour),
  '03': (fields) => two(hour12(fields)),
  '3': (fields) => String(hour12(fields)),
  '04': ({ minute }) => two(minute),
  '4': ({ minute }) => String(minute),
  '05': ({ second }) => two(second),
  '5': ({ second }) => String(second),
  PM: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  pm: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  '-0700': ({ offset }) => formatOffset(offset),
  '-07:00': ({ offset }) => formatOffset(offset, ':'),
  '-07': ({ offset }) => formatOffset(offset).slice(0, 3),
  Z0700: ({ offset }) => (offset === 0 ? 'Z' : formatOffset(offset)),
  'Z07:00': ({ offset }) => (offset === 0 ? 'Z' : formatOffset(offset, ':')),
};

/** Writes a moment in a Go layout, which is an example: `2006-01-02 15:04:05 MST`. */
export function formatLayout(layout: string, ms: number, zone: string): string {
  const fields = zonedFields(ms, zone);
  return layout.replaceAll(layoutElement, (found) => writers[found]?.(fields) ?? fraction(found, fields));
}

/** `.000` writes so many digits, `.999` as many as there are, at most so many. */
function fraction(found: string, { millisecond }: ZonedFields): string {
  const digits = String(millisecond)
    .padStart(3, '0')
    .padEnd(9, '0')
    .slice(0, found.length - 1);
  if (found[1] === '0') return found[0] + digits;
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : found[0] + trimmed;
}

function dayOfYear({ year, month, day }: ZonedFields): number {
  return (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 0)) / 86_400_000;
}
