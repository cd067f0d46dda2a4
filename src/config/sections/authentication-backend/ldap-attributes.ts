import { boolean } from '../../notations/boolean.ts';
import { choice } from '../../notations/choice.ts';
import { group, keys, named } from '../../notations/group.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { text } from '../../notations/text.ts';

const attribute = (what: string) => optional(text, `The LDAP attribute that holds the ${what}.`);

/** The keys of `authentication_backend.ldap.attributes` (behaviour.md §4.3). */
export const ldapAttributes = group(
  {
    distinguished_name: attribute('distinguished name'),
    username: attribute('user name'),
    display_name: attribute('name that is shown'),
    family_name: attribute('family name'),
    given_name: attribute('given name'),
    middle_name: attribute('middle name'),
    nickname: attribute('nickname'),
    gender: attribute('gender'),
    birthdate: attribute('date of birth'),
    website: attribute('web site'),
    profile: attribute('profile page'),
    picture: attribute('picture'),
    zoneinfo: attribute('time zone'),
    locale: attribute('language and region'),
    phone_number: attribute('telephone number'),
    phone_extension: attribute('telephone extension'),
    street_address: attribute('street'),
    locality: attribute('town'),
    region: attribute('region'),
    postal_code: attribute('postal code'),
    country: attribute('country'),
    mail: attribute('e-mail addresses'),
    member_of: attribute('groups of a user'),
    group_name: attribute('name of a group'),
    extra: named(
      keys({
        name: optional(text, 'Its name here; the LDAP name if left out.'),
        multi_valued: defaulted(boolean, false, 'Whether the attribute is a list.'),
        value_type: required(
          choice('string', 'integer', 'boolean'),
          'The type of its values.',
          'Write string, integer or boolean.',
        ),
      }),
      'Further attributes, by their LDAP name.',
    ),
  },
  'Which LDAP attribute holds what.',
);
