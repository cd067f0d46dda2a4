import type {
  ExpressionType,
  ExpressionValue,
  ExpressionVariables,
} from '../../lib/expression/expression.ts';
import type { UserDetails } from '../backend.ts';

/** What is not in the directory but known when attributes are asked for. */
export interface AttributeMoment {
  /** When the details were read. */
  readonly updatedAtMs: number;
  /** What a client asks of the claim that is being made. */
  readonly claimRequest?: { readonly value?: ExpressionValue; readonly values?: readonly ExpressionValue[] };
}

const addressParts = ['street_address', 'locality', 'region', 'postal_code', 'country'] as const;

/** What a user has who lacks an attribute of that type. */
const nothing: Partial<Record<ExpressionType, ExpressionValue>> = { string: '', strings: [], record: {} };

/**
 * The values of a user's attributes by name (behaviour.md §8.3). A text or list that the user lacks is empty; an extra attribute that is
 * neither is left out.
 */
export function attributeValues(
  user: UserDetails,
  variables: ExpressionVariables,
  moment: AttributeMoment,
): Readonly<Record<string, ExpressionValue>> {
  const known = new Map<string, ExpressionValue>([
    ...Object.entries(user.attributes ?? {}),
    ...derivedValues(user, moment),
  ]);
  const entries = Object.entries(variables).flatMap(([name, type]) => {
    const value = known.get(name) ?? nothing[type];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function derivedValues(
  { username, displayName, emails, groups, attributes = {} }: UserDetails,
  { updatedAtMs, claimRequest }: AttributeMoment,
): readonly (readonly [string, ExpressionValue])[] {
  const address = addressParts.flatMap((part) => {
    const value = attributes[part];
    return value === undefined ? [] : [[part, value] as const];
  });
  const { phone_number: number, phone_extension: extension } = attributes;
  const phone =
    number !== undefined && extension !== undefined ? `${String(number)};ext=${String(extension)}` : number;
  return [
    ['username', username],
    ['display_name', displayName],
    ['groups', groups],
    ['email', emails[0] ?? ''],
    ['emails', emails],
    ['emails_extra', emails.slice(1)],
    ['email_verified', true],
    ['updated_at', Math.floor(updatedAtMs / 1000)],
    ['address', Object.fromEntries(address)],
    ['phone_number_rfc3966', phone ?? ''],
    // No directory says that somebody tried the number.
    ['phone_number_verified', false],
    ...(claimRequest?.value === undefined
      ? []
      : [['openid_authreq_claim_value', claimRequest.value] as const]),
    ['openid_authreq_claim_values', claimRequest?.values ?? []],
  ];
}
