import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts passwords that were tried. */
export interface PasswordMetrics {
  onAttempt(outcome: 'right' | 'wrong' | 'banned', durationMs: number): void;
}

const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60];

/** `authelia_authn` and `authelia_authn_duration`. */
export function createPasswordMetrics(registry: Registry): PasswordMetrics {
  const attempts = new Counter({
    name: 'authelia_authn',
    help: 'First-factor attempts.',
    labelNames: ['success', 'banned'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'authelia_authn_duration',
    help: 'Time that an authentication attempt takes, in seconds.',
    labelNames: ['success'],
    buckets: bucketsSeconds,
    registers: [registry],
  });
  return {
    onAttempt(outcome, durationMs) {
      const success = String(outcome === 'right');
      attempts.inc({ success, banned: String(outcome === 'banned') });
      durations.observe({ success }, durationMs / 1000);
    },
  };
}
