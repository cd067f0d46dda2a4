import type { Config } from '../../config/config.ts';
import type { Log } from '../../lib/log.ts';
import { mergeMetrics } from '../../ops/merge-metrics.ts';
import { metricsAnswer } from '../../ops/metrics.ts';
import { createMetricsServer } from '../../ops/metrics-server.ts';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';

/** A running Gatehouse of several processes, as far as whoever started it has to deal with it. */
export interface ServedByWorkers {
  readonly url: string | undefined;
  /** Tells every process to open its log file anew. */
  reopenLogs(): void;
  close(): Promise<void>;
}

/**
 * Serves with `server.workers` processes; this one answers nothing but the metrics of all. Undefined where a worker could not start: it has told
 * why. Throws the system's error where the metrics cannot be served.
 */
export async function serveWorkers(config: Config, log: Log): Promise<ServedByWorkers | undefined> {
  await using opened = new AsyncDisposableStack();
  const { address, workers: count } = config.server;
  // The socket is bound by this process for its workers, so theirs has no say in who may use it.
  if (address.kind === 'unix' && address.umask !== undefined) process.umask(address.umask);
  const pool = createWorkerPool({ count, log });
  const started = await pool.start();
  if (started === 'failed') return undefined;
  opened.defer(() => pool.stop());
  await serveMetrics(config, log, pool, opened);
  const running = opened.move();
  return {
    url: started.url,
    reopenLogs: () => pool.signal('SIGHUP'),
    close: () => running.disposeAsync(),
  };
}

async function serveMetrics(
  { telemetry }: Config,
  log: Log,
  pool: WorkerPool,
  opened: AsyncDisposableStack,
): Promise<void> {
  if (!telemetry.metrics.enabled) return;
  const read = async () => metricsAnswer(mergeMetrics(await pool.readMetrics()));
  const server = createMetricsServer({ config: telemetry.metrics, metrics: { read }, log });
  opened.adopt(server, (one) => one.close());
  log.info({ url: await server.listen() }, 'metrics of all workers are served');
}
