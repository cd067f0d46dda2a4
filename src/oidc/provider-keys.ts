import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import type { JsonWebKeyConfig } from '../config/sections/identity-providers/json-web-key.ts';
import { type KeyName, nameKey } from '../config/sections/identity-providers/name-key.ts';

/** A key of ours with its name and what it is used with. */
export interface ProviderKey extends KeyName {
  readonly use: 'sig' | 'enc';
  readonly privateKey: KeyObject;
}

const read = new WeakMap<JsonWebKeyConfig, ProviderKey>();

/** Our keys, in the order of `jwks`; each is read once. */
export function providerKeys(entries: readonly JsonWebKeyConfig[]): readonly ProviderKey[] {
  return entries.map((entry) => {
    const known = read.get(entry);
    if (known !== undefined) return known;
    const key = { ...nameKey(entry), use: entry.use, privateKey: createPrivateKey(entry.key) };
    read.set(entry, key);
    return key;
  });
}

/** The private keys as a JSON Web Key Set, with the names that Authelia gives them. The program never tells them to anybody. */
export function providerKeySet(entries: readonly JsonWebKeyConfig[]): { keys: JWK[] } {
  return {
    keys: entries.map((entry) => {
      const { certificate_chain: chain } = entry;
      return {
        ...createPrivateKey(entry.key).export({ format: 'jwk' }),
        use: entry.use,
        ...nameKey(entry),
        ...(chain === undefined ? {} : { x5c: certificatesOf(chain) }),
      };
    }),
  };
}

function certificatesOf(chain: string): string[] {
  const blocks = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block).raw.toString('base64'));
}
