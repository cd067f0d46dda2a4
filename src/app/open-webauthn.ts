import type { AuthenticatorMetadata } from '../factors/webauthn/metadata/authenticator-metadata.ts';
import { createAuthenticatorMetadata } from '../factors/webauthn/metadata/create-authenticator-metadata.ts';
import { fidoAnchors } from '../factors/webauthn/metadata/fido-anchors.ts';
import { createWebAuthn, type WebAuthn } from '../factors/webauthn/webauthn.ts';
import { createCachedDataStore } from '../storage/cached-data.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createWebAuthnCredentialStore } from '../storage/webauthn-credentials.ts';
import { createWebAuthnUserStore } from '../storage/webauthn-users.ts';
import type { World } from './world.ts';

/** Security keys and passkeys; undefined where the configuration disables them. */
export async function openWebAuthn(world: World, storage: Storage): Promise<WebAuthn | undefined> {
  const { config, clock, random } = world;
  if (config.webauthn.disable) return undefined;
  return createWebAuthn({
    config: config.webauthn,
    credentials: createWebAuthnCredentialStore(storage),
    handles: createWebAuthnUserStore(storage.database, random),
    metadata: await openMetadata(world, storage),
    clock,
    random,
  });
}

async function openMetadata(
  { config, clock, log }: World,
  { database }: Storage,
): Promise<AuthenticatorMetadata | undefined> {
  const { metadata } = config.webauthn;
  if (!metadata.enabled) return undefined;
  return createAuthenticatorMetadata({
    config: metadata,
    source: metadata.path === undefined ? { url: metadata.url } : { path: metadata.path },
    anchors: await fidoAnchors(),
    cache: createCachedDataStore(database),
    clock,
    log,
  });
}
