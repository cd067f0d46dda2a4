import { expect, test } from 'vitest';
import { proofOfToken } from './proof-in-token.ts';

const scopes = new Set(['authelia.bearer.authz']);
const atMs = 1_700_000_000_000;
const proofOf = (amr: unknown, authTime: unknown = atMs / 1000) =>
  proofOfToken({ scopes, extra: { amr, auth_time: authTime } });

test.each([
  ['a password', ['pwd'], 1, undefined],
  ['two factors', ['pwd', 'otp', 'mfa'], 2, atMs],
  ['a passkey that is two factors', ['hwk', 'user', 'mfa'], 2, atMs],
  ['a browser that stood for the second factor', ['pwd', 'mfa'], 2, undefined],
])('of %s', (_name, amr, level, secondFactorAtMs) => {
  expect(proofOf(amr)).toEqual({ level, proofTimes: { firstFactorAtMs: atMs, secondFactorAtMs } });
});

test('what is not there, or is something else, counts for nothing', () => {
  const nothing = { level: 1, proofTimes: { firstFactorAtMs: 0, secondFactorAtMs: undefined } };
  expect(proofOfToken({ scopes })).toEqual(nothing);
  expect(proofOf('mfa', 'now')).toEqual(nothing);
  expect(proofOf([2], null)).toEqual(nothing);
});
