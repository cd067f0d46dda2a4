import type { Milliseconds } from '../notations.ts';
import { readInteger } from './integer.ts';
import { Misread, misread, type Notation, quote } from './notation.ts';

const second = 1000;
const day = 86_400 * second;

/** The length of each unit in milliseconds. Case matters: `m` is a minute, `M` a month of 30 days; a year has 365. */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  nanosecond: 1e-6,
  us: 1e-3,
  µs: 1e-3, // micro sign
  μs: 1e-3, // Greek mu
  microsecond: 1e-3,
  ms: 1,
  millisecond: 1,
  s: second,
  second,
  m: 60 * second,
  minute: 60 * second,
  h: 3600 * second,
  hour: 3600 * second,
  d: day,
  day,
  w: 7 * day,
  week: 7 * day,
  M: 30 * day,
  month: 30 * day,
  y: 365 * day,
  year: 365 * day,
};

/** The longest duration that can be meant. */
const longest = 100 * 365 * day;

const howTo =
  'Write a number with a unit, such as 30s, 5m, 1h, 7d, 2w, 1M (30 days) or 1y (365 days), several such as 1h30m, or a plain number of seconds.';

/** Bounds of a duration, in milliseconds. Without `min` it may not be negative. */
export interface DurationBounds {
  readonly min?: Milliseconds;
  readonly max?: Milliseconds;
}

/** A duration (behaviour.md §4.2, departures.md §1), in milliseconds. */
export function duration(bounds: DurationBounds = {}): Notation<Milliseconds> {
  const { min = 0, max = longest } = bounds;
  return {
    jsonSchema: { title: 'duration', type: ['string', 'integer'] },
    read(raw) {
      const value = readDuration(raw);
      if (value instanceof Misread) return value;
      if (value < min) {
        return misread(
          `${quote(raw)} is too short.`,
          min === 0 ? howTo : `Write ${formatDuration(min)} or more.`,
        );
      }
      return value > max
        ? misread(`${quote(raw)} is too long.`, `Write ${formatDuration(max)} or less.`)
        : value;
    },
  };
}

/** A duration that is off (null) when it is 0 or negative in any spelling (`0`, `-1`, `"0"`, `"-1"`, `"0s"`), as `remember_me` is. */
export const switchableDuration: Notation<Milliseconds | null> = {
  jsonSchema: { title: 'duration', type: ['string', 'integer'] },
  read(raw) {
    const value = readDuration(raw);
    if (value instanceof Misread) return value;
    return value <= 0 ? null : value;
  },
};

/** Reads a duration of any sign; parts of a millisecond are rounded up, so that only zero is zero. */
export function readDuration(raw: unknown): Milliseconds | Misread {
  const seconds = readInteger(raw);
  const value = seconds === undefined ? sumOfBlocks(raw) : seconds * second;
  if (value === undefined) return misread(`${quote(raw)} is not a duration.`, howTo);
  if (Math.abs(value) > longest) return misread(`${quote(raw)} is longer than 100 years.`, howTo);
  return Math.ceil(value);
}

/** Writes a duration in the shortest form that `readDuration` reads back: 5400000 is `1h30m`. */
export function formatDuration(value: Milliseconds): string {
  if (value === 0) return '0s';
  let rest = Math.abs(value);
  const blocks: string[] = [];
  for (const unit of ['y', 'w', 'd', 'h', 'm', 's', 'ms']) {
    const length = units[unit] ?? 1;
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) blocks.push(`${count}${unit}`);
  }
  return blocks.join('');
}

function sumOfBlocks(raw: unknown): number | undefined {
  if (typeof raw !== 'string') return undefined;
  const compact = raw.replaceAll(/\s+|and/g, '');
  if (!/^(?:(?:0|[1-9]\d*)[a-zA-Zµμ]+)+$/.test(compact)) return undefined;
  let sum = 0;
  for (const [, count, unit = ''] of compact.matchAll(/(\d+)([a-zA-Zµμ]+)/g)) {
    const length = lengthOf(unit);
    if (length === undefined) return undefined;
    sum += Number(count) * length;
  }
  return sum;
}

function lengthOf(unit: string): number | undefined {
  const singular = unit.length > 2 && unit.endsWith('s') ? unit.slice(0, -1) : unit;
  return Object.hasOwn(units, singular) ? units[singular] : undefined;
}
