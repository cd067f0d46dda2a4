import { hash } from 'node:crypto';

type Algorithm = 'sha256' | 'sha512';

/**
 * The raw key of SHA-crypt, by the steps of Drepper's "Unix crypt using SHA-256 and SHA-512", version 0.6. It blocks the thread:
 * 50,000 rounds take some 50 ms. Ours because npm's `unixcrypt` 3.0.4 answers wrongly where the length of a password is a
 * multiple of the length of the hash (32 or 64 bytes).
 */
export function shaCryptKey(
  password: Uint8Array,
  {
    algorithm,
    salt,
    rounds,
  }: { readonly algorithm: Algorithm; readonly salt: string; readonly rounds: number },
): Buffer {
  const digest = (...pieces: readonly Uint8Array[]) => hash(algorithm, Buffer.concat(pieces), 'buffer');
  const saltBytes = Buffer.from(salt);
  const alternate = digest(password, saltBytes, password);
  const first = digest(
    password,
    saltBytes,
    stretch(alternate, password.length),
    ...bitsOf(password.length).map((isSet) => (isSet ? alternate : password)),
  );
  const p = stretch(digest(...repeat(password, password.length)), password.length);
  const s = stretch(digest(...repeat(saltBytes, 16 + (first[0] ?? 0))), saltBytes.length);
  let key = first;
  for (let round = 0; round < rounds; round++) {
    const pieces = [round % 2 === 1 ? p : key];
    if (round % 3 !== 0) pieces.push(s);
    if (round % 7 !== 0) pieces.push(p);
    pieces.push(round % 2 === 1 ? key : p);
    key = digest(...pieces);
  }
  return key;
}

/** Repeats bytes up to a length, cutting the last repetition. */
function stretch(bytes: Buffer, length: number): Buffer {
  return Buffer.concat(repeat(bytes, Math.ceil(length / bytes.length)), length);
}

function repeat(bytes: Uint8Array, times: number): readonly Uint8Array[] {
  return Array.from({ length: times }, () => bytes);
}

/** The bits of a number, the lowest first, up to the highest that is set. */
function bitsOf(value: number): readonly boolean[] {
  return value === 0
    ? []
    : value
        .toString(2)
        .split('')
        .reverse()
        .map((bit) => bit === '1');
}
