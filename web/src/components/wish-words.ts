import type { MessageId } from '../i18n/message-id.ts';

/** What scopes mean to people (OpenID Connect Core §5.4, behaviour.md §9.3). */
const scopeWords: Readonly<Record<string, MessageId>> = {
  openid: 'consent-openid',
  profile: 'consent-profile',
  email: 'consent-email',
  phone: 'consent-phone',
  address: 'consent-address',
  groups: 'consent-groups',
  offline_access: 'consent-offline',
  offline: 'consent-offline',
  'authelia.bearer.authz': 'consent-bearer',
};

/** Scopes that let an application renew its tokens. */
export const offlineScopes: readonly string[] = ['offline_access', 'offline'];

/** What single claims mean to people (OpenID Connect Core §5.1). */
const claimWords: Readonly<Record<string, MessageId>> = {
  sub: 'consent-openid',
  name: 'claim-name',
  given_name: 'claim-name',
  family_name: 'claim-name',
  middle_name: 'claim-name',
  nickname: 'claim-name',
  preferred_username: 'claim-user-name',
  profile: 'claim-web',
  website: 'claim-web',
  picture: 'claim-picture',
  gender: 'claim-gender',
  birthdate: 'claim-birthdate',
  zoneinfo: 'claim-zone',
  locale: 'claim-locale',
  updated_at: 'claim-updated',
  email: 'consent-email',
  email_verified: 'consent-email',
  alt_emails: 'consent-email',
  phone_number: 'consent-phone',
  phone_number_verified: 'consent-phone',
  address: 'consent-address',
  groups: 'consent-groups',
  auth_time: 'claim-sign-in',
  amr: 'claim-sign-in',
  acr: 'claim-sign-in',
};

/** What an application asks for, or was given. */
export interface Wishes {
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
}

/** One of these: in words, or, where nobody gave it words, by its name. */
export type Wish = { readonly words: MessageId } | { readonly name: string };

/** The order in which they are told, whatever the order of asking. */
const order = [...new Set([...Object.values(scopeWords), ...Object.values(claimWords)])];

/** All of them, each said once however many names mean it. */
export function wishesOf({ scopes, claims }: Wishes): readonly Wish[] {
  const words = [...scopes.map((name) => scopeWords[name]), ...claims.map((name) => claimWords[name])];
  const names = [
    ...scopes.filter((name) => scopeWords[name] === undefined),
    ...claims.filter((name) => claimWords[name] === undefined),
  ];
  return [
    ...order.filter((one) => words.includes(one)).map((one) => ({ words: one })),
    ...[...new Set(names)].map((name) => ({ name })),
  ];
}
