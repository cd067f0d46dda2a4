import { expect, test } from 'vitest';
import { amrOf } from './amr-of.ts';

test.each([
  [['pwd'], 1, ['pwd']],
  [['pwd', 'otp'], 2, ['pwd', 'otp', 'mfa']],
  [['hwk', 'user', 'mfa'], 2, ['hwk', 'user', 'mfa']],
  [['pwd', 'remembered-device'], 2, ['pwd', 'mfa']],
])('%j at level %d is told as %j', (methods, level, told) => {
  expect(amrOf({ methods, level })).toEqual(told);
});
