import { decodeJwt, decodeProtectedHeader } from 'jose';
import { namedToken } from '../engine/token-names.ts';

/**
 * What a bearer token is to these issuers, before it is looked up: an access token, another one of theirs, or none of theirs at all (undefined),
 * as the tokens of applications are that use the same header. What it says of itself proves nothing yet.
 */
export function tokenKind(value: string, issuers: readonly string[]): 'access' | 'other' | undefined {
  return namedToken(value) ?? (isSignedByOne(value, issuers) ? 'access' : undefined);
}

/** An access token as a JSON Web Token (RFC 9068 §2.1, §2.2); an ID token has another type. */
function isSignedByOne(value: string, issuers: readonly string[]): boolean {
  try {
    const isAccessToken = decodeProtectedHeader(value).typ?.toLowerCase() === 'at+jwt';
    return isAccessToken && issuers.includes(decodeJwt(value).iss ?? '');
  } catch {
    return false;
  }
}
