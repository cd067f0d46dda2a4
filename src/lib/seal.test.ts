import { expect, test } from 'vitest';
import { systemRandom } from './random.ts';
import { createSeal, deriveKey } from './seal.ts';

const seal = createSeal(deriveKey('a secret', 'test'), systemRandom);
const plain = Buffer.from('the value');

test('a sealed value opens with the same key and context only', () => {
  const sealed = seal.seal(plain, 'row 1');
  expect(seal.open(sealed, 'row 1')).toEqual(plain);
  expect(seal.open(sealed, 'row 2')).toBeUndefined();
  expect(createSeal(deriveKey('a secret', 'other'), systemRandom).open(sealed, 'row 1')).toBeUndefined();
});

test('any changed, missing or added byte makes it unreadable', () => {
  const sealed = seal.seal(plain, 'row 1');
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(seal.open(changed, 'row 1')).toBeUndefined();
    expect(seal.open(sealed.subarray(0, index), 'row 1')).toBeUndefined();
  }
  expect(seal.open(Buffer.concat([sealed, Buffer.of(0)]), 'row 1')).toBeUndefined();
});

test('the same value sealed twice looks different', () => {
  expect(seal.seal(plain, 'row 1')).not.toEqual(seal.seal(plain, 'row 1'));
});
