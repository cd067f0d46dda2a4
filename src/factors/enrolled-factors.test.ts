import { expect, test } from 'vitest';
import { createEnrolledFactors } from './enrolled-factors.ts';

const yes =
  (...names: readonly string[]) =>
  (username: string) =>
    Promise.resolve(names.includes(username));
const factors = createEnrolledFactors({
  hasTotp: yes('john'),
  hasWebAuthn: (username, relyingPartyId) =>
    Promise.resolve(
      username === 'harry' && (relyingPartyId === undefined || relyingPartyId === 'auth.example.com'),
    ),
  hasDuo: yes('bob'),
  recoveryCodesLeft: (username) => Promise.resolve(username === 'lost' ? 3 : 0),
});

test('each kind is asked for itself', async () => {
  const nothing = { totp: false, webauthn: false, duo: false, recoveryCodesLeft: 0 };
  const host = 'auth.example.com';
  expect(await factors.of('john', host)).toEqual({ ...nothing, totp: true });
  expect(await factors.of('harry', host)).toEqual({ ...nothing, webauthn: true });
  expect(await factors.of('harry', 'auth.example.org')).toEqual(nothing);
  expect(await factors.of('bob', host)).toEqual({ ...nothing, duo: true });
  expect(await factors.of('lost', host)).toEqual({ ...nothing, recoveryCodesLeft: 3 });
});

test.each([
  ['john', true],
  ['harry', true],
  ['bob', true],
  ['lost', false],
  ['nobody', false],
])('%s has any: %j, and recovery codes alone are none', async (username, expected) => {
  expect(await factors.hasAny(username)).toBe(expected);
});
