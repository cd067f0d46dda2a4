import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessRule, requiredBy } from '../../tests/support/access-rule.ts';
import type { Requirement } from './policy.ts';
import { isStricter, withBothLimits } from './stricter.ts';

const requirement: fc.Arbitrary<Requirement> = fc
  .record({
    policy: fc.constantFrom('bypass' as const, 'one_factor' as const, 'two_factor' as const, 'deny' as const),
    rule: fc.constant(1),
    dependsOnSubject: fc.boolean(),
    maxAgeMs: fc.constantFrom(undefined, 10_000, 60_000, 600_000),
    inactivityMs: fc.constantFrom(undefined, 10_000, 60_000),
    expirationMs: fc.constantFrom(undefined, 10_000, 60_000),
    isActivity: fc.constantFrom(undefined, false as const),
  })
  .map(({ maxAgeMs, inactivityMs, expirationMs, isActivity, ...rest }) => ({
    ...rest,
    ...(isActivity === undefined ? {} : { isActivity }),
    ...(rest.policy === 'bypass' || rest.policy === 'deny'
      ? {}
      : {
          ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
          ...(inactivityMs === undefined ? {} : { inactivityMs }),
          ...(expirationMs === undefined ? {} : { expirationMs }),
        }),
  }));

const merged = (one: Requirement, other: Requirement) =>
  isStricter(other, one) ? withBothLimits(other, one) : withBothLimits(one, other);

test('of two requirements neither asks more than what is made of both', () => {
  fc.assert(
    fc.property(requirement, requirement, (one, other) => {
      const both = merged(one, other);
      expect(isStricter(one, both)).toBe(false);
      expect(isStricter(other, both)).toBe(false);
      if (both.policy !== 'deny') {
        for (const { maxAgeMs = Infinity } of [one, other]) {
          expect(both.maxAgeMs ?? Infinity).toBeLessThanOrEqual(maxAgeMs);
        }
      }
      expect(merged(both, one)).toEqual(both);
    }),
  );
});

test('never is one of two requirements stricter than the other both ways', () => {
  fc.assert(
    fc.property(requirement, requirement, (one, other) => {
      expect(isStricter(one, other) && isStricter(other, one)).toBe(false);
    }),
  );
});

test('a path that can be read in two ways asks for the younger proof of both rules', () => {
  const rules = [
    accessRule('one_factor', { resources: ['^/admin'], max_age: 60_000 }),
    accessRule('two_factor', { resources: ['^/public'] }),
  ];
  expect(requiredBy(rules, 'https://a.example.com/public/x')).toEqual({
    policy: 'two_factor',
    rule: 2,
    dependsOnSubject: false,
  });
  expect(requiredBy(rules, 'https://a.example.com/public/..%2fadmin')).toEqual({
    policy: 'two_factor',
    rule: 2,
    dependsOnSubject: false,
    maxAgeMs: 60_000,
  });
});
