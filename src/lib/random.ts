import { randomBytes } from 'node:crypto';

/** Unpredictable bytes, handed in wherever randomness matters so that tests can foresee it. */
export interface Random {
  /** That many bytes from a cryptographically secure source. */
  bytes(count: number): Buffer;
}

/** The operating system's secure source. */
export const systemRandom: Random = { bytes: (count) => randomBytes(count) };
