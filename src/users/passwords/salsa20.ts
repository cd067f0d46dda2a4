/** The quarter rounds of one double round: four columns, then four rows (Bernstein, "The Salsa20 family of stream ciphers"). */
const quarterRounds = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
] as const;

/** The Salsa20 core with that many rounds, on sixteen words in the order in which yescrypt keeps them: word `i` there is word `5i mod 16` here. */
export function salsa20(block: Uint32Array, rounds: number): void {
  const words = new Uint32Array(16);
  for (let index = 0; index < 16; index++) words[(index * 5) % 16] = block[index] ?? 0;
  for (let round = 0; round < rounds; round += 2) {
    for (const [a, b, c, d] of quarterRounds) {
      turn(words, b, { first: a, second: d, by: 7 });
      turn(words, c, { first: b, second: a, by: 9 });
      turn(words, d, { first: c, second: b, by: 13 });
      turn(words, a, { first: d, second: c, by: 18 });
    }
  }
  for (let index = 0; index < 16; index++) {
    block[index] = (block[index] ?? 0) + (words[(index * 5) % 16] ?? 0);
  }
}

function turn(
  words: Uint32Array,
  target: number,
  { first, second, by }: { readonly first: number; readonly second: number; readonly by: number },
): void {
  const sum = ((words[first] ?? 0) + (words[second] ?? 0)) | 0;
  words[target] = (words[target] ?? 0) ^ ((sum << by) | (sum >>> (32 - by)));
}
