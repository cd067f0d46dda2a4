import { expect, test } from 'vitest';
import { matchingSteps, totpCode } from './totp-codes.ts';

/** RFC 6238 appendix B: a secret as long as what each digest gives. */
const secrets = {
  SHA1: '12345678901234567890',
  SHA256: '12345678901234567890123456789012',
  SHA512: '1234567890123456789012345678901234567890123456789012345678901234',
} as const;

test.each([
  ['SHA1', 59, '94287082'],
  ['SHA256', 59, '46119246'],
  ['SHA512', 59, '90693936'],
  ['SHA1', 1_111_111_109, '07081804'],
  ['SHA256', 1_111_111_109, '68084774'],
  ['SHA512', 1_111_111_109, '25091201'],
  ['SHA1', 20_000_000_000, '65353130'],
  ['SHA256', 20_000_000_000, '77737706'],
  ['SHA512', 20_000_000_000, '47863826'],
] as const)('RFC 6238 appendix B: %s at %d s is %s', (algorithm, seconds, code) => {
  const key = { secret: Buffer.from(secrets[algorithm]), algorithm, digits: 8, period: 30 };
  expect(totpCode(key, Math.floor(seconds / 30))).toBe(code);
});

const key = { secret: Buffer.from(secrets.SHA1), algorithm: 'SHA1', digits: 6, period: 30 } as const;

test.each([
  [0, [0]],
  [1, [-1, 0, 1]],
  [2, [-2, -1, 0, 1, 2]],
])('with a skew of %d the steps %j from now are accepted, and no others', (skew, accepted) => {
  const nowMs = 1_000_000 * 30_000 + 29_999;
  const found = [-3, -2, -1, 0, 1, 2, 3].filter((offset) => {
    const steps = matchingSteps(key, totpCode(key, 1_000_000 + offset), { nowMs, skew });
    return steps.includes(1_000_000 + offset);
  });
  expect(found).toEqual(accepted);
});

test('a token of another length is none', () => {
  const window = { nowMs: 59_000, skew: 1 };
  expect(matchingSteps(key, '287082', window)).toEqual([1]);
  expect(matchingSteps(key, '94287082', window)).toEqual([]);
  expect(matchingSteps(key, '', window)).toEqual([]);
  expect(matchingSteps({ ...key, digits: 8 }, '287082', window)).toEqual([]);
});

test('at the beginning of time there is no step before', () => {
  expect(matchingSteps(key, totpCode(key, 0), { nowMs: 0, skew: 1 })).toEqual([0]);
});
