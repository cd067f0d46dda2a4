import { createHmacSha256, type Hmac } from '../lib/hmac.ts';
import { deriveKey } from '../lib/seal.ts';

/** The keyed digest under which codes, tokens and all that opens something are kept: a stolen database redeems nothing. */
export function oidcDigest(encryptionKey: string): Hmac {
  const hmac = createHmacSha256(deriveKey(encryptionKey, 'gatehouse oidc digest'));
  return (text) => hmac(Buffer.from(text).toString('latin1'));
}
