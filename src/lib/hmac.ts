import { hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;

/** The keyed hash of an ASCII text, base64url. */
export type Hmac = (text: string) => string;

/**
 * HMAC-SHA256 (RFC 2104) under a key of at most 64 bytes, for hashes that every request needs: made of two one-shot hashes, it leaves none
 * of the native objects behind that `createHmac` makes for each call and the garbage collector has to end one by one.
 */
export function createHmacSha256(key: Uint8Array): Hmac {
  if (key.length > blockBytes) throw new TypeError('the key is longer than a block');
  const innerPad = padded(key, 0x36);
  const outer = Buffer.concat([padded(key, 0x5c), Buffer.alloc(digestBytes)]);
  // Texts are nearly always of one length: what is hashed first is then written over that of the call before.
  let inner = innerPad;
  return (text) => {
    const innerBytes = blockBytes + text.length;
    if (inner.length !== innerBytes) inner = Buffer.concat([innerPad], innerBytes);
    inner.write(text, blockBytes, 'latin1');
    outer.write(hash('sha256', inner, 'latin1'), blockBytes, 'latin1');
    return hash('sha256', outer, 'base64url');
  };
}

function padded(key: Uint8Array, filler: number): Buffer {
  const block = Buffer.alloc(blockBytes, filler);
  for (const [index, byte] of key.entries()) block[index] = byte ^ filler;
  return block;
}
