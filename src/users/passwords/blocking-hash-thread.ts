import { parentPort } from 'node:worker_threads';
import type { BlockingHash } from './blocking-hashes.ts';
import { shaCryptKey } from './sha-crypt-key.ts';
import { yescryptKey } from './yescrypt-key.ts';

/** What the thread is asked. */
export interface BlockingHashRequest {
  readonly id: number;
  readonly hash: BlockingHash;
  readonly password: Uint8Array;
}

/** What it answers; without a key it could not compute one. */
export interface BlockingHashAnswer {
  readonly id: number;
  readonly key: Uint8Array | undefined;
}

parentPort?.on('message', (request: BlockingHashRequest) => {
  const answer: BlockingHashAnswer = { id: request.id, key: compute(request) };
  parentPort?.postMessage(answer);
});

function compute({ hash, password }: BlockingHashRequest): Uint8Array | undefined {
  try {
    switch (hash.kind) {
      case 'sha-crypt':
        return shaCryptKey(password, hash);
      case 'yescrypt':
        return yescryptKey(password, hash);
    }
  } catch {
    return undefined;
  }
}
