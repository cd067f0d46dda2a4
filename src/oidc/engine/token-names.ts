import type { Provider } from 'oidc-provider';
import { replaceMethod } from './replace-method.ts';

/** What a token is, as far as its name tells. */
export type NamedToken = 'access' | 'other';

/** How the values of each kind begin (behaviour.md §9.1): so that a proxy's question can tell them from an application's own, and a scanner leaked ones. */
const prefixes = {
  AccessToken: 'authelia_at_',
  ClientCredentials: 'authelia_at_',
  RefreshToken: 'authelia_rt_',
  AuthorizationCode: 'authelia_ac_',
} as const;

const kinds = ['AccessToken', 'ClientCredentials', 'RefreshToken', 'AuthorizationCode'] as const;

/** Makes the engine begin the values that it makes up with their prefix. */
export function nameTokens(provider: Provider): void {
  for (const kind of kinds) {
    replaceMethod(
      provider[kind].prototype,
      'generateTokenId',
      (original) => (self) => `${prefixes[kind]}${String(original(self))}`,
    );
  }
}

/** What a value is by its name; undefined where it is none of ours. */
export function namedToken(value: string): NamedToken | undefined {
  if (value.startsWith(prefixes.AccessToken)) return 'access';
  return Object.values(prefixes).some((prefix) => value.startsWith(prefix)) ? 'other' : undefined;
}
