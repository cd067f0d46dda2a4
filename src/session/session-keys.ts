import { createHmacSha256 } from '../lib/hmac.ts';
import { deriveKey } from '../lib/seal.ts';
import type { SessionKey } from './store.ts';

/** Turns cookie values into the keys under which sessions are stored. */
export interface SessionKeys {
  /** The key of a cookie value (`createCookieValue`): HMAC-SHA256, base64url. It cannot be turned back into the cookie. */
  of(cookieValue: string): SessionKey;
}

/** Keys for one `session.secret`. Instances that share a store must share the secret. */
export function createSessionKeys(secret: string | Uint8Array): SessionKeys {
  return { of: createHmacSha256(deriveKey(secret, 'gatehouse session key')) };
}
