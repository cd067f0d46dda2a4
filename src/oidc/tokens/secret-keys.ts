import { hash } from 'node:crypto';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { Encryption } from './protection.ts';

/** The secret of a client where it is written in plain text, which signatures and encryption with it need; undefined for a hash. */
export function plainSecret({
  client_secret: secret,
}: Pick<ClientConfig, 'client_secret'>): string | undefined {
  if (secret === undefined) return undefined;
  return secret.startsWith('$plaintext$') || !secret.startsWith('$')
    ? secret.replace(/^\$plaintext\$/, '')
    : undefined;
}

/** The key that a secret makes for an algorithm: its hash, cut to length (OpenID Connect Core §10.2); the secret itself where that is a password. */
export function keyOfSecret(secret: string, { alg, enc }: Omit<Encryption, 'kid'>): Uint8Array {
  if (alg.startsWith('PBES2-')) return Buffer.from(secret);
  const length = keyBits(alg === 'dir' ? enc : alg) / 8;
  const algorithm = length <= 32 ? 'sha256' : length <= 48 ? 'sha384' : 'sha512';
  return hash(algorithm, secret, 'buffer').subarray(0, length);
}

/** `A128GCM` takes 128 bits; `A128CBC-HS256` is two keys in one, of 256 bits together (RFC 7518 §5.2). */
function keyBits(algorithm: string): number {
  const [, own, both] = /^A(\d{3})(?:CBC-HS(\d{3}))?/.exec(algorithm) ?? [];
  const bits = Number(both ?? own);
  if (!Number.isInteger(bits)) throw new TypeError(`${algorithm} takes no key of the client's secret`);
  return bits;
}
