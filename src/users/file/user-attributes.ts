import type { ConfigProblem } from '../../config/problem.ts';
import type { FileBackendConfig } from '../../config/sections/authentication-backend.ts';
import type { AttributeValue } from '../backend.ts';
import type { YamlValue } from './yaml-reader.ts';

type Declarations = FileBackendConfig['extra_attributes'];
type Report = (problem: ConfigProblem) => void;

/** The standard attributes of a user (behaviour.md §8.1) and how each is checked; those of an address stand under `address`. */
const standardChecks = {
  given_name: undefined,
  middle_name: undefined,
  family_name: undefined,
  nickname: undefined,
  gender: undefined,
  birthdate: undefined,
  website: { isRight: isAbsoluteUrl, kind: 'an absolute URL' },
  profile: { isRight: isAbsoluteUrl, kind: 'an absolute URL' },
  picture: { isRight: isAbsoluteUrl, kind: 'an absolute URL' },
  zoneinfo: undefined,
  locale: { isRight: isLanguageTag, kind: 'a language tag such as en-GB (BCP 47)' },
  phone_number: undefined,
  phone_extension: undefined,
} as const satisfies Record<string, { isRight: (text: string) => boolean; kind: string } | undefined>;

const addressParts = ['street_address', 'locality', 'region', 'postal_code', 'country'] as const;

/** Reads all attributes of a user but name, mail and groups; undefined where there are none. */
export function readUserAttributes(
  entries: ReadonlyMap<string, YamlValue>,
  declarations: Declarations,
  report: Report,
): Readonly<Record<string, AttributeValue>> | undefined {
  const attributes = [
    ...readStandard(entries, report),
    ...readAddress(entries.get('address'), report),
    ...readExtra(entries.get('extra'), declarations, report),
  ];
  return attributes.length === 0 ? undefined : Object.fromEntries(attributes);
}

function* readStandard(
  entries: ReadonlyMap<string, YamlValue>,
  report: Report,
): Generator<[string, AttributeValue]> {
  for (const [name, check] of Object.entries(standardChecks)) {
    const value = entries.get(name);
    const text = value?.text();
    if (value === undefined || text === '') continue;
    if (text === undefined) report(value.problem(`"${name}" must be a text.`));
    else if (check !== undefined && !check.isRight(text))
      report(value.problem(`"${name}" must be ${check.kind}.`));
    else yield [name, text];
  }
}

function* readAddress(address: YamlValue | undefined, report: Report): Generator<[string, AttributeValue]> {
  if (address === undefined || address.isEmpty()) return;
  const entries = address.entries();
  if (entries === undefined) {
    report(address.problem('"address" must be a map.', `Its keys are ${addressParts.join(', ')}.`));
    return;
  }
  for (const name of addressParts) {
    const value = entries.get(name);
    const text = value?.text();
    if (value !== undefined && text === undefined) report(value.problem(`"${name}" must be a text.`));
    else if (text !== undefined && text !== '') yield [name, text];
  }
}

function* readExtra(
  extra: YamlValue | undefined,
  declarations: Declarations,
  report: Report,
): Generator<[string, AttributeValue]> {
  if (extra === undefined || extra.isEmpty()) return;
  const entries = extra.entries();
  if (entries === undefined) {
    report(extra.problem('"extra" must be a map.'));
    return;
  }
  for (const [name, value] of entries) {
    const declaration = Object.hasOwn(declarations, name) ? declarations[name] : undefined;
    if (declaration === undefined) {
      report(
        value.problem(
          `The extra attribute "${name}" is not declared.`,
          `Declare it under authentication_backend.file.extra_attributes.${name}, or remove it.`,
        ),
      );
      continue;
    }
    const read = declaration.multi_valued ? readList(value, declaration) : readOne(value, declaration);
    if (read !== undefined) yield [name, read];
    else report(value.problem(`The extra attribute "${name}" must be ${describe(declaration)}.`));
  }
}

type Declaration = Declarations[string];

function readOne(value: YamlValue, { value_type }: Declaration): string | number | boolean | undefined {
  const scalar = value.scalar();
  if (value_type === 'boolean' && typeof scalar === 'boolean') return scalar;
  if (value_type === 'integer' && typeof scalar === 'number') return scalar;
  return value_type === 'string' && typeof scalar === 'string' ? scalar : undefined;
}

function readList(value: YamlValue, declaration: Declaration): AttributeValue | undefined {
  const read = value.items()?.map((item) => readOne(item, declaration));
  return read?.every((item) => item !== undefined) ? read : undefined;
}

function describe({ multi_valued, value_type }: Declaration): string {
  if (multi_valued) return `a list of values of the type ${value_type}`;
  return value_type === 'integer' ? 'an integer' : `a ${value_type}`;
}

function isAbsoluteUrl(text: string): boolean {
  return URL.canParse(text);
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-')).length === 1;
  } catch {
    return false;
  }
}
