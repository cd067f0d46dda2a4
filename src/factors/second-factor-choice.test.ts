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
  const used = new Map<string, string>();
  const choice = createSecondFactorChoice({
    available,
    fallback,
    preferences: {
      read: (username) => Promise.resolve({ chosen: kept.get(username), lastUsed: used.get(username) }),
      noteSecondFactorMethod(username, method) {
        used.set(username, method);
        return Promise.resolve();
      },
      chooseSecondFactorMethod(username, method) {
        kept.set(username, method);
        return Promise.resolve();
      },
    },
  });
  return { choice, kept, used };
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

test('offered first is what was chosen, then what was used last, then the default', async () => {
  const { choice, used } = createChoice({ fallback: 'totp' });
  expect(await choice.preferred('john')).toEqual(['totp']);
  await choice.noteUse('john', 'mobile_push');
  expect(await choice.preferred('john')).toEqual(['mobile_push', 'totp']);
  await choice.choose('john', 'webauthn');
  expect(await choice.preferred('john')).toEqual(['webauthn', 'mobile_push', 'totp']);
  expect(used.get('john')).toBe('mobile_push');
  expect(await choice.preferred('harry')).toEqual(['totp']);
});

test('what was used is no choice', async () => {
  const { choice } = createChoice({});
  await choice.noteUse('john', 'webauthn');
  expect(await choice.read('john')).toBeUndefined();
});
