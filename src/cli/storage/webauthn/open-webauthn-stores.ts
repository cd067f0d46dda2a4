import { systemRandom } from '../../../lib/random.ts';
import { openStorageSeal } from '../../../storage/storage-key.ts';
import {
  createWebAuthnCredentialStore,
  type WebAuthnCredentialStore,
} from '../../../storage/webauthn-credentials.ts';
import { createWebAuthnUserStore, type WebAuthnUserStore } from '../../../storage/webauthn-users.ts';
import type { StorageCommandContext } from '../storage-command.ts';

/** What commands about security keys work on. */
export interface WebAuthnStores {
  readonly credentials: WebAuthnCredentialStore;
  readonly handles: WebAuthnUserStore;
}

/** Everybody's security keys, for a command. */
export async function openWebAuthnStores({
  database,
  encryptionKey,
}: StorageCommandContext): Promise<WebAuthnStores> {
  const seal = await openStorageSeal(database, encryptionKey, systemRandom);
  return {
    credentials: createWebAuthnCredentialStore({ database, seal }),
    handles: createWebAuthnUserStore(database, systemRandom),
  };
}
