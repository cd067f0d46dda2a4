import { createPublicKey } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import { errors } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import type { FetchDocument } from '../fetch-document.ts';
import type { EncryptionKey, FindEncryptionKey } from './create-protector.ts';
import type { Encryption } from './protection.ts';

/** Finds keys of clients: in their `jwks`, else at their `jwks_uri`. The one that is named, else the first that encrypts with the algorithm. */
export function createFindKey(fetchDocument: FetchDocument): FindEncryptionKey {
  return async (client, encryption) => {
    const { jwks_uri: uri } = client;
    if (uri === undefined) return findWritten(client, encryption);
    try {
      return await findFetched((await fetchDocument(uri)).body, encryption);
    } catch (error) {
      const options = { detail: reasonOf(error), cause: error };
      throw new errors.InvalidClientMetadata('the keys of the client could not be got', options);
    }
  };
}

function findWritten({ jwks }: ClientConfig, { alg, kid }: Encryption): EncryptionKey | undefined {
  const found = jwks.find((key) =>
    kid === undefined ? key.use === 'enc' && (key.algorithm ?? alg) === alg : key.key_id === kid,
  );
  return found && { kid: found.key_id, key: createPublicKey(found.key) };
}

async function findFetched(text: string, { alg, kid }: Encryption): Promise<EncryptionKey | undefined> {
  const found = keysIn(text).find((key) => {
    if (kid !== undefined) return key.kid === kid;
    const isKind = key.kty === (alg.startsWith('RSA') ? 'RSA' : 'EC');
    return isKind && (key.use ?? 'enc') === 'enc' && (key.alg ?? alg) === alg;
  });
  if (found === undefined) return undefined;
  return { kid: found.kid, key: await importJWK(found, alg) };
}

function keysIn(text: string): readonly JWK[] {
  const set: unknown = JSON.parse(text);
  const keys: unknown = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : [];
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'object' && key !== null) : [];
}
