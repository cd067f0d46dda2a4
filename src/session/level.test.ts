import { expect, test } from 'vitest';
import { levelOf, provedLevelOf } from './level.ts';

test.each([
  [[], 0],
  [['user'], 0],
  [['unknown', ''], 0],
  [['pwd'], 1],
  [['kba'], 1],
  [['pwd', 'kba'], 1],
  [['otp'], 1],
  [['hwk', 'user'], 1],
  [['otp', 'sms', 'swk'], 1],
  [['pwd', 'otp'], 2],
  [['rec'], 1],
  [['pwd', 'rec'], 2],
  [['swk', 'user', 'pwd'], 2],
  [['swk', 'user', 'pin'], 1],
  [['swk', 'user', 'pin', 'mfa'], 2],
  [['PWD', 'OTP'], 0],
  [['remembered-device'], 0],
  [['hwk', 'remembered-device'], 1],
  [['pwd', 'remembered-device'], 2],
])('the proofs %j make level %i', (methods, level) => {
  expect(levelOf(methods)).toBe(level);
});

test('a remembered device proves nothing by itself', () => {
  expect(provedLevelOf(['pwd', 'remembered-device'])).toBe(1);
  expect(provedLevelOf(['remembered-device'])).toBe(0);
  expect(provedLevelOf(['pwd', 'otp', 'remembered-device'])).toBe(2);
});
