import { createCounter } from '../prometheus/counter.ts';
import { createHistogram } from '../prometheus/histogram.ts';
import type { Metric } from '../prometheus/metric.ts';

/** Counts all requests of the server. */
export interface RequestMetrics {
  readonly metrics: readonly Metric[];
  readonly onRequest: (method: string, status: number, durationMs: number) => void;
}

const limitsSeconds = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/** Any other is counted as `other`: a stranger must not make new series. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** `authelia_request` and `authelia_request_duration`. */
export function createRequestMetrics(): RequestMetrics {
  const requests = createCounter({
    name: 'authelia_request',
    help: 'Requests answered.',
    labelNames: ['code', 'method'],
  });
  const durations = createHistogram({
    name: 'authelia_request_duration',
    help: 'Time to answer a request, in seconds.',
    labelNames: ['code'],
    limits: limitsSeconds,
  });
  return {
    metrics: [requests, durations],
    onRequest(method, status, durationMs) {
      const code = String(status);
      requests.add(code, methods.has(method) ? method : 'other');
      durations.observe(durationMs / 1000, code);
    },
  };
}
