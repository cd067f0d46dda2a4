import { Registry } from 'prom-client';
import type { Answer } from '../http/answer.ts';
import { createPasswordMetrics, type PasswordMetrics } from './metrics/password-metrics.ts';
import { registerProcessMetrics } from './metrics/process-metrics.ts';
import { createProxyMetrics, type ProxyMetrics } from './metrics/proxy-metrics.ts';
import { createRequestMetrics, type RequestMetrics } from './metrics/request-metrics.ts';
import { registerSessionMetrics, type SessionGauges } from './metrics/session-metrics.ts';

/** What the parts of the program tell of their work, and the page that Prometheus reads. Authelia's names are of behaviour.md §1.9. */
export interface Metrics extends RequestMetrics, ProxyMetrics, PasswordMetrics {
  /** The present values in the text format of Prometheus. */
  read(): Promise<Answer>;
}

/** Makes metrics that nobody else counts in: there is no default registry. */
export function createMetrics(gauges: SessionGauges): Metrics {
  const registry = new Registry();
  registerProcessMetrics(registry);
  registerSessionMetrics(registry, gauges);
  return {
    ...createRequestMetrics(registry),
    ...createProxyMetrics(registry),
    ...createPasswordMetrics(registry),
    async read() {
      return {
        status: 200,
        headers: [
          ['Content-Type', registry.contentType],
          ['Cache-Control', 'no-store'],
        ],
        body: await registry.metrics(),
      };
    },
  };
}
