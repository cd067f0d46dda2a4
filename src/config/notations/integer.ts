import { misread, type Notation, quote } from './notation.ts';

/** A whole number, also as a string, within the bounds. `unit` is named in messages. */
export function integer(bounds: { min?: number; max?: number; unit?: string } = {}): Notation<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = bounds;
  const hint = `Write a whole number${bounds.unit === undefined ? '' : ` of ${bounds.unit}`}${range(bounds)}.`;
  return {
    jsonSchema: {
      title: 'whole number',
      type: ['integer', 'string'],
      ...(bounds.min === undefined ? {} : { minimum: bounds.min }),
      ...(bounds.max === undefined ? {} : { maximum: bounds.max }),
    },
    read(raw) {
      const value = readInteger(raw);
      if (value === undefined) return misread(`${quote(raw)} is not a whole number.`, hint);
      if (value < min) return misread(`${value} is too small.`, hint);
      if (value > max) return misread(`${value} is too large.`, hint);
      return value;
    },
  };
}

/** A port, 1 to 65535. */
export const port: Notation<number> = integer({ min: 1, max: 65_535 });

/** A whole number written as number or decimal string, or undefined. */
export function readInteger(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : undefined;
  if (typeof raw !== 'string' || !/^\s*[+-]?\d+\s*$/.test(raw)) return undefined;
  const value = Number(raw);
  return Number.isSafeInteger(value) ? value : undefined;
}

function range({ min, max }: { min?: number; max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return `, ${min} or more`;
  return max === undefined ? '' : `, ${max} or less`;
}
