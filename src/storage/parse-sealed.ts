import { AppError } from '../lib/app-error.ts';
import type { Tables } from './tables.ts';

/** Parses what a sealed column held. Throws `AppError` `internal` where it did not open, or is something else. */
export function parseSealed<Value>(
  table: keyof Tables,
  plain: Uint8Array | undefined,
  isValue: (parsed: unknown) => parsed is Value,
): Value {
  const parsed: unknown = plain === undefined ? undefined : JSON.parse(Buffer.from(plain).toString());
  if (isValue(parsed)) return parsed;
  throw new AppError('internal', 'What is stored cannot be read.', {
    detail: `a row of ${table} does not open: it was changed, or moved from another row`,
  });
}
