import cluster, { type Worker } from 'node:cluster';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../lib/log.ts';
import type { WorkerMetrics } from '../../ops/merge-metrics.ts';
import { type PrimaryWord, type WorkerWord, workerNumberVariable, workerWord } from './worker-words.ts';

/** The processes that answer requests. */
export interface WorkerPool {
  /** Starts them, the first one alone, for it brings the storage up to date. Gives where they listen; `failed` where one cannot start. */
  start(): Promise<{ readonly url: string | undefined } | 'failed'>;
  /** The metrics of those that answer. */
  readMetrics(): Promise<readonly WorkerMetrics[]>;
  /** Sends all of them a signal. */
  signal(name: NodeJS.Signals): void;
  /** Has all of them end what is under way, and waits until they are gone. */
  stop(): Promise<void>;
}

/** What a pool needs. */
export interface WorkerPoolOptions {
  readonly count: number;
  readonly log: Log;
}

/** A worker that dies young is replaced only after this long: what killed it would kill the next one, too. */
const replacementPauseMs = 1000;

/** A worker that lived this long died of something else than its start. */
const youthMs = 10_000;

/** A worker that does not tell its metrics in this time is left out. */
const metricsLimitMs = 2000;

/** Workers by `node:cluster`: they share the listeners, and whoever dies is replaced. */
export function createWorkerPool({ count, log }: WorkerPoolOptions): WorkerPool {
  // All of them accept on the one socket. Handed over by this process, a connection whose worker dies at that moment would hang for good.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const workers = new Map<number, Worker>();
  const others = Array.from({ length: count - 1 }, (_, index) => index + 2);
  // Nobody is replaced while they start: what stops one of them stops the start.
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  let questions = 0;

  function fork(number: number): Worker {
    const worker = cluster.fork({ [workerNumberVariable]: `${number}` });
    const startedAtMs = performance.now();
    workers.set(number, worker);
    worker.once('exit', (code, signal) => {
      workers.delete(number);
      if (phase !== 'running') return;
      log.error({ worker: number, code, signal }, 'a worker died and is replaced');
      void replace(number, performance.now() - startedAtMs < youthMs ? replacementPauseMs : 0);
    });
    return worker;
  }

  async function replace(number: number, afterMs: number): Promise<void> {
    await delay(afterMs);
    if (phase !== 'running') return;
    await startOne(number);
  }

  async function startOne(number: number) {
    const worker = fork(number);
    const ready = await readinessOf(worker);
    if (ready !== 'failed') log.info({ worker: number, process_id: worker.process.pid }, 'a worker is ready');
    return ready;
  }

  async function stop(): Promise<void> {
    phase = 'stopping';
    const ends = [...workers.values()].map((worker) => endOf(worker));
    for (const worker of workers.values()) worker.process.kill('SIGTERM');
    await Promise.all(ends);
  }

  return {
    async start() {
      const first = await startOne(1);
      const rest = first === 'failed' ? [] : await Promise.all(others.map(startOne));
      if (first === 'failed' || rest.includes('failed')) {
        await stop();
        return 'failed';
      }
      phase = 'running';
      return first;
    },
    async readMetrics() {
      const question = ++questions;
      const answers = [...workers].map(([number, worker]) => metricsOf(number, worker, question));
      return (await Promise.all(answers)).filter((one) => one !== undefined);
    },
    signal(name) {
      for (const worker of workers.values()) worker.process.kill(name);
    },
    stop,
  };
}

function endOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    if (worker.isDead()) resolve();
    else worker.once('exit', () => resolve());
  });
}

/** Whether a worker takes requests, once it has said so or has gone. */
function readinessOf(worker: Worker): Promise<{ readonly url: string | undefined } | 'failed'> {
  return new Promise((resolve) => {
    onWord(worker, (word) => {
      if (word.kind === 'ready') resolve({ url: word.url });
    });
    worker.once('exit', () => resolve('failed'));
  });
}

function metricsOf(number: number, worker: Worker, question: number): Promise<WorkerMetrics | undefined> {
  return new Promise((resolve) => {
    const end = setTimeout(() => settle(undefined), metricsLimitMs);
    const stopHearing = onWord(worker, (word) => {
      if (word.kind === 'metrics' && word.question === question) settle({ worker: number, text: word.text });
    });
    const settle = (metrics: WorkerMetrics | undefined) => {
      clearTimeout(end);
      stopHearing();
      resolve(metrics);
    };
    const word: PrimaryWord = { kind: 'read-metrics', question };
    worker.send(word, (error) => {
      if (error) settle(undefined);
    });
  });
}

/** Hears what a worker says; gives what ends that. */
function onWord(worker: Worker, hear: (word: WorkerWord) => void): () => void {
  const listener = (message: unknown) => {
    const { data } = workerWord.safeParse(message);
    if (data !== undefined) hear(data);
  };
  worker.on('message', listener);
  return () => worker.off('message', listener);
}
