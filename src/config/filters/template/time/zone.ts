/** A moment's calendar fields in one time zone. */
export interface ZonedFields {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes east of Greenwich. */
  readonly offset: number;
  /** `CET`, or `+0330` for zones without an abbreviation. */
  readonly abbreviation: string;
}

/** The fields of a moment in a time zone of the tz database. */
export function zonedFields(ms: number, zone: string): ZonedFields {
  const offset = offsetAt(ms, zone);
  const local = new Date(ms + offset * 60_000);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    offset,
    abbreviation: abbreviationAt(ms, zone, offset),
  };
}

/** The moment at which clocks of a zone show what a UTC clock shows at `ms`. */
export function fromZone(ms: number, zone: string): number {
  const guess = ms - offsetAt(ms, zone) * 60_000;
  return ms - offsetAt(guess, zone) * 60_000;
}

/** The zone of that name; UTC where there is none, as in Go. */
export function knownZone(name: string): string {
  if (name === '' || name === 'UTC') return 'UTC';
  if (name === 'Local') return localZone();
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** The zone of this machine (`TZ`). */
export function localZone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
}

/** Writes an offset in minutes as `+0130`, or with a separator between. */
export function formatOffset(offset: number, separator = ''): string {
  const size = Math.abs(offset);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(size / 60)}${separator}${two(size % 60)}`;
}

function offsetAt(ms: number, zone: string): number {
  const name = partOf(ms, zone, 'longOffset');
  const match = /([+-])(\d{2}):(\d{2})/.exec(name);
  if (match === null) return 0;
  const size = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -size : size;
}

function abbreviationAt(ms: number, zone: string, offset: number): string {
  const name = partOf(ms, zone, 'short');
  return /^[A-Z]{2,5}$/.test(name) && name !== 'GMT' ? name : offset === 0 ? name : formatOffset(offset);
}

function partOf(ms: number, timeZone: string, timeZoneName: 'longOffset' | 'short'): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
