import type { UserDetails } from '../../users/backend.ts';

/** Access to what the endpoints for proxies guard (behaviour.md §9.3). */
export const bearerScope = 'authelia.bearer.authz';

/** The claims of each standard scope (OpenID Connect Core §5.4, behaviour.md §9.3). */
export const scopeClaims: Readonly<Record<string, readonly string[]>> = {
  openid: [],
  profile: [
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  email: ['email', 'email_verified', 'alt_emails'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  groups: ['groups'],
  offline_access: [],
  offline: [],
  [bearerScope]: [],
};

/** Scopes whose name says that tokens may be renewed (behaviour.md §9.3). */
export const offlineScopes: readonly string[] = ['offline_access', 'offline'];

/** Claims that are made of another attribute than the one of their name (behaviour.md §8.3, §9.3). */
export const claimAttributes: Readonly<Record<string, string>> = {
  name: 'display_name',
  preferred_username: 'username',
  alt_emails: 'emails_extra',
  phone_number: 'phone_number_rfc3966',
};

/** The value of an attribute of a user; undefined where there is none, or it is empty. */
export type ResolveAttribute = (attribute: string, user: UserDetails) => unknown;
