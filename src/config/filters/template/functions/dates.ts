import type { FilterContext } from '../../filter.ts';
import type { TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';
import { createTemplateTime } from '../time/create-template-time.ts';
import { formatDuration } from '../time/duration.ts';
import { formatLayout } from '../time/format-layout.ts';
import { parseLayout } from '../time/parse-layout.ts';
import { knownZone, localZone } from '../time/zone.ts';
import type { TemplateValue } from '../value.ts';

/** Go's zero time, which a date that cannot be read becomes. */
const zeroTimeMs = Date.parse('0001-01-01T00:00:00Z');
const dateOnly = '2006-01-02';

/** Times and durations. */
export const dateFunctions: Readonly<Record<string, TemplateFunction>> = {
  now: define([], (_args, { now }) => createTemplateTime(now())),
  ago: define(['any'], ([date], context) =>
    formatDuration(Math.round((context.now() - toMs(date, context)) / 1000)),
  ),
  date: define(['string', 'any'], ([layout, date], context) =>
    formatLayout(layout, toMs(date, context), localZone()),
  ),
  dateInZone: define(['string', 'any', 'string'], ([layout, date, zone], context) =>
    formatLayout(layout, toMs(date, context), knownZone(zone)),
  ),
  htmlDate: define(['any'], ([date], context) => formatLayout(dateOnly, toMs(date, context), localZone())),
  htmlDateInZone: define(['any', 'string'], ([date, zone], context) =>
    formatLayout(dateOnly, toMs(date, context), knownZone(zone)),
  ),
  duration: define(['any'], ([seconds]) => formatDuration(toSeconds(seconds))),
  toDate: define(['string', 'string'], ([layout, text]) =>
    createTemplateTime(parseLayout(layout, text, localZone()) ?? zeroTimeMs),
  ),
  mustToDate: define(['string', 'string'], ([layout, text]) => {
    const ms = parseLayout(layout, text, localZone());
    if (ms === undefined) throw new FunctionError('The text is not a date in this layout.');
    return createTemplateTime(ms);
  }),
  unixEpoch: define(['time'], ([time]) => String(Math.floor(time.ms / 1000))),
};

/** The moment of a time or of seconds since 1970; now for anything else, as in helm. */
function toMs(value: TemplateValue, { now }: FilterContext): number {
  if (typeof value === 'number') return value * 1000;
  return typeof value === 'object' && value?.kind === 'time' ? value.ms : now();
}

function toSeconds(value: TemplateValue): number {
  const seconds = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' ? seconds : 0;
}
