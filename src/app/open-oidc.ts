import type { RequestListener } from 'node:http';
import type { BearerTokens } from '../authz/bearer-tokens.ts';
import { networksOfNames } from '../config/resolve-network-names.ts';
import type { EndpointOptions } from '../oidc/open-provider.ts';
import type { OpenIdApplications } from '../portal/openid-applications.ts';
import type { OpenIdDeviceFlows, OpenIdFlows } from '../portal/openid-flows.ts';
import type { OpenIdSignOuts } from '../portal/openid-sign-outs.ts';
import type { EndObserver } from '../session/tell-ends.ts';
import { createOidcSigningKeys } from '../storage/oidc-signing-keys.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createPurger } from '../storage/purge.ts';
import type { UserBackend } from '../users/backend.ts';
import { createPasswordHasher } from '../users/passwords/password-hasher.ts';
import { resolveAttributes } from './resolve-attributes.ts';
import type { World } from './world.ts';

/** The OpenID Connect provider, as far as the rest of the program meets it. */
export interface OpenedOidc {
  readonly flows: OpenIdFlows;
  readonly deviceFlows: OpenIdDeviceFlows;
  readonly signOuts: OpenIdSignOuts;
  readonly applications: OpenIdApplications;
  /** Its endpoints in front of the portal's. */
  listener(endpoints: EndpointOptions, rest: RequestListener): RequestListener;
  /** Its access tokens at the endpoints for proxies, where a client may have such. */
  readonly bearerTokens: BearerTokens | undefined;
  /** Ends what came from a sign-in that somebody ends. */
  readonly endSignIn: EndObserver;
}

/** Opens the provider where it is configured. Its engine is loaded only then: everybody else starts without it. */
export async function openOidc(
  world: World,
  { storage, users }: { readonly storage: Storage; readonly users: UserBackend },
  opened: AsyncDisposableStack,
): Promise<OpenedOidc | undefined> {
  const { config, clock, random, log } = world;
  const { oidc } = config.identity_providers;
  if (oidc === undefined) return undefined;
  const { openProvider } = await import('../oidc/open-provider.ts');
  const { openKeyRing } = await import('../oidc/keys/open-key-ring.ts');
  const { keptForMs } = await import('../oidc/keys/key-schedule.ts');
  const ring = {
    oidc,
    keys: createOidcSigningKeys(storage),
    keptForMs: keptForMs(oidc.lifespans, config.session.cookies),
    clock,
    log,
  };
  const keys = opened.adopt(await openKeyRing(ring), (one) => one.close());
  const provider = openProvider({
    ...world,
    oidc,
    storage,
    users,
    keys,
    encryptionKey: config.storage.encryption_key ?? '',
    hasher: opened.adopt(createPasswordHasher({ random }), (one) => one.close()),
    resolveAttribute: resolveAttributes(config, () => clock.now()),
    networksOf: (names) => networksOfNames(names, config),
  });
  opened.adopt(provider, (one) => one.close());
  const purger = createPurger({ tables: provider.purged, clock, log });
  opened.adopt(purger, (one) => one.close());
  void purger.run();
  return provider;
}
