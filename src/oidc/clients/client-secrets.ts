import { randomBytes } from 'node:crypto';
import { isSameSecret } from '../../lib/constant-time.ts';
import { createHmacSha256 } from '../../lib/hmac.ts';
import { decodeDigest } from '../../users/passwords/decode-digest.ts';
import type { PasswordDigest } from '../../users/passwords/password-digest.ts';
import type { PasswordHasher } from '../../users/passwords/password-hasher.ts';

/** Knows the clients' secrets by their digests alone. */
export interface ClientSecrets {
  /** Whether that is the secret of the client; a client without one has none that is right. Throws `AppError` `overloaded`. */
  matches(clientId: string, secret: string): Promise<boolean>;
}

/** The longest secret that is looked at, in UTF-16 units: checked before anything is hashed. */
const longestSecret = 1024;

/**
 * Secrets by digests of any format of passwords (behaviour.md §9.2). A right secret is remembered for as long as the process lives, by a keyed
 * hash under a key of this process: an application that asks for tokens all the time costs one real hash.
 */
export function createClientSecrets(
  clients: readonly { readonly client_id: string; readonly client_secret: string | undefined }[],
  hasher: Pick<PasswordHasher, 'matches'>,
): ClientSecrets {
  const digests = new Map<string, PasswordDigest>();
  for (const { client_id, client_secret } of clients) {
    if (client_secret !== undefined) digests.set(client_id, decodeDigest(digestText(client_secret)));
  }
  const keyedHash = createHmacSha256(randomBytes(32));
  const proven = new Map<string, string>();
  return {
    async matches(clientId, secret) {
      const digest = digests.get(clientId);
      if (digest === undefined || secret.length > longestSecret) return false;
      const hash = keyedHash(Buffer.from(`${clientId}\n${secret}`).toString('latin1'));
      const known = proven.get(clientId);
      if (known !== undefined && isSameSecret(known, hash)) return true;
      const isRight = await hasher.matches(digest, secret);
      if (isRight) proven.set(clientId, hash);
      return isRight;
    },
  };
}

/** Authelia takes a secret that does not look like a digest as plain text. */
function digestText(written: string): string {
  return written.startsWith('$') ? written : `$plaintext$${written}`;
}
