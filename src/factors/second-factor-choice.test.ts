import { expect, test } from 'vitest';
import type { SecondFactorMethod } from '../config/sections/default-2fa-method.ts';
import { createSecondFactorChoice } from './second-factor-choice.ts';

const all = ['totp', 'webauthn', 'mobile_push'] as const;
const nothing = { totp: false, webauthn: false, duo: false, recoveryCodesLeft: 0 };

interface Case {
  readonly available?: readonly SecondFactorMethod[];
  readonly chosen?: string;
  readonly fallback?: SecondFactorMethod;
  readonly enrolled?: Partial<typeof nothing>;
}

function createChoice({ available = all, chosen, fallback }: Case) {
  const kept = new Map(chosen === undefined ? [] : [['john', chosen]]);
  const choice = createSecondFactorChoice({
    available,
    fallback,
    preferences: {
      secondFactorMethod: (username) => Promise.resolve(kept.get(username)),
      chooseSecondFactorMethod(username, method) {
        kept.set(username, method);
        return Promise.resolve();
      },
    },
  });
  return { choice, kept };
}

test.each<[string, Case, SecondFactorMethod | undefined]>([
  ['nothing chosen, nothing enrolled: the first available', { available: ['webauthn', 'totp'] }, 'webauthn'],
  ['nothing chosen: the default', { fallback: 'mobile_push', enrolled: { totp: true } }, 'mobile_push'],
  ['nothing chosen, no default: what is enrolled', { enrolled: { duo: true, webauthn: true } }, 'webauthn'],
  ['a default that is off: what is enrolled', { available: ['totp'], fallback: 'webauthn' }, 'totp'],
  ['a choice: stays', { chosen: 'webauthn', fallback: 'totp', enrolled: { totp: true } }, 'webauthn'],
  [
    'a choice that was switched off: what is enrolled before the default',
    {
      available: ['totp', 'webauthn'],
      chosen: 'mobile_push',
      fallback: 'totp',
      enrolled: { webauthn: true },
    },
    'webauthn',
  ],
  ['a choice nobody knows: as if there were none', { chosen: 'carrier-pigeon' }, 'totp'],
  ['nothing available: as it was', { available: [], chosen: 'totp' }, 'totp'],
])('%s', async (_name, wanted, expected) => {
  const { choice, kept } = createChoice(wanted);
  expect(await choice.settle('john', { ...nothing, ...wanted.enrolled })).toBe(expected);
  expect(kept.get('john')).toBe(expected);
  expect(await choice.read('john')).toBe(expected);
});
