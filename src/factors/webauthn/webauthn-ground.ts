import type { WebAuthnConfig } from '../../config/sections/webauthn.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { WebAuthnCredentialStore } from '../../storage/webauthn-credentials.ts';
import type { WebAuthnUserStore } from '../../storage/webauthn-users.ts';
import type { AuthenticatorMetadata } from './metadata/authenticator-metadata.ts';

/** What the ceremonies stand on. */
export interface WebAuthnGround {
  readonly config: WebAuthnConfig;
  readonly credentials: WebAuthnCredentialStore;
  readonly handles: WebAuthnUserStore;
  /** Undefined where `webauthn.metadata.enabled` is false. */
  readonly metadata: AuthenticatorMetadata | undefined;
  readonly clock: Clock;
  readonly random: Random;
}
