import type { TimeColumn } from './database.ts';

/** Moments as text in ISO 8601, UTC, to the millisecond: `2026-03-29T00:59:59.999Z`. */
export const isoTime: TimeColumn = {
  write: (timeMs) => new Date(timeMs).toISOString(),
  read(stored) {
    const timeMs = Date.parse(stored);
    if (Number.isNaN(timeMs)) throw new TypeError(`The database holds "${stored}" where a time was expected`);
    return timeMs;
  },
};
