import { boolean } from '../../notations/boolean.ts';
import { choice } from '../../notations/choice.ts';
import { group, keys, named, optionalGroup } from '../../notations/group.ts';
import { defaulted, required } from '../../notations/key.ts';
import { text } from '../../notations/text.ts';
import { passwordHash } from './password-hash.ts';

/** The keys of `authentication_backend.file` (behaviour.md §4.3, §8.1); undefined where it is not written. */
export const fileBackend = optionalGroup(
  {
    path: required(
      text,
      'The users file (YAML).',
      'Write the path of the users file, such as /config/users.yml.',
    ),
    watch: defaulted(boolean, false, 'Reads the users file anew when it changes.'),
    search: group(
      {
        email: defaulted(boolean, false, 'People may sign in with their e-mail address too.'),
        case_insensitive: defaulted(boolean, false, 'User names may be typed in any case.'),
      },
      'How users are found.',
    ),
    extra_attributes: named(
      keys({
        multi_valued: defaulted(boolean, false, 'Whether the attribute is a list.'),
        value_type: required(
          choice('string', 'integer', 'boolean'),
          'The type of its values.',
          'Write string, integer or boolean.',
        ),
      }),
      'Further attributes that users may have below "extra", by name.',
    ),
    password: passwordHash,
  },
  'Users in a YAML file.',
);
