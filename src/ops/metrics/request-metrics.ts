import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts all requests of the server. */
export interface RequestMetrics {
  onRequest(method: string, status: number, durationMs: number): void;
}

const bucketsSeconds = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/** Any other is counted as `other`: a stranger must not make new series. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** `authelia_request` and `authelia_request_duration`. */
export function createRequestMetrics(registry: Registry): RequestMetrics {
  const requests = new Counter({
    name: 'authelia_request',
    help: 'Requests answered.',
    labelNames: ['code', 'method'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'authelia_request_duration',
    help: 'Time to answer a request, in seconds.',
    labelNames: ['code'],
    buckets: bucketsSeconds,
    registers: [registry],
  });
  return {
    onRequest(method, status, durationMs) {
      requests.inc({ code: status, method: methods.has(method) ? method : 'other' });
      durations.observe({ code: status }, durationMs / 1000);
    },
  };
}
