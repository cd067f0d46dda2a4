import type { z } from 'zod';
import { choice } from '../notations/choice.ts';
import { formatDuration, readDuration } from '../notations/duration.ts';
import { group } from '../notations/group.ts';
import { integer } from '../notations/integer.ts';
import { defaulted } from '../notations/key.ts';
import { list } from '../notations/list.ts';
import { Misread, type Notation } from '../notations/notation.ts';
import type { Milliseconds } from '../notations.ts';
import type { Section } from '../section.ts';

/** The `regulation` section (behaviour.md §4.3, §6.1). */
export type RegulationConfig = z.output<typeof schema>;

/** A duration whose default also stands for what is not positive (behaviour.md §4.5). */
function positive(fallback: Milliseconds): Notation<Milliseconds> {
  return {
    jsonSchema: { type: ['string', 'integer'] },
    read(raw) {
      const value = readDuration(raw);
      return value instanceof Misread || value > 0 ? value : fallback;
    },
  };
}

const schema = group(
  {
    modes: defaulted(list(choice('user', 'ip')), ['user'], 'What is banned: user, ip.'),
    max_retries: defaulted(integer({ min: 0 }), 3, 'How many wrong passwords lead to a ban; 0 = none does.'),
    find_time: defaulted(positive(120_000), '2m', 'The time within which they are counted.'),
    ban_time: defaulted(positive(300_000), '5m', 'How long a ban lasts.'),
  },
  'Bans after wrong passwords.',
);

/** The `regulation` section. */
export const regulation: Section<RegulationConfig> = {
  schema,
  check({ find_time, ban_time }, { report }) {
    if (find_time <= ban_time) return;
    const message = `find_time (${formatDuration(find_time)}) is longer than ban_time (${formatDuration(ban_time)}).`;
    const hint = `Write ${formatDuration(ban_time)} or less, or a longer ban_time.`;
    report({ path: ['find_time'], severity: 'error', message, hint });
  },
};
