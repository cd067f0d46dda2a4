import type { ExpressionType } from '../../../lib/expression/expression.ts';

/** The attributes that every user backend knows of a user, under the names that claims and expressions use (behaviour.md §8.3). */
export const standardAttributes = {
  username: 'string',
  groups: 'strings',
  display_name: 'string',
  email: 'string',
  emails: 'strings',
  /** All but the first. */
  emails_extra: 'strings',
  email_verified: 'boolean',
  /** Seconds since 1970. */
  updated_at: 'integer',
  given_name: 'string',
  middle_name: 'string',
  family_name: 'string',
  nickname: 'string',
  profile: 'string',
  picture: 'string',
  website: 'string',
  gender: 'string',
  birthdate: 'string',
  zoneinfo: 'string',
  locale: 'string',
  phone_number: 'string',
  /** With its extension: `+1 555 0100;ext=7`. */
  phone_number_rfc3966: 'string',
  phone_number_verified: 'boolean',
  phone_extension: 'string',
  /** The parts of the address by name, those alone that are there. */
  address: 'record',
  street_address: 'string',
  locality: 'string',
  region: 'string',
  postal_code: 'string',
  country: 'string',
} as const satisfies Record<string, ExpressionType>;

/** What a client asks of a claim in its authorization request; there only while that claim is made. */
export const claimRequestAttributes = {
  openid_authreq_claim_value: 'any',
  openid_authreq_claim_values: 'anys',
} as const satisfies Record<string, ExpressionType>;

/** Names that no computed attribute may have. */
export const reservedAttributes: ReadonlySet<string> = new Set([
  ...Object.keys(standardAttributes),
  ...Object.keys(claimRequestAttributes),
  'alt_emails',
]);
