import { Worker } from 'node:worker_threads';
import { AppError } from '../../lib/app-error.ts';
import type { BlockingHashAnswer, BlockingHashRequest } from './blocking-hash-thread.ts';
import type { BlockingHashes } from './blocking-hashes.ts';

/** The thread's file: beside this one, as TypeScript in the source tree and as JavaScript in the bundle. */
const threadFile = `./blocking-hash-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;

interface Waiting {
  readonly resolve: (key: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Computes blocking hashes in one thread of its own, started with the first one and started anew should it die. */
export function createWorkerBlockingHashes(): BlockingHashes {
  let worker: Worker | undefined;
  let nextId = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(new URL(threadFile, import.meta.url));
    started.unref();
    started.on('message', ({ id, key }: BlockingHashAnswer) => {
      const asker = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
      if (key === undefined) asker?.reject(failure('could not compute a hash'));
      else asker?.resolve(key);
    });
    started.on('error', (cause) => giveUp(started, cause));
    started.on('exit', () => giveUp(started));
    return started;
  }

  function giveUp(dead: Worker, cause?: unknown): void {
    if (worker !== dead) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(failure('ended unexpectedly', cause));
    waiting.clear();
  }

  return {
    compute(hash, password) {
      worker ??= start();
      const thread = worker;
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread.ref();
        const request: BlockingHashRequest = { id, hash, password };
        thread.postMessage(request);
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}

function failure(whatHappened: string, cause?: unknown): AppError {
  return new AppError('internal', 'Passwords cannot be checked at the moment.', {
    detail: `the thread for password hashes ${whatHappened}`,
    cause,
  });
}
