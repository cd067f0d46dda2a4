/** A hash that Node has no native, asynchronous function for, with what it needs. */
export type BlockingHash =
  | {
      readonly kind: 'sha-crypt';
      readonly algorithm: 'sha256' | 'sha512';
      readonly salt: string;
      readonly rounds: number;
    }
  | {
      readonly kind: 'yescrypt';
      readonly salt: Uint8Array;
      /** Binary logarithm of N. */
      readonly costLog2: number;
      readonly blockSize: number;
    };

/** Computes hashes that would block the event loop, somewhere else than on it. */
export interface BlockingHashes {
  /** The raw key. Throws `AppError` `internal` when the thread that computes it has died. */
  compute(hash: BlockingHash, password: Uint8Array): Promise<Uint8Array>;
  /** Ends the thread, if there is one. */
  close(): Promise<void>;
}
