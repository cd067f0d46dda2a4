import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key pair of an application, and how an operator writes its public half. */
export interface ClientKeys {
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** Makes a key pair that signs (`ES…`, `RS…`, `PS…`) or opens what is encrypted to it. */
export function makeClientKeys(name: string, use: 'sig' | 'enc', algorithm: string): ClientKeys {
  const { privateKey, publicKey } = algorithm.startsWith('E')
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey, jwk: { key_id: name, use, algorithm, key } };
}
