import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import { createHmacSha256 } from '../../lib/hmac.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { createOidcArtifacts, type OidcArtifacts } from '../../storage/oidc-artifacts.ts';
import { openStorage, type Storage } from '../../storage/open-storage.ts';
import { createUserCodes, readUserCode, shownUserCode } from './user-codes.ts';

const clock = createFrozenClock(Date.UTC(2026, 10, 23));
let storage: Storage;
let artifacts: OidcArtifacts;
beforeAll(async () => {
  const section = { local: { path: ':memory:' }, encryption_key: 'a key of more than twenty' };
  storage = await openStorage(section, { random: systemRandom, log: silentLog });
  artifacts = createOidcArtifacts({ ...storage, digest: createHmacSha256(Buffer.from('a key')) });
});
afterAll(() => storage.database.close());

const codesOf = (issuer: string) => createUserCodes({ issuer, artifacts, clock });

test('a code that a device shows already is given to no other, and is there for its issuer alone', async () => {
  const codes = codesOf('https://auth.example.com');
  expect(await codes.keep('BCDFGHJK', 'device one', clock.now() + 1000)).toBe(true);
  expect(await codes.keep('BCDFGHJK', 'device one', clock.now() + 1000)).toBe(true);
  expect(await codes.keep('BCDFGHJK', 'device two', clock.now() + 1000)).toBe(false);
  expect(await codes.find('BCDFGHJK')).toBe('device one');
  expect(await codesOf('https://auth.example.org').find('BCDFGHJK')).toBeUndefined();
});

test('of fifty who claim a code at once one gets it, and keeps it', async () => {
  const codes = codesOf('https://claim.example.com');
  await codes.keep('BCDFGHJK', 'a device', clock.now() + 1000);
  const claims = await Promise.all(
    Array.from({ length: 50 }, (_, index) => codes.claim('BCDFGHJK', `sign-in ${index}`)),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
  const winner = claims.indexOf(true);
  expect(await codes.claim('BCDFGHJK', `sign-in ${winner}`)).toBe(true);
  expect(await codes.claim('BCDFGHJK', 'somebody later')).toBe(false);
  expect(await codes.claim('ZZZZZZZZ', 'sign-in 1')).toBe(false);
  expect(await codes.find('BCDFGHJK')).toBe('a device');
});

test.each([
  ['WDJB-MJHT', 'WDJBMJHT'],
  [' wdjb mjht ', 'WDJBMJHT'],
  ['w-d-j-b-m-j-h-t', 'WDJBMJHT'],
  ['WDJB-MJH', undefined],
  ['WDJB-MJHTX', undefined],
  ['', undefined],
  ['x'.repeat(10_000), undefined],
  ['ＷＤＪＢＭＪＨＴ', undefined],
])('%j is read as %j', (typed, code) => {
  expect(readUserCode(typed)).toBe(code);
});

test('a code is shown in two halves', () => {
  expect(shownUserCode('WDJBMJHT')).toBe('WDJB-MJHT');
});
