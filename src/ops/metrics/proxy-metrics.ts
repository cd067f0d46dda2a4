import { createCounter } from '../prometheus/counter.ts';
import { createHistogram } from '../prometheus/histogram.ts';
import type { Metric } from '../prometheus/metric.ts';

/** Counts the answers to proxies. */
export interface ProxyMetrics {
  readonly metrics: readonly Metric[];
  readonly onAnswer: (answered: AnsweredCheck) => void;
}

/** One answer: `decision` is one of the closed list of `src/authz/decision.ts`, or `failed`. */
export interface AnsweredCheck {
  readonly endpoint: string;
  readonly decision: string;
  readonly status: number;
  readonly durationMs: number;
}

const limitsSeconds = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
];

/** `authelia_authz`, and how long the answers take by endpoint and decision. */
export function createProxyMetrics(): ProxyMetrics {
  const answers = createCounter({
    name: 'authelia_authz',
    help: 'Checks of reverse proxies answered.',
    labelNames: ['code'],
  });
  const durations = createHistogram({
    name: 'gatehouse_authz_duration_seconds',
    help: 'Time to answer a check of a reverse proxy, in seconds.',
    labelNames: ['endpoint', 'decision'],
    limits: limitsSeconds,
  });
  return {
    metrics: [answers, durations],
    onAnswer({ endpoint, decision, status, durationMs }) {
      answers.add(String(status));
      durations.observe(durationMs / 1000, endpoint, decision);
    },
  };
}
