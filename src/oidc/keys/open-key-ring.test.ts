import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCollectingLog } from '../../../tests/support/collecting-log.ts';
import { createFrozenClock, type FrozenClock } from '../../../tests/support/frozen-clock.ts';
import { readSection } from '../../../tests/support/read-section.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { identityProviders, type OidcConfig } from '../../config/sections/identity-providers.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { createOidcSigningKeys, type OidcSigningKeys } from '../../storage/oidc-signing-keys.ts';
import { openStorage, type Storage } from '../../storage/open-storage.ts';
import { type KeyRing, openKeyRing } from './open-key-ring.ts';
import { replaceKeys } from './replace-keys.ts';

const hour = 3_600_000;
const day = 24 * hour;
const written = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const writtenCurve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

let folder: TemporaryFolder;
let storage: Storage;
let keys: OidcSigningKeys;
let clock: FrozenClock;
const opened: KeyRing[] = [];
beforeEach(async () => {
  folder = await createTemporaryFolder('key-ring');
  const encryption_key = 'a key of more than twenty';
  const local = { path: join(folder.path, 'db.sqlite3') };
  storage = await openStorage({ local, encryption_key }, { random: systemRandom, log: silentLog });
  keys = createOidcSigningKeys(storage);
  clock = createFrozenClock();
});
afterEach(async () => {
  for (const ring of opened.splice(0)) await ring.close();
  await storage.database.close();
  await folder.remove();
});

/** The section as an operator writes it. */
function configure(more: object = {}): OidcConfig {
  const client = {
    client_id: 'app',
    client_secret: '$plaintext$a',
    redirect_uris: ['https://app.example.com/'],
  };
  const rotation = { every: '90d', algorithms: ['ES256'], publish_before: '1d' };
  const oidc = {
    hmac_secret: 'a secret of the tests',
    jwks: [{ key: written, key_id: 'written' }],
    key_rotation: rotation,
    clients: [client],
    ...more,
  };
  const { ready } = readSection(identityProviders, { oidc });
  if (ready?.oidc === undefined) throw new Error('the section is wrong');
  return ready.oidc;
}

async function open(oidc = configure(), log = silentLog): Promise<KeyRing> {
  const ring = await openKeyRing({ oidc, keys, keptForMs: hour, clock, log });
  opened.push(ring);
  return ring;
}

/** The names of the keys in their order, those that were made here by their generation. */
async function namesOf(ring: KeyRing): Promise<readonly string[]> {
  const made = new Map((await keys.list()).map(({ kid, generation }) => [kid, `made ${generation}`]));
  return ring.config().jwks.map(({ key_id }) => made.get(key_id ?? '') ?? key_id ?? '?');
}

test('without key_rotation the keys are those of the configuration, and none is made', async () => {
  const oidc = configure({ key_rotation: undefined });
  const ring = await open(oidc);
  await ring.refresh();
  expect(ring.config()).toBe(oidc);
  expect(await keys.list()).toEqual([]);
});

test('a key signs for its time; the next is published before, the last one afterwards', async () => {
  const ring = await open();
  expect(await namesOf(ring)).toEqual(['made 1', 'written']);
  const step = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await ring.refresh();
    return namesOf(ring);
  };
  expect(await step(89 * day - 1000)).toEqual(['made 1', 'written']);
  expect(await step(20_000)).toEqual(['made 1', 'written', 'made 2']);
  expect(await step(day)).toEqual(['made 2', 'written', 'made 1']);
  expect(await step(hour)).toEqual(['made 2', 'written']);
  expect((await keys.list()).map(({ generation }) => generation)).toEqual([2]);
});

test('the private keys are of the algorithm, and no two are the same', async () => {
  const ring = await open(configure({ key_rotation: { algorithms: ['ES384', 'PS256'] } }));
  const made = ring.config().jwks.filter(({ key_id }) => key_id !== 'written');
  expect(made.map(({ algorithm }) => algorithm ?? '').toSorted()).toEqual(['ES384', 'PS256']);
  const details = made.map(({ key }) => createPublicKey(key).asymmetricKeyDetails);
  expect(details).toMatchObject([{ namedCurve: 'secp384r1' }, { modulusLength: 3072 }]);
  expect(made[0]?.key_id).toMatch(/^[0-9a-f]{16}-es384$/);
});

