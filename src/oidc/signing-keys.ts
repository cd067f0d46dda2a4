import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import type { JsonWebKeyConfig } from '../config/sections/identity-providers/json-web-key.ts';

/** The usual algorithm of each kind of key (behaviour.md §9.1). */
const usualAlgorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512', RSA: 'RS256' } as const;

/** The members that a thumbprint is made of, in their order (RFC 7638 §3.2). */
const thumbprintMembers = { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'] } as const;

/** So many hexadecimal digits of the thumbprint begin a key's default name (behaviour.md §9.1). */
const nameDigits = 6;

/** The private signing keys as a JSON Web Key Set, with the names that Authelia gives them. The program never tells them to anybody. */
export function signingKeys(entries: readonly JsonWebKeyConfig[]): { keys: JWK[] } {
  return { keys: entries.filter(({ use }) => use === 'sig').map(toJwk) };
}

function toJwk({ key, key_id, use, algorithm, certificate_chain }: JsonWebKeyConfig): JWK {
  const privateKey = createPrivateKey(key);
  const jwk = exportKey(privateKey);
  const kind = jwk.kty === 'RSA' ? 'RSA' : curveOf(jwk);
  const alg = algorithm ?? usualAlgorithms[kind];
  return {
    ...jwk,
    use,
    alg,
    kid: key_id ?? `${thumbprint(jwk).slice(0, nameDigits)}-${alg.toLowerCase()}`,
    ...(certificate_chain === undefined ? {} : { x5c: certificatesOf(certificate_chain) }),
  };
}

function exportKey(key: KeyObject): JWK & { readonly kty: 'RSA' | 'EC' } {
  const jwk = key.export({ format: 'jwk' });
  if (jwk.kty !== 'RSA' && jwk.kty !== 'EC') throw new TypeError('a key of this kind signs nothing here');
  return { ...jwk, kty: jwk.kty };
}

function curveOf({ crv }: JWK): 'P-256' | 'P-384' | 'P-521' {
  if (crv === 'P-256' || crv === 'P-384' || crv === 'P-521') return crv;
  throw new TypeError('a key on this curve signs nothing here');
}

function thumbprint(jwk: JWK & { readonly kty: 'RSA' | 'EC' }): string {
  const members = thumbprintMembers[jwk.kty].map((name) => [name, jwk[name]]);
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('hex');
}

function certificatesOf(chain: string): string[] {
  const blocks = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block).raw.toString('base64'));
}
