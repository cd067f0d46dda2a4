/** Whether a text says which time zone it means. */
const zone = /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2}(?: \d{4})?)$/;

/**
 * Reads a moment in one of the usual forms (RFC 3339, RFC 1123, `2026-01-31`, `2026-01-31 12:00:00`, `Jan 31 12:00:00 2026`, seconds since
 * 1970), in UTC where it names no zone; undefined where it is none of them.
 */
export function readMoment(text: string): Date | undefined {
  const trimmed = text.trim();
  if (/^\d{6,12}$/.test(trimmed)) return new Date(Number(trimmed) * 1000);
  if (!/\d/.test(trimmed) || !/^[\w:+., -]+$/.test(trimmed)) return undefined;
  const isIso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/.test(trimmed);
  const whole = zone.test(trimmed) && !/^\d{4}-\d{2}-\d{2}$/.test(trimmed);
  const form = isIso ? trimmed.replace(' ', 'T') : trimmed;
  const time = new Date(whole ? form : `${form}${isIso ? isoEnd(form) : ' UTC'}`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function isoEnd(form: string): string {
  return form.includes('T') ? 'Z' : 'T00:00:00Z';
}
