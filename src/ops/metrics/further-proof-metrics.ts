import { createCounter } from '../prometheus/counter.ts';
import type { Metric } from '../prometheus/metric.ts';

/** Counts proofs that were tried after the first password, or in its place. */
export interface FurtherProofMetrics {
  readonly metrics: readonly Metric[];
  readonly onFurtherAttempt: (type: string, outcome: 'right' | 'wrong' | 'banned') => void;
}

/** `authelia_authn_second_factor`, by the kind of proof in lower case, and `authelia_authn_passkey`. */
export function createFurtherProofMetrics(): FurtherProofMetrics {
  const secondFactors = createCounter({
    name: 'authelia_authn_second_factor',
    help: 'Second-factor attempts.',
    labelNames: ['success', 'banned', 'type'],
  });
  const passkeys = createCounter({
    name: 'authelia_authn_passkey',
    help: 'Attempts to sign in with a passkey.',
    labelNames: ['success'],
  });
  return {
    metrics: [secondFactors, passkeys],
    onFurtherAttempt(type, outcome) {
      const success = String(outcome === 'right');
      if (type === 'Passkey') passkeys.add(success);
      else secondFactors.add(success, String(outcome === 'banned'), type.toLowerCase());
    },
  };
}
