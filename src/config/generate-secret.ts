import type { Random } from '../lib/random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A fresh secret of 64 letters and digits, each equally likely. */
export function generateSecret(random: Random): string {
  const limit = 256 - (256 % alphabet.length);
  let secret = '';
  while (secret.length < 64) {
    for (const byte of random.bytes(64)) {
      if (byte < limit && secret.length < 64) secret += alphabet[byte % alphabet.length];
    }
  }
  return secret;
}
