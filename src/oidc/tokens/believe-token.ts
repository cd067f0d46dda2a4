import { createPublicKey } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { providerKeys } from '../provider-keys.ts';

/** Tells what a signed access token says, if its signature is ours and its time is not over; undefined for anything else. */
export type BelieveToken = (token: string, issuer: string) => Promise<JWTPayload | undefined>;

/** For `enable_jwt_access_token_stateless_introspection`: whether the token was revoked is not asked (behaviour.md §9.1). */
export function createBelieveToken({ jwks }: Pick<OidcConfig, 'jwks'>): BelieveToken {
  const keys = providerKeys(jwks).filter(({ use }) => use === 'sig');
  return async (token, issuer) => {
    const find = ({ kid, alg }: { kid?: string; alg: string }) => {
      const found = keys.find((one) => one.kid === kid && one.alg === alg);
      if (found === undefined) throw new TypeError('the token was signed with another key');
      return createPublicKey(found.privateKey);
    };
    const options = { issuer, typ: 'at+jwt', requiredClaims: ['exp', 'client_id'] };
    const verified = await jwtVerify(token, find, options).catch(() => undefined);
    return verified?.payload;
  };
}
