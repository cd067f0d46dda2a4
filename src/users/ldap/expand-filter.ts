import { directoryTime, isDirectoryTimeNotation } from './directory-time.ts';
import { parseDistinguishedName } from './distinguished-name.ts';
import { escapeFilterValue } from './escape-filter-value.ts';

/** The names of attributes that a filter may ask for; they stand in the configuration and are put in as they are. */
export interface FilterAttributes {
  readonly username?: string | undefined;
  readonly mail?: string | undefined;
  readonly display_name?: string | undefined;
  readonly distinguished_name?: string | undefined;
  readonly member_of?: string | undefined;
}

/** The values that a filter is filled with. Each is escaped. */
export interface FilterValues {
  /** What was typed. */
  readonly input: string;
  /** The user's name as the directory spells it. */
  readonly username?: string;
  /** The user's DN. */
  readonly dn?: string;
  /** The DNs of the user's groups. */
  readonly memberOf?: readonly string[];
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

const attributePlaceholders: Readonly<Record<string, keyof FilterAttributes>> = {
  username_attribute: 'username',
  mail_attribute: 'mail',
  display_name_attribute: 'display_name',
  distinguished_name_attribute: 'distinguished_name',
  member_of_attribute: 'member_of',
};

/**
 * Fills a filter of the configuration (behaviour.md §8.2). It is read once from left to right, so that a value which looks like a
 * placeholder stays a value; what is no placeholder stays as it is.
 */
export function expandFilter(template: string, attributes: FilterAttributes, values: FilterValues): string {
  return template.replaceAll(
    /\{([a-z_-]+)(?::([a-z-]+))?\}/g,
    (found, name: string, kind: string | undefined) => {
      const attribute = attributePlaceholders[name];
      if (attribute !== undefined && kind === undefined) return attributes[attribute] ?? '';
      return expandValue(name, kind, { attributes, values }) ?? found;
    },
  );
}

function expandValue(
  name: string,
  kind: string | undefined,
  { attributes, values }: { readonly attributes: FilterAttributes; readonly values: FilterValues },
): string | undefined {
  const { input, username, dn, memberOf = [], nowMs } = values;
  switch (kind === undefined ? name : `${name}:${kind}`) {
    case 'input':
      return escapeFilterValue(input);
    case 'username':
      return username === undefined ? undefined : escapeFilterValue(username);
    case 'dn':
      return dn === undefined ? undefined : escapeFilterValue(dn);
    case 'memberof:dn':
      return memberOf.map((group) => term(attributes.distinguished_name ?? '', group)).join('');
    case 'memberof:rdn':
      return memberOf.flatMap(relativeNameTerms).join('');
    default:
      return name === 'date-time' && kind !== undefined && isDirectoryTimeNotation(kind)
        ? directoryTime(kind, nowMs)
        : undefined;
  }
}

function relativeNameTerms(group: string): readonly string[] {
  const [relativeName = []] = parseDistinguishedName(group) ?? [];
  return relativeName.map(({ type, value }) => term(type, value));
}

function term(attribute: string, value: string): string {
  return `(${attribute}=${escapeFilterValue(value)})`;
}
