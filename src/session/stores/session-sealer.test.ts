import { expect, test } from 'vitest';
import { sessionOfJohn } from '../../../tests/support/session-fixtures.ts';
import { systemRandom } from '../../lib/random.ts';
import { createSeal, deriveKey } from '../../lib/seal.ts';
import { createSessionSealer } from './session-sealer.ts';

const seal = createSeal(deriveKey('secret', 'test'), systemRandom);
const sealer = createSessionSealer(seal);
const session = sessionOfJohn(1000, { lastActivityAtMs: 5000 });
const cookieDomain = 'example.com';
const lastActivityAtMs = 7000;

test('a sealed session opens with the activity that the store knows', () => {
  const sealed = sealer.seal('key', session);
  expect(sealer.open('key', { sealed, cookieDomain, lastActivityAtMs })).toEqual({
    ...session,
    lastActivityAtMs,
  });
});

test('departures.md §2: a record is bound to its key and its cookie domain', () => {
  const sealed = sealer.seal('key', session);
  expect(sealer.open('other', { sealed, cookieDomain, lastActivityAtMs })).toBeUndefined();
  expect(sealer.open('key', { sealed, cookieDomain: 'example.org', lastActivityAtMs })).toBeUndefined();
});

test('nothing of the session can be read', () => {
  const sealed = sealer.seal('key', session).toString('latin1');
  for (const word of ['john', 'John', 'example', 'admins', 'pwd']) expect(sealed).not.toContain(word);
});

test.each([
  ['another form', { hello: 'world' }],
  ['a missing field', { ...session, secondFactorAtMs: null, groups: undefined }],
  ['a field of another type', { ...session, secondFactorAtMs: null, isRemembered: 'yes' }],
])('well sealed, but %s: as good as absent', (_what, value) => {
  const sealed = seal.seal(Buffer.from(JSON.stringify(value)), `key\n${cookieDomain}`);
  expect(sealer.open('key', { sealed, cookieDomain, lastActivityAtMs })).toBeUndefined();
});

test.each([Buffer.alloc(0), Buffer.from('{}'), Buffer.alloc(200, 1)])(
  'garbage is as good as absent',
  (sealed) => {
    expect(sealer.open('key', { sealed, cookieDomain, lastActivityAtMs })).toBeUndefined();
  },
);
