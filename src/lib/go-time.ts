/** What each element of a Go time layout stands for, in UTC; longer elements first so that they win. */
const elements: readonly (readonly [element: string, text: (time: Date) => string])[] = [
  ['2006', (time) => String(time.getUTCFullYear())],
  ['January', (time) => monthNames[time.getUTCMonth()] ?? ''],
  ['Monday', (time) => dayNames[time.getUTCDay()] ?? ''],
  ['Z07:00', () => 'Z'],
  ['-0700', () => '+0000'],
  ['Jan', (time) => (monthNames[time.getUTCMonth()] ?? '').slice(0, 3)],
  ['Mon', (time) => (dayNames[time.getUTCDay()] ?? '').slice(0, 3)],
  ['MST', () => 'UTC'],
  ['000', (time) => pad(time.getUTCMilliseconds(), 3)],
  ['15', (time) => pad(time.getUTCHours())],
  ['06', (time) => pad(time.getUTCFullYear() % 100)],
  ['01', (time) => pad(time.getUTCMonth() + 1)],
  ['02', (time) => pad(time.getUTCDate())],
  ['03', (time) => pad(time.getUTCHours() % 12 || 12)],
  ['04', (time) => pad(time.getUTCMinutes())],
  ['05', (time) => pad(time.getUTCSeconds())],
  ['PM', (time) => (time.getUTCHours() < 12 ? 'AM' : 'PM')],
];
const monthNames =
  'January February March April May June July August September October November December'.split(' ');
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const pattern = new RegExp(elements.map(([element]) => element).join('|'), 'g');

/** Writes a time, in UTC, by a layout of Go's `time` package: the reference time `2006-01-02T15:04:05Z07:00` shows the form. */
export function formatGoTime(time: Date, layout: string): string {
  return layout.replace(
    pattern,
    (found) => elements.find(([element]) => element === found)?.[1](time) ?? found,
  );
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
