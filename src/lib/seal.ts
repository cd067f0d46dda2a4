import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Random } from './random.ts';

const nonceBytes = 12;
const tagBytes = 16;
const version = 1;

/** Encrypts and authenticates values that leave the process. Layout: version(1) ‖ nonce(12) ‖ ciphertext ‖ tag(16). */
export interface Seal {
  /** Seals a value; `context` (associated data) must be given again to open it. */
  seal(plain: Uint8Array, context: string): Buffer;
  /** Opens a sealed value, or gives undefined where key, context or a single bit differ. */
  open(sealed: Uint8Array, context: string): Buffer | undefined;
}

/** Derives a 256-bit key for one purpose from a secret: HKDF-SHA256 (RFC 5869) without salt. */
export function deriveKey(secret: string | Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), purpose, 32));
}

/** A seal with AES-256-GCM (NIST SP 800-38D) and a 256-bit key; every value gets a nonce of its own. */
export function createSeal(key: Uint8Array, random: Random): Seal {
  return {
    seal(plain, context) {
      const nonce = random.bytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(context));
      return Buffer.concat([
        Buffer.of(version),
        nonce,
        cipher.update(plain),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    open(sealed, context) {
      if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== version) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}
