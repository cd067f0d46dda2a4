import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import type { JsonWebKeyConfig } from './json-web-key.ts';

/** What a key is called and used with, in `jwks.json` and in the configuration. */
export interface KeyName {
  readonly kid: string;
  readonly alg: string;
}

/** The usual algorithm of each kind of key that signs (behaviour.md §9.1). */
const usualSigning = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512', RSA: 'RS256' } as const;

/** The usual algorithm of each kind of key that opens what was encrypted to us. */
const usualEncryption = { RSA: 'RSA-OAEP-256', EC: 'ECDH-ES+A256KW' } as const;

/** The members that a thumbprint is made of, in their order (RFC 7638 §3.2). */
const thumbprintMembers = { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'] } as const;

/** So many hexadecimal digits of the thumbprint begin a key's default name (behaviour.md §9.1). */
const nameDigits = 6;

/** The name and the algorithm of one of our keys: as they are written, else made of the key. Throws for a key that `checkKeys` refuses. */
export function nameKey({
  key,
  key_id,
  use,
  algorithm,
}: Pick<JsonWebKeyConfig, 'key' | 'key_id' | 'use' | 'algorithm'>): KeyName {
  const privateKey = createPrivateKey(key);
  const alg = algorithm ?? usualAlgorithm(privateKey, use);
  const ending = use === 'enc' && algorithm === undefined ? 'enc' : alg.toLowerCase();
  return { alg, kid: key_id ?? `${thumbprint(privateKey).slice(0, nameDigits)}-${ending}` };
}

function usualAlgorithm(key: KeyObject, use: 'sig' | 'enc'): string {
  const { kty, crv } = publicMembers(key);
  if (kty !== 'RSA' && kty !== 'EC') throw new TypeError('a key of this kind has no use here');
  if (use === 'enc') return usualEncryption[kty];
  if (kty === 'RSA') return usualSigning.RSA;
  if (crv === 'P-256' || crv === 'P-384' || crv === 'P-521') return usualSigning[crv];
  throw new TypeError('a key on this curve signs nothing here');
}

function thumbprint(key: KeyObject): string {
  const jwk = publicMembers(key);
  const members = thumbprintMembers[jwk.kty === 'RSA' ? 'RSA' : 'EC'].map((name) => [name, jwk[name]]);
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('hex');
}

function publicMembers(key: KeyObject): Readonly<Record<string, unknown>> {
  return { ...key.export({ format: 'jwk' }) };
}
