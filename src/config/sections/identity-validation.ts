import type { z } from 'zod';
import { boolean } from '../notations/boolean.ts';
import { choice } from '../notations/choice.ts';
import { duration } from '../notations/duration.ts';
import { group } from '../notations/group.ts';
import { integer } from '../notations/integer.ts';
import { defaulted, optional } from '../notations/key.ts';
import { secretText } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `identity_validation` section (behaviour.md §4.3). That `jwt_secret` is there is checked across sections. */
export type IdentityValidationConfig = z.output<typeof schema>;

const schema = group(
  {
    reset_password: group(
      {
        jwt_lifespan: defaulted(duration({ min: 1 }), '5m', 'How long a mailed link is good for.'),
        jwt_algorithm: defaulted(choice('HS256', 'HS384', 'HS512'), 'HS256', 'How the link is signed.'),
        jwt_secret: optional(secretText, 'The secret that signs the link.'),
      },
      'Links that reset a password.',
    ),
    elevated_session: group(
      {
        code_lifespan: defaulted(duration({ min: 1 }), '5m', 'How long a mailed code is good for.'),
        elevation_lifespan: defaulted(duration({ min: 1 }), '10m', 'How long sensitive settings stay open.'),
        characters: defaulted(integer({ min: 1, max: 20 }), 8, 'The length of a code.'),
        require_second_factor: defaulted(
          boolean,
          false,
          'Asks for a second factor, too, of those who have one.',
        ),
        skip_second_factor: defaulted(boolean, false, 'Asks no code of those who gave two factors.'),
      },
      'One-time codes before sensitive settings.',
    ),
  },
  'How people prove who they are by mail.',
);

/** The `identity_validation` section. */
export const identityValidation: Section<IdentityValidationConfig> = { schema };
