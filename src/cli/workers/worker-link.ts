import type { Metrics } from '../../ops/metrics.ts';
import { type PrimaryWord, primaryWord, type WorkerWord, workerNumberVariable } from './worker-words.ts';

/** A worker's side of its connection to the process that started it. */
export interface WorkerLink {
  /** Counted from 1. A worker that takes the place of one that died has its number. */
  readonly number: number;
  /** Answers questions for metrics from now on. */
  shareMetrics(metrics: Metrics): void;
  tellReady(url: string | undefined): void;
  /** Lets go of the other process; until then this one does not end. */
  close(): void;
}

/** The link of this process; undefined where it is no worker. */
export function openWorkerLink(
  environment: Readonly<Record<string, string | undefined>>,
): WorkerLink | undefined {
  const number = Number(environment[workerNumberVariable]);
  if (!Number.isInteger(number) || number < 1 || process.send === undefined) return undefined;
  return {
    number,
    shareMetrics(metrics) {
      onPrimaryWord(({ question }) => {
        void metrics.read().then(({ body }) => tell({ kind: 'metrics', question, text: String(body) }));
      });
    },
    tellReady: (url) => tell({ kind: 'ready', ...(url === undefined ? {} : { url }) }),
    close: () => process.disconnect?.(),
  };
}

function onPrimaryWord(hear: (word: PrimaryWord) => void): void {
  process.on('message', (message) => {
    const { data } = primaryWord.safeParse(message);
    if (data !== undefined) hear(data);
  });
}

function tell(word: WorkerWord): void {
  process.send?.(word);
}
