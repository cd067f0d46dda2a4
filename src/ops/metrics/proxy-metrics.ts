import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts the answers to proxies. */
export interface ProxyMetrics {
  onAnswer(answered: AnsweredCheck): void;
}

/** One answer: `decision` is one of the closed list of `src/authz/decision.ts`, or `failed`. */
export interface AnsweredCheck {
  readonly endpoint: string;
  readonly decision: string;
  readonly status: number;
  readonly durationMs: number;
}

const bucketsSeconds = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
];

/** `authelia_authz`, and how long the answers take by endpoint and decision. */
export function createProxyMetrics(registry: Registry): ProxyMetrics {
  const answers = new Counter({
    name: 'authelia_authz',
    help: 'Checks of reverse proxies answered.',
    labelNames: ['code'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'gatehouse_authz_duration_seconds',
    help: 'Time to answer a check of a reverse proxy, in seconds.',
    labelNames: ['endpoint', 'decision'],
    buckets: bucketsSeconds,
    registers: [registry],
  });
  return {
    onAnswer({ endpoint, decision, status, durationMs }) {
      answers.inc({ code: status });
      durations.observe({ endpoint, decision }, durationMs / 1000);
    },
  };
}
