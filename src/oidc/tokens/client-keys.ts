import { createPublicKey } from 'node:crypto';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { EncryptionKey } from './create-protector.ts';
import type { Encryption } from './protection.ts';

/** The key of a client's `jwks` for an encryption: the one that is named, else the first that encrypts with the algorithm. */
export async function findWrittenKey(
  client: ClientConfig,
  { alg, kid }: Encryption,
): Promise<EncryptionKey | undefined> {
  const found = client.jwks.find((key) =>
    kid === undefined
      ? key.use === 'enc' && (key.algorithm === undefined || key.algorithm === alg)
      : key.key_id === kid,
  );
  return found && { kid: found.key_id, key: createPublicKey(found.key) };
}
