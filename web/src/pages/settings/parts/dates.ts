/** Points in time in the words of a language; the texts that come in are RFC 3339. */
export interface Dates {
  /** `3 Mar 2026`. */
  readonly day: (time: string) => string;
  /** `5 minutes ago`, `now`. */
  readonly ago: (time: string) => string;
}

/** The units of the past, each with its length and how long before the next larger one is used. */
const units = [
  { unit: 'minute', ms: 60_000, below: 60 },
  { unit: 'hour', ms: 3_600_000, below: 24 },
  { unit: 'day', ms: 86_400_000, below: 45 },
  { unit: 'month', ms: 2_592_000_000, below: 24 },
  { unit: 'year', ms: 31_536_000_000, below: Number.POSITIVE_INFINITY },
] as const;

/** Words for points in time; `now` gives the milliseconds since 1970. */
export function createDates(language: string, now: () => number): Dates {
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const past = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    day: (time) => days.format(new Date(time)),
    ago(time) {
      const passed = Math.max(0, now() - Date.parse(time));
      if (passed < 60_000) return past.format(0, 'second');
      for (const { unit, ms, below } of units) {
        const count = Math.floor(passed / ms);
        if (count < below) return past.format(-count, unit);
      }
      return days.format(new Date(time));
    },
  };
}
