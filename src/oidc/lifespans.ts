import type { ClientConfig } from '../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../config/sections/identity-providers.ts';

/** What has a lifespan. */
export type LivingThing = 'access_token' | 'refresh_token' | 'id_token' | 'authorize_code';

/** The way in which it was got, as `lifespans.custom.<name>.grants` calls it. */
export type GrantName =
  | 'authorize_code'
  | 'implicit'
  | 'client_credentials'
  | 'refresh_token'
  | 'device_code';

/** How long something is good for, in whole seconds: by the client's own lifespans and the way it was got, else as for everybody (behaviour.md §9.1). */
export function lifespanSeconds(
  { custom, ...common }: OidcConfig['lifespans'],
  client: Pick<ClientConfig, 'lifespan'> | undefined,
  { thing, grant }: { readonly thing: LivingThing; readonly grant: GrantName },
): number {
  const own = ownLifespans(custom, client);
  return wholeSeconds(own?.grants[grant]?.[thing] ?? own?.[thing] ?? common[thing]);
}

/** How long a device waits for its person, in whole seconds (behaviour.md §9.1). */
export function deviceCodeSeconds(
  { custom, device_code }: OidcConfig['lifespans'],
  client: Pick<ClientConfig, 'lifespan'> | undefined,
): number {
  return wholeSeconds(ownLifespans(custom, client)?.device_code ?? device_code);
}

function ownLifespans(
  custom: OidcConfig['lifespans']['custom'],
  client: Pick<ClientConfig, 'lifespan'> | undefined,
) {
  const name = client?.lifespan;
  return name !== undefined && Object.hasOwn(custom, name) ? custom[name] : undefined;
}

function wholeSeconds(lifespanMs: number): number {
  return Math.max(1, Math.floor(lifespanMs / 1000));
}
