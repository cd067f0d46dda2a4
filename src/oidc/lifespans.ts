import type { ClientConfig } from '../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../config/sections/identity-providers.ts';

/** What has a lifespan. */
export type LivingThing = 'access_token' | 'refresh_token' | 'id_token' | 'authorize_code';

/** The way in which it was got, as `lifespans.custom.<name>.grants` calls it. */
export type GrantName = 'authorize_code' | 'implicit' | 'client_credentials' | 'refresh_token';

/** How long something is good for, in whole seconds: by the client's own lifespans and the way it was got, else as for everybody (behaviour.md §9.1). */
export function lifespanSeconds(
  { custom, ...common }: OidcConfig['lifespans'],
  client: Pick<ClientConfig, 'lifespan'> | undefined,
  { thing, grant }: { readonly thing: LivingThing; readonly grant: GrantName },
): number {
  const name = client?.lifespan;
  const own = name !== undefined && Object.hasOwn(custom, name) ? custom[name] : undefined;
  const lifespanMs = own?.grants[grant]?.[thing] ?? own?.[thing] ?? common[thing];
  return Math.max(1, Math.floor(lifespanMs / 1000));
}
