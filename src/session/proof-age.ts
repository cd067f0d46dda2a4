import type { Session } from './session.ts';

/** When the factors were proved last. A second factor that was not proved itself (a remembered device) has no time. */
export type ProofTimes = Pick<Session, 'firstFactorAtMs' | 'secondFactorAtMs'>;

/**
 * Whether a proof is younger than a rule's `max_age` asks: for level 1 the latest of any factor, for level 2 that of the second factor. A proof of
 * exactly that age is too old.
 */
export function isProofYoung(
  { firstFactorAtMs, secondFactorAtMs }: ProofTimes,
  asked: { readonly level: 1 | 2; readonly maxAgeMs: number | undefined; readonly nowMs: number },
): boolean {
  const { level, maxAgeMs, nowMs } = asked;
  if (maxAgeMs === undefined) return true;
  const second = secondFactorAtMs ?? Number.NEGATIVE_INFINITY;
  const latest = level === 2 ? second : Math.max(firstFactorAtMs, second);
  return nowMs - latest < maxAgeMs;
}