test('a key that was written by hand signs until the one that was made is published long enough', async () => {
  const jwks = [
    { key: written, key_id: 'written' },
    { key: writtenCurve, key_id: 'curve' },
  ];
  const ring = await open(configure({ jwks }));
  expect(await namesOf(ring)).toEqual(['written', 'curve', 'made 1']);
  clock.advance(day);
  await ring.refresh();
  expect(await namesOf(ring)).toEqual(['made 1', 'written', 'curve']);
});

test('instances that open and rotate at once have the same keys, and so has one that starts again', async () => {
  const rings = await Promise.all(Array.from({ length: 5 }, () => open()));
  const kidsOf = (ring: KeyRing | undefined) => ring?.config().jwks.map(({ key_id }) => key_id);
  for (const ring of rings) expect(kidsOf(ring)).toEqual(kidsOf(rings[0]));
  clock.advance(89 * day);
  await Promise.all(rings.map((ring) => ring.refresh()));
  expect(kidsOf(rings[0])).toHaveLength(3);
  for (const ring of rings) expect(kidsOf(ring)).toEqual(kidsOf(rings[0]));
  expect(kidsOf(await open())).toEqual(kidsOf(rings[0]));
  expect(await keys.list()).toHaveLength(2);
});

test('what nobody changed stays the same object, and what was just read is not read again', async () => {
  const ring = await open();
  const before = ring.config();
  clock.advance(20_000);
  await ring.refresh();
  expect(ring.config()).toBe(before);
  await keys.remove((await keys.list()).map(({ kid }) => kid));
  clock.advance(5_000);
  await ring.refresh();
  expect(ring.config()).toBe(before);
  clock.advance(5_000);
  await ring.refresh();
  expect(ring.config()).not.toBe(before);
});

test('a key that was replaced in a hurry is gone after ten seconds, on every instance', async () => {
  const [one, other] = [await open(), await open()];
  const rotation = configure().key_rotation;
  if (rotation === undefined) throw new Error('no rotation');
  clock.advance(89 * day);
  await one.refresh();
  expect(await namesOf(one)).toEqual(['made 1', 'written', 'made 2']);
  const made = await replaceKeys(
    keys,
    { algorithm: 'ES256', rotation, isSignedByHand: false, isNow: true },
    clock.now(),
  );
  expect(made).toMatchObject({ outcome: 'made', removed: 2, key: { generation: 3 } });
  clock.advance(10_000);
  await Promise.all([one.refresh(), other.refresh()]);
  expect(await namesOf(one)).toEqual(['made 3', 'written']);
  expect(await namesOf(other)).toEqual(['made 3', 'written']);
});

test('a key that is made by hand without hurry waits as others do, and the next command leaves it to wait', async () => {
  const ring = await open();
  const rotation = { publish_before: day };
  const replacement = { algorithm: 'ES256', rotation, isSignedByHand: false, isNow: false };
  expect(await replaceKeys(keys, replacement, clock.now())).toMatchObject({ outcome: 'made', removed: 0 });
  expect(await replaceKeys(keys, replacement, clock.now())).toMatchObject({
    outcome: 'waiting',
    key: { generation: 2 },
  });
  clock.advance(10_000);
  await ring.refresh();
  expect(await namesOf(ring)).toEqual(['made 1', 'written', 'made 2']);
  clock.advance(day);
  await ring.refresh();
  expect(await namesOf(ring)).toEqual(['made 2', 'written', 'made 1']);
});

test('the first key made by hand waits too where one of the configuration signs', async () => {
  const replacement = { algorithm: 'ES256', rotation: { publish_before: day }, isNow: false };
  const waits = await replaceKeys(keys, { ...replacement, isSignedByHand: true }, clock.now());
  expect(waits.key.signsFromMs).toBe(clock.now() + day);
  await keys.remove([waits.key.kid]);
  const alone = await replaceKeys(keys, { ...replacement, isSignedByHand: false }, clock.now());
  expect(alone.key.signsFromMs).toBe(clock.now());
});

test('while the storage is away the known keys go on, which is told once each time', async () => {
  const { log, lines } = createCollectingLog();
  const ring = await open(configure(), log);
  const before = ring.config();
  await storage.database.close();
  clock.advance(10_000);
  await ring.refresh();
  await ring.refresh();
  expect(ring.config()).toBe(before);
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('PRIVATE KEY');
  await expect(open()).rejects.toThrow();
});

test('a key that was moved between rows opens nothing: the program does not start with it', async () => {
  await open();
  await storage.database.kysely.updateTable('oidc_signing_keys').set({ kid: 'another' }).execute();
  await expect(open()).rejects.toMatchObject({ code: 'internal' });
});
