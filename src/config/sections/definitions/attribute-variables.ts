import type { ExpressionType, ExpressionVariables } from '../../../lib/expression/expression.ts';
import type { AuthenticationBackendConfig } from '../authentication-backend.ts';
import { claimRequestAttributes, standardAttributes } from './standard-attributes.ts';

/** What an LDAP user has, whichever attributes are configured. */
const ofEveryUser = [
  'username',
  'groups',
  'display_name',
  'email',
  'emails',
  'emails_extra',
  'email_verified',
  'updated_at',
] as const;

const addressParts = ['street_address', 'locality', 'region', 'postal_code', 'country'] as const;

type Standard = keyof typeof standardAttributes;

/** Attributes that come with others. */
const derived: Partial<Record<Standard, readonly Standard[]>> = {
  phone_number: ['phone_number_rfc3966', 'phone_number_verified'],
  ...Object.fromEntries(addressParts.map((part) => [part, ['address']])),
};

/**
 * The attributes that expressions may use, with their types: of the users file all, of LDAP those for which an LDAP attribute is configured; the
 * extra ones of either; and what a client asks of a claim.
 */
export function attributeVariables({ file, ldap }: AuthenticationBackendConfig): ExpressionVariables {
  const standard = ldap === undefined ? standardAttributes : configuredAttributes(ldap.attributes);
  const extra =
    ldap === undefined
      ? Object.entries(file?.extra_attributes ?? {})
      : Object.entries(ldap.attributes.extra).map(([key, one]) => [one.name ?? key, one] as const);
  return {
    ...Object.fromEntries(extra.map(([name, one]) => [name, typeOfExtra(one)])),
    ...claimRequestAttributes,
    ...standard,
  };
}

/** The names that extra attributes have. */
export function extraAttributeNames(backend: AuthenticationBackendConfig): readonly string[] {
  const { file, ldap } = backend;
  if (ldap === undefined) return Object.keys(file?.extra_attributes ?? {});
  return Object.entries(ldap.attributes.extra).map(([key, { name }]) => name ?? key);
}

function configuredAttributes(attributes: Readonly<Record<string, unknown>>): ExpressionVariables {
  const known = Object.keys(standardAttributes).filter(isStandard);
  const configured = known.filter((name) => typeof attributes[name] === 'string');
  const names = new Set([
    ...ofEveryUser,
    ...configured,
    ...configured.flatMap((name) => derived[name] ?? []),
  ]);
  return Object.fromEntries(
    known.filter((name) => names.has(name)).map((name) => [name, standardAttributes[name]]),
  );
}

function isStandard(name: string): name is Standard {
  return Object.hasOwn(standardAttributes, name);
}

function typeOfExtra(extra: {
  readonly value_type: 'string' | 'integer' | 'boolean';
  readonly multi_valued: boolean;
}): ExpressionType {
  return extra.multi_valued ? `${extra.value_type}s` : extra.value_type;
}
