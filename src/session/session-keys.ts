import { createHmac } from 'node:crypto';
import { deriveKey } from '../lib/seal.ts';
import type { SessionKey } from './store.ts';

/** Turns cookie values into the keys under which sessions are stored. */
export interface SessionKeys {
  /** The key of a cookie value: HMAC-SHA256, base64url. It cannot be turned back into the cookie. */
  of(cookieValue: string): SessionKey;
}

/** Keys for one `session.secret`. Instances that share a store must share the secret. */
export function createSessionKeys(secret: string | Uint8Array): SessionKeys {
  const key = deriveKey(secret, 'gatehouse session key');
  return { of: (cookieValue) => createHmac('sha256', key).update(cookieValue).digest('base64url') };
}
