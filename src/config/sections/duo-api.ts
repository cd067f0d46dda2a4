import type { z } from 'zod';
import { boolean } from '../notations/boolean.ts';
import { group } from '../notations/group.ts';
import { defaulted, optional } from '../notations/key.ts';
import { secretText, text } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `duo_api` section (behaviour.md §4.3); disabled where none of its three texts is written. */
export type DuoConfig = z.output<typeof schema>;

const needed = ['hostname', 'integration_key', 'secret_key'] as const;

const schema = group(
  {
    disable: defaulted(boolean, false, 'Offers no Duo push.'),
    hostname: optional(text, 'The host of the Duo API.'),
    integration_key: optional(secretText, 'The integration key.'),
    secret_key: optional(secretText, 'The secret key.'),
    enable_self_enrollment: defaulted(boolean, false, 'Shows people without a device where to enrol one.'),
  },
  'Duo push notifications.',
).transform((duo) => ({ ...duo, disable: duo.disable || needed.every((key) => duo[key] === undefined) }));

/** The `duo_api` section. */
export const duoApi: Section<DuoConfig> = {
  schema,
  check(ready, { report }) {
    if (ready.disable) return;
    for (const key of needed.filter((name) => ready[name] === undefined)) {
      const hint = `Write duo_api.${key} as well, or remove the others.`;
      report({ path: [key], severity: 'error', message: 'Duo needs this key as well.', hint });
    }
  },
};
