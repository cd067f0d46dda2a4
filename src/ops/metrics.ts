import type { Answer } from '../http/answer.ts';
import { createFurtherProofMetrics, type FurtherProofMetrics } from './metrics/further-proof-metrics.ts';
import { createPasswordMetrics, type PasswordMetrics } from './metrics/password-metrics.ts';
import { processMetrics } from './metrics/process-metrics.ts';
import { createProxyMetrics, type ProxyMetrics } from './metrics/proxy-metrics.ts';
import { createRequestMetrics, type RequestMetrics } from './metrics/request-metrics.ts';
import { type SessionGauges, sessionMetrics } from './metrics/session-metrics.ts';

/** What the parts of the program tell of their work, and the page that Prometheus reads. Authelia's names are of behaviour.md §1.9. */
export interface Metrics {
  readonly onRequest: RequestMetrics['onRequest'];
  readonly onAnswer: ProxyMetrics['onAnswer'];
  readonly onAttempt: PasswordMetrics['onAttempt'];
  readonly onFurtherAttempt: FurtherProofMetrics['onFurtherAttempt'];
  /** The present values in Prometheus' text format 0.0.4. */
  read(): Promise<Answer>;
}

/** A page of metrics. */
export function metricsAnswer(text: string): Answer {
  return {
    status: 200,
    headers: [
      ['Content-Type', 'text/plain; version=0.0.4; charset=utf-8'],
      ['Cache-Control', 'no-store'],
    ],
    body: text,
  };
}

/** Makes metrics that nobody else counts in. */
export function createMetrics(gauges: SessionGauges): Metrics {
  const [requests, proxies, passwords, furtherProofs] = [
    createRequestMetrics(),
    createProxyMetrics(),
    createPasswordMetrics(),
    createFurtherProofMetrics(),
  ];
  const all = [
    ...requests.metrics,
    ...proxies.metrics,
    ...passwords.metrics,
    ...furtherProofs.metrics,
    ...sessionMetrics(gauges),
    ...processMetrics(),
  ];
  return {
    onRequest: requests.onRequest,
    onAnswer: proxies.onAnswer,
    onAttempt: passwords.onAttempt,
    onFurtherAttempt: furtherProofs.onFurtherAttempt,
    async read() {
      const parts = await Promise.all(all.map(async (metric) => metric.write()));
      return metricsAnswer(parts.join(''));
    },
  };
}
