import { z } from 'zod';

/** A field of bytes in base64url without padding, of at most so many characters (WebAuthn level 3 §5.1.8). */
export function bytesField(maxLength: number) {
  return z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/);
}
