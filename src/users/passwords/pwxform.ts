/** Words of 32 bits in a block of 64 bytes. */
export const blockWords = 16;

/** Words of 32 bits in one of the three substitution boxes: 256 entries of two 64-bit numbers. */
export const boxWords = 1024;

/** Chooses an entry of a box by eight bits of a number; shifted right by two it is the index of a word. */
const entryMask = 255 << 4;

const rounds = 6;

/** The state that the transformation carries on: three boxes, which change places after every use, and where the next write goes. */
export interface PwxformState {
  boxes: readonly [Uint32Array, Uint32Array, Uint32Array];
  /** Index of the next word to be written. */
  next: number;
}

/**
 * The transformation "pwxform" of yescrypt 1.1 (Peslyak, "yescrypt - password hashing scalable beyond bcrypt and scrypt"; its fixed
 * parameters: two numbers a lane, four lanes, six rounds, eight bits of index) on one block of 64-bit numbers, each a low and
 * a high word: a number's halves are multiplied, then mixed with an entry of two boxes; all but the first and last round write
 * into the third box.
 */
export function pwxform(block: Uint32Array, state: PwxformState): void {
  const [added, mixed, written] = state.boxes;
  let { next } = state;
  for (let round = 0; round < rounds; round++) {
    const isWriting = round !== 0 && round !== rounds - 1;
    for (let lane = 0; lane < blockWords; lane += 4) {
      const addedEntry = ((block[lane] ?? 0) & entryMask) >>> 2;
      const mixedEntry = ((block[lane + 1] ?? 0) & entryMask) >>> 2;
      for (let number = 0; number < 4; number += 2) {
        const low = block[lane + number] ?? 0;
        const high = block[lane + number + 1] ?? 0;
        const productLow = Math.imul(low, high) >>> 0;
        // The exact high half: what rounding of the product to 53 bits leaves is far below one half.
        const productHigh = (low * high - productLow) / 4_294_967_296 + 0.5;
        const sumLow = productLow + (added[addedEntry + number] ?? 0);
        const carry = sumLow > 4_294_967_295 ? 1 : 0;
        const sumHigh = Math.floor(productHigh) + (added[addedEntry + number + 1] ?? 0) + carry;
        const newLow = sumLow ^ (mixed[mixedEntry + number] ?? 0);
        const newHigh = sumHigh ^ (mixed[mixedEntry + number + 1] ?? 0);
        block[lane + number] = newLow;
        block[lane + number + 1] = newHigh;
        if (isWriting) {
          written[next] = newLow;
          written[next + 1] = newHigh;
          next += 2;
        }
      }
    }
  }
  state.boxes = [written, added, mixed];
  state.next = next % boxWords;
}
