import { expect, test } from 'vitest';
import { systemRandom } from '../../lib/random.ts';
import { makeRecoveryCode, readRecoveryCode } from './recovery-code.ts';

test('a code is two groups of five characters that nobody mistakes', () => {
  const codes = Array.from({ length: 200 }, () => makeRecoveryCode(systemRandom));
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(new Set(codes).size).toBe(200);
});

test.each(['7K3M9-QXA2B', '7k3m9qxa2b', ' 7k3m9 - qxa2b ', '7K3M9\u2013QXA2B'])(
  '%j is read as the same code',
  (typed) => {
    expect(readRecoveryCode(typed)).toBe('7K3M9QXA2B');
  },
);

test('look-alikes are what they look like', () => {
  expect(readRecoveryCode('oOiIl-LLLLL')).toBe('0011111111');
});

test.each(['', '-', '7K3M9-QXA2', '7K3M9-QXA2BC', '7K3M9-QXAÜB', '7K3M9-QXA2U'])('%j is no code', (typed) => {
  expect(readRecoveryCode(typed)).toBeUndefined();
});
