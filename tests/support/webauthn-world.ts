import { webauthn } from '../../src/config/sections/webauthn.ts';
import type { AuthenticatorMetadata } from '../../src/factors/webauthn/metadata/authenticator-metadata.ts';
import { createWebAuthn, type WebAuthn } from '../../src/factors/webauthn/webauthn.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { systemRandom } from '../../src/lib/random.ts';
import type { Storage } from '../../src/storage/open-storage.ts';
import { createWebAuthnCredentialStore } from '../../src/storage/webauthn-credentials.ts';
import { createWebAuthnUserStore } from '../../src/storage/webauthn-users.ts';

/** Security keys over that storage, configured as given. */
export function openTestWebAuthn(
  storage: Storage,
  clock: Clock,
  written: Readonly<Record<string, unknown>> = {},
  metadata: AuthenticatorMetadata | undefined,
): WebAuthn {
  return createWebAuthn({
    config: webauthn.schema.parse(written),
    credentials: createWebAuthnCredentialStore(storage),
    handles: createWebAuthnUserStore(storage.database, systemRandom),
    metadata,
    clock,
    random: systemRandom,
  });
}
