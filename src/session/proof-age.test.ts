import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isProofYoung } from './proof-age.ts';

const nowMs = Date.UTC(2026, 0, 1);
const age = fc.integer({ min: 0, max: 1000 });
const maxAge = fc.integer({ min: 1, max: 1000 });

/** Proofs of those ages; no second one where there is none. */
const timesOf = (first: number, second: number | undefined) => ({
  firstFactorAtMs: nowMs - first,
  secondFactorAtMs: second === undefined ? undefined : nowMs - second,
});

test('level 1 asks for any young proof, level 2 for a young second factor', () => {
  fc.assert(
    fc.property(age, fc.option(age, { nil: undefined }), maxAge, (first, second, maxAgeMs) => {
      const times = timesOf(first, second);
      const isSecondYoung = second !== undefined && second < maxAgeMs;
      expect(isProofYoung(times, { level: 2, maxAgeMs, nowMs })).toBe(isSecondYoung);
      expect(isProofYoung(times, { level: 1, maxAgeMs, nowMs })).toBe(first < maxAgeMs || isSecondYoung);
    }),
  );
});

test('a proof that is too old stays so, and an age that is not asked for counts for nothing', () => {
  fc.assert(
    fc.property(
      age,
      age,
      maxAge,
      age,
      fc.constantFrom(1 as const, 2 as const),
      (first, second, maxAgeMs, later, level) => {
        const times = timesOf(first, second);
        fc.pre(!isProofYoung(times, { level, maxAgeMs, nowMs }));
        expect(isProofYoung(times, { level, maxAgeMs, nowMs: nowMs + later })).toBe(false);
        expect(isProofYoung(times, { level, maxAgeMs: undefined, nowMs })).toBe(true);
      },
    ),
  );
});
