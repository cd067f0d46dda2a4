import { group } from '../notations/group.ts';
import { optional } from '../notations/key.ts';
import { text } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `administration` section (new; Authelia has no administrators). */
export interface AdministrationConfig {
  /** Its members may see and end anyone's sessions, once they have given two factors; undefined = nobody may. */
  readonly group: string | undefined;
}

/** The `administration` section. */
export const administration: Section<AdministrationConfig> = {
  schema: group(
    {
      group: optional(
        text,
        'The group whose members, signed in with two factors, may list and end the sessions of everybody; left out, nobody may.',
      ),
    },
    'Who administers the portal.',
  ),
};
