import type { z } from 'zod';
import { group, keys, named } from '../notations/group.ts';
import { required } from '../notations/key.ts';
import { list, nonEmpty } from '../notations/list.ts';
import { network } from '../notations/network.ts';
import { text } from '../notations/text.ts';
import type { Section } from '../section.ts';
import { reservedAttributes } from './definitions/standard-attributes.ts';

/** The `definitions` section (behaviour.md §4.3). */
export type DefinitionsConfig = z.output<typeof schema>;

const schema = group(
  {
    network: named(
      required(
        nonEmpty(list(network)),
        'The networks that the name stands for.',
        'Write a list of networks such as 10.0.0.0/8.',
      ),
      'Names for networks, which access rules may use.',
    ),
    user_attributes: named(
      keys({
        expression: required(
          text,
          'The expression (CEL).',
          'Write a CEL expression such as "admins" in groups.',
        ),
      }),
      'Attributes computed from others, by name.',
    ),
  },
  'Names for what is used in several places.',
);

/** The `definitions` section. */
export const definitions: Section<DefinitionsConfig> = {
  schema,
  check(ready, { report }) {
    for (const name of Object.keys(ready.network).filter((key) => !/^[a-z_][\w .-]*$/i.test(key))) {
      const message = `"${name}" cannot be told from a network.`;
      const hint = 'Write a name that begins with a letter, of letters, digits, "_", "-" and ".".';
      report({ path: ['network', name], severity: 'error', message, hint });
    }
    for (const name of Object.keys(ready.user_attributes).filter((key) => reservedAttributes.has(key))) {
      const message = `Users have an attribute "${name}" already.`;
      report({ path: ['user_attributes', name], severity: 'error', message, hint: 'Write another name.' });
    }
  },
};
