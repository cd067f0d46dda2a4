import type { JsonWebKeyConfig } from '../../config/sections/identity-providers/json-web-key.ts';
import { nameKey } from '../../config/sections/identity-providers/name-key.ts';

/** The algorithms that the keys of the configuration sign with. */
export function writtenAlgorithms(jwks: readonly JsonWebKeyConfig[]): readonly string[] {
  return jwks.filter(({ use }) => use === 'sig').map((entry) => nameKey(entry).alg);
}
