import type { z } from 'zod';
import { boolean } from '../notations/boolean.ts';
import { group } from '../notations/group.ts';
import { integer } from '../notations/integer.ts';
import { defaulted } from '../notations/key.ts';
import type { Section } from '../section.ts';

/** The `password_policy` section (behaviour.md §4.3, §6.2). */
export type PasswordPolicyConfig = z.output<typeof schema>;

const schema = group(
  {
    standard: group(
      {
        enabled: defaulted(boolean, false, 'Asks new passwords for lengths and kinds of characters.'),
        min_length: defaulted(integer({ min: 1 }), 8, 'The least length.'),
        max_length: defaulted(integer({ min: 0 }), 0, 'The greatest length; 0 = any.'),
        require_uppercase: defaulted(boolean, false, 'Asks for a capital letter.'),
        require_lowercase: defaulted(boolean, false, 'Asks for a small letter.'),
        require_number: defaulted(boolean, false, 'Asks for a digit.'),
        require_special: defaulted(boolean, false, 'Asks for another character.'),
      },
      'Rules of the old kind.',
    ),
    zxcvbn: group(
      {
        enabled: defaulted(boolean, false, 'Asks new passwords to be hard to guess.'),
        min_score: defaulted(integer({ min: 1, max: 4 }), 3, 'How hard: 1 to 4.'),
      },
      'An estimate of how hard a password is to guess.',
    ),
  },
  'What new passwords must be like.',
);

/** The `password_policy` section. */
export const passwordPolicy: Section<PasswordPolicyConfig> = {
  schema,
  check({ standard, zxcvbn }, { report }) {
    if (standard.enabled && zxcvbn.enabled) {
      const message = 'standard and zxcvbn cannot be enabled together.';
      report({ path: ['standard', 'enabled'], severity: 'error', message, hint: 'Disable one of the two.' });
    }
    if (standard.max_length > 0 && standard.max_length < standard.min_length) {
      const message = `No password can have at least ${standard.min_length} and at most ${standard.max_length} characters.`;
      const hint = `Write ${standard.min_length} or more, or 0 for any length.`;
      report({ path: ['standard', 'max_length'], severity: 'error', message, hint });
    }
  },
};
