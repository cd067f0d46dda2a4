import { createMetrics, type Metrics } from '../ops/metrics.ts';
import { createMetricsServer } from '../ops/metrics-server.ts';
import type { OpenedSessionStore } from './open-session-store.ts';
import type { World } from './world.ts';

/** Serves the metrics where the configuration says so; counts nothing where it does not. */
export async function openMetrics(
  { config, log, worker }: World,
  { store, grace }: Pick<OpenedSessionStore, 'store' | 'grace'>,
  opened: AsyncDisposableStack,
): Promise<Metrics | undefined> {
  if (!config.telemetry.metrics.enabled) return undefined;
  const metrics = createMetrics({ countSessions: store.count, checkStore: () => store.check(), grace });
  if (worker !== undefined) {
    worker.shareMetrics(metrics);
    return metrics;
  }
  const server = createMetricsServer({ config: config.telemetry.metrics, metrics, log });
  opened.adopt(server, (one) => one.close());
  const url = await server.listen();
  log.info({ url }, 'metrics are served');
  return metrics;
}
