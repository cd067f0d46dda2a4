import { createWebAuthn, type WebAuthn } from '../factors/webauthn/webauthn.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createWebAuthnCredentialStore } from '../storage/webauthn-credentials.ts';
import { createWebAuthnUserStore } from '../storage/webauthn-users.ts';
import type { World } from './world.ts';

/** Security keys and passkeys; undefined where the configuration disables them. */
export function openWebAuthn(world: World, storage: Storage): WebAuthn | undefined {
  const { config, clock, random } = world;
  if (config.webauthn.disable) return undefined;
  return createWebAuthn({
    config: config.webauthn,
    credentials: createWebAuthnCredentialStore(storage),
    handles: createWebAuthnUserStore(storage.database, random),
    metadata: undefined,
    clock,
    random,
  });
}
