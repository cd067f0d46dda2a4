import { z } from 'zod';

/** What a worker tells the process that started it. */
export const workerWord = z.discriminatedUnion('kind', [
  /** It takes requests; `url` as `Gatehouse` gives it. */
  z.object({ kind: z.literal('ready'), url: z.string().optional() }),
  /** Its metrics in Prometheus' text format, as it was asked for them by that number. */
  z.object({ kind: z.literal('metrics'), question: z.number(), text: z.string() }),
]);

/** What that process tells a worker. */
export const primaryWord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read-metrics'), question: z.number() }),
]);

/** See `workerWord`. */
export type WorkerWord = z.infer<typeof workerWord>;
/** See `primaryWord`. */
export type PrimaryWord = z.infer<typeof primaryWord>;

/** The environment variable in which a worker finds its number, counted from 1. */
export const workerNumberVariable = 'GATEHOUSE_WORKER_NUMBER';
