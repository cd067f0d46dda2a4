import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { blockWords, boxWords, type PwxformState, pwxform } from './pwxform.ts';
import { salsa20 } from './salsa20.ts';

/** What a yescrypt key depends on besides the password. */
export interface YescryptSetting {
  readonly salt: Uint8Array;
  /** Binary logarithm of N. */
  readonly costLog2: number;
  /** The parameter r: blocks of 128 × r bytes. */
  readonly blockSize: number;
}

/** From this size of N × r on the password is first hashed with a 64th of N (yescrypt 1.1). */
const prehashFrom = { cost: 0x100, work: 0x20000 } as const;

/**
 * The raw key of yescrypt 1.1 with the flags of crypt(3)'s `$y$j…`, one lane and no ROM, 32 bytes. It blocks the thread: the
 * default of Debian, N = 4096 and r = 32, takes some 300 ms. Ours because no package for Node exists.
 */
export function yescryptKey(password: Uint8Array, setting: YescryptSetting): Buffer {
  const { costLog2, blockSize } = setting;
  const cost = 2 ** costLog2;
  const isPrehashed = cost >= prehashFrom.cost && cost * blockSize >= prehashFrom.work;
  const input = isPrehashed
    ? derive(password, setting, { label: 'yescrypt-prehash', cost: cost / 64 })
    : password;
  const key = derive(input, setting, { label: 'yescrypt', cost });
  return createHash('sha256').update(hmac(key, 'Client Key')).digest();
}

function derive(
  password: Uint8Array,
  { salt, blockSize }: YescryptSetting,
  { label, cost }: { readonly label: string; readonly cost: number },
): Buffer {
  const bytes = pbkdf2Sync(hmac(label, password), salt, 1, 128 * blockSize, 'sha256');
  const start = Buffer.from(bytes.subarray(0, 32));
  const state: PwxformState = { boxes: fillBoxes(bytes), next: 0 };
  const mixedPassword = hmac(bytes.subarray(-64), start);
  mix(bytes, { blockSize, cost, state });
  return pbkdf2Sync(mixedPassword, bytes, 1, 32, 'sha256');
}

/** Fills the boxes by scrypt's first loop over the first 128 bytes, which end up as the loop leaves them. */
function fillBoxes(bytes: Buffer): PwxformState['boxes'] {
  const words = readWords(bytes.subarray(0, 128));
  const boxes = new Uint32Array(3 * boxWords);
  for (let offset = 0; offset < boxes.length; offset += words.length) {
    boxes.set(words, offset);
    mixWithSalsa(words);
  }
  writeWords(words, bytes);
  return [boxes.subarray(2 * boxWords), boxes.subarray(boxWords, 2 * boxWords), boxes.subarray(0, boxWords)];
}

/** scrypt's BlockMix with Salsa20/8 on two blocks. */
function mixWithSalsa(words: Uint32Array): void {
  const [one, two] = [words.subarray(0, blockWords), words.subarray(blockWords)];
  xorInto(one, two);
  salsa20(one, 8);
  xorInto(two, one);
  salsa20(two, 8);
}

/** The two loops of yescrypt over `cost` copies of all blocks: one that fills them, one of a third of the length that reads and writes them at random. */
function mix(
  bytes: Buffer,
  {
    blockSize,
    cost,
    state,
  }: { readonly blockSize: number; readonly cost: number; readonly state: PwxformState },
): void {
  const words = readWords(bytes);
  const memory = new Uint32Array(cost * words.length);
  const copy = (index: number) => memory.subarray(index * words.length, (index + 1) * words.length);
  const chosen = () => words[(2 * blockSize - 1) * blockWords] ?? 0;
  for (let index = 0; index < cost; index++) {
    copy(index).set(words);
    if (index > 1) xorInto(words, copy(wrap(chosen(), index)));
    mixWithPwxform(words, state);
  }
  const rereads = (Math.floor((cost + 2) / 3) + 1) & ~1;
  for (let turn = 0; turn < rereads; turn++) {
    const place = copy(chosen() & (cost - 1));
    xorInto(words, place);
    place.set(words);
    mixWithPwxform(words, state);
  }
  writeWords(words, bytes);
}

/** yescrypt's BlockMix: each block is mixed with the one before it, the last one goes through Salsa20/2 besides. */
function mixWithPwxform(words: Uint32Array, state: PwxformState): void {
  const block = words.slice(-blockWords);
  for (let offset = 0; offset < words.length; offset += blockWords) {
    const place = words.subarray(offset, offset + blockWords);
    xorInto(block, place);
    pwxform(block, state);
    place.set(block);
  }
  salsa20(words.subarray(-blockWords), 2);
}

/** An index below `count`, spread over its upper part: the largest power of two that fits. */
function wrap(value: number, count: number): number {
  const span = 2 ** (31 - Math.clz32(count));
  return (value & (span - 1)) + (count - span);
}

function xorInto(target: Uint32Array, source: Uint32Array): void {
  for (let index = 0; index < target.length; index++) {
    target[index] = (target[index] ?? 0) ^ (source[index] ?? 0);
  }
}

/** Little-endian words; within each block word `i` comes from place `5i mod 16`, the order that suits wide registers. */
function readWords(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(placeOf(index)));
}

function writeWords(words: Uint32Array, bytes: Buffer): void {
  words.forEach((word, index) => {
    bytes.writeUInt32LE(word, placeOf(index));
  });
}

function placeOf(index: number): number {
  return 4 * (index - (index % blockWords) + ((index * 5) % blockWords));
}

function hmac(key: Uint8Array | string, message: Uint8Array | string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}
