import { createCounter } from '../prometheus/counter.ts';
import { createHistogram } from '../prometheus/histogram.ts';
import type { Metric } from '../prometheus/metric.ts';

/** Counts passwords that were tried. */
export interface PasswordMetrics {
  readonly metrics: readonly Metric[];
  readonly onAttempt: (outcome: 'right' | 'wrong' | 'banned', durationMs: number) => void;
}

const limitsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60];

/** `authelia_authn` and `authelia_authn_duration`. */
export function createPasswordMetrics(): PasswordMetrics {
  const attempts = createCounter({
    name: 'authelia_authn',
    help: 'First-factor attempts.',
    labelNames: ['success', 'banned'],
  });
  const durations = createHistogram({
    name: 'authelia_authn_duration',
    help: 'Time that an authentication attempt takes, in seconds.',
    labelNames: ['success'],
    limits: limitsSeconds,
  });
  return {
    metrics: [attempts, durations],
    onAttempt(outcome, durationMs) {
      const success = String(outcome === 'right');
      attempts.add(success, String(outcome === 'banned'));
      durations.observe(durationMs / 1000, success);
    },
  };
}
