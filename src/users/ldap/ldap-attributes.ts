import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import type { AttributeValue } from '../backend.ts';
import type { LdapEntry } from './entry.ts';

type AttributesConfig = LdapBackendConfig['attributes'];
type ExtraConfig = AttributesConfig['extra'][string];

/** Standard attributes that are one text each (behaviour.md §8.3); the others have places of their own in `UserDetails`. */
const standardNames = [
  'family_name',
  'given_name',
  'middle_name',
  'nickname',
  'gender',
  'birthdate',
  'website',
  'profile',
  'picture',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_extension',
  'street_address',
  'locality',
  'region',
  'postal_code',
  'country',
] as const satisfies readonly (keyof AttributesConfig)[];

/** The LDAP attributes to ask for when a user is looked up. */
export function userAttributeNames(config: AttributesConfig): readonly string[] {
  const { extra, group_name: _, distinguished_name: __, ...standard } = config;
  const named = Object.values(standard).filter((name) => name !== undefined);
  // Without a name the server would send everything it has.
  return [...new Set([...named, ...Object.keys(extra)])];
}

/** Reads all attributes of a user but name, mail and groups. A value that is not of its declared type is told and left out. */
export function readLdapAttributes(
  entry: LdapEntry,
  config: AttributesConfig,
  onUnreadable: (attribute: string) => void,
): Readonly<Record<string, AttributeValue>> {
  const attributes = new Map<string, AttributeValue>();
  for (const name of standardNames) {
    const attribute = config[name];
    const value = attribute === undefined ? undefined : entry.texts(attribute)[0];
    if (value !== undefined && value !== '') attributes.set(name, value);
  }
  for (const [attribute, extra] of Object.entries(config.extra)) {
    const values = entry.texts(attribute).flatMap((text) => {
      const value = valueReaders[extra.value_type](text);
      if (value === undefined) onUnreadable(attribute);
      return value === undefined ? [] : [value];
    });
    const value = extra.multi_valued ? values : values[0];
    if (value !== undefined && values.length > 0) attributes.set(extra.name ?? attribute, value);
  }
  return Object.fromEntries(attributes);
}

/** Undefined = not of this type. */
const valueReaders = {
  string: (text) => text,
  integer: (text) => {
    const value = /^[+-]?\d{1,16}$/.test(text) ? Number(text) : undefined;
    return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
  },
  boolean: (text) =>
    /^(?:true|t|1)$/i.test(text) ? true : /^(?:false|f|0)$/i.test(text) ? false : undefined,
} as const satisfies Record<
  ExtraConfig['value_type'],
  (text: string) => string | number | boolean | undefined
>;
