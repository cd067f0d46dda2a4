import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import type { Seal } from '../lib/seal.ts';
import { createCachedDataStore } from './cached-data.ts';
import type { Database } from './database.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import type { EngineUnderTest } from './storage.contract.ts';
import { openStorageSeal } from './storage-key.ts';
import type { NewWebAuthnCredential } from './webauthn-credential.ts';
import { createWebAuthnCredentialStore, type WebAuthnCredentialStore } from './webauthn-credentials.ts';
import { createWebAuthnUserStore } from './webauthn-users.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);
const john = { rpid: 'auth.example.com', username: 'john' };

/** What is kept of security keys, on every engine. */
export function describeWebAuthnStorage({ name, open, isShared }: EngineUnderTest): void {
  describe(`security keys on ${name}`, () => {
    let database: Database;
    let seal: Seal;
    let store: WebAuthnCredentialStore;
    beforeEach(async () => {
      database = open();
      await migrateUp(database);
      seal = await openStorageSeal(database, 'a key of more than twenty', systemRandom);
      store = createWebAuthnCredentialStore({ database, seal });
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });

    test('a credential comes back as it was kept, and its key cannot be read in the database', async () => {
      const kept = credential({ signCount: 4_294_967_295, attestation: Buffer.from('{}') });
      expect(await store.add(kept)).toBe('added');
      const [found] = await store.listOf(john);
      expect({ ...found, publicKey: Buffer.from(found?.publicKey ?? []) }).toEqual({
        ...kept,
        id: found?.id,
        publicKey: kept.publicKey,
      });
      const row = await database.kysely
        .selectFrom('webauthn_credentials')
        .select('public_key')
        .executeTakeFirstOrThrow();
      expect(Buffer.from(row.public_key).includes(kept.publicKey)).toBe(false);
    });

    test('the longest id that is accepted can be kept', async () => {
      expect(await store.add(credential({ kid: 'k'.repeat(512) }))).toBe('added');
      expect(await store.find(john.rpid, 'k'.repeat(512))).toBeDefined();
    });

    test('a credential is found by its id at its own relying party alone', async () => {
      await store.add(credential({}));
      expect(await store.find('auth.example.com', 'kid')).toMatchObject({ username: 'john' });
      expect(await store.find('auth.example.org', 'kid')).toBeUndefined();
      expect(await store.find('auth.example.com', 'KID')).toBeUndefined();
    });

    test('a name is taken in whichever case, and an id by whoever had it first', async () => {
      await store.add(credential({}));
      expect(await store.add(credential({ kid: 'other', description: 'BLUE key' }))).toBe('name-taken');
      expect(await store.add(credential({ description: 'Red key' }))).toBe('known-already');
      expect(await store.add(credential({ username: 'harry' }))).toBe('known-already');
      expect(await store.add(credential({ kid: 'other', username: 'harry' }))).toBe('added');
    });

    test('of twenty who keep the same credential at once one succeeds', async () => {
      const adds = Array.from({ length: 20 }, () => store.add(credential({})));
      expect((await Promise.all(adds)).filter((outcome) => outcome === 'added')).toHaveLength(1);
      expect(await store.listOf(john)).toHaveLength(1);
    });

    test('only its owner renames or removes it', async () => {
      await store.add(credential({}));
      await store.add(credential({ kid: 'second', description: 'Second' }));
      const id = (await store.find(john.rpid, 'kid'))?.id ?? -1;
      const harry = { ...john, username: 'harry' };
      expect(await store.rename(harry, id, 'Mine')).toBe('none');
      expect(await store.rename({ ...john, rpid: 'other.example.com' }, id, 'Mine')).toBe('none');
      expect(await store.rename(john, id, 'second')).toBe('name-taken');
      expect(await store.rename(john, id, 'BLUE KEY')).toBe('renamed');
      expect(await store.remove(harry, id)).toBe(false);
      expect(await store.remove(john, id)).toBe(true);
      expect(await store.remove(john, id)).toBe(false);
      expect(await store.hasAny('john')).toBe(true);
      expect(await store.hasAny('john', john.rpid)).toBe(true);
      expect(await store.hasAny('john', 'other.example.com')).toBe(false);
      expect(await store.hasAny('harry')).toBe(false);
    });

    test('a use is noted when the counter goes on, and not when it stays or goes back', async () => {
      await store.add(credential({ signCount: 5 }));
      const id = (await store.find(john.rpid, 'kid'))?.id ?? -1;
      const use = { timeMs: start + 1, isVerified: true, isBackedUp: true, isDiscoverable: true };
      expect(await store.noteUse(id, { ...use, signCount: 5 })).toBe(false);
      expect(await store.noteUse(id, { ...use, signCount: 0 })).toBe(false);
      const both = [6, 6].map((signCount) => store.noteUse(id, { ...use, signCount }));
      expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
      expect(await store.find(john.rpid, 'kid')).toMatchObject({
        signCount: 6,
        lastUsedAtMs: start + 1,
        isVerified: true,
        isBackedUp: true,
        isDiscoverable: true,
      });
      await store.warnOfClone(id);
      expect(await store.find(john.rpid, 'kid')).toMatchObject({ hasCloneWarning: true });
      expect(await store.noteUse(id, { ...use, signCount: 9 })).toBe(false);
    });

    test('credentials that never count can be used again and again', async () => {
      await store.add(credential({ signCount: 0 }));
      const id = (await store.find(john.rpid, 'kid'))?.id ?? -1;
      const use = { timeMs: start, signCount: 0, isVerified: true, isBackedUp: true, isDiscoverable: false };
      expect([await store.noteUse(id, use), await store.noteUse(id, use)]).toEqual([true, true]);
    });

    test('a key moved to another person or another credential does not open', async () => {
      await store.add(credential({}));
      await database.kysely.updateTable('webauthn_credentials').set({ username: 'harry' }).execute();
      await expect(store.find(john.rpid, 'kid')).rejects.toMatchObject({ code: 'storage-key-wrong' });
    });

    test('a handle is made once, however many ask, over two instances', async () => {
      const other = isShared ? open() : undefined;
      const here = createWebAuthnUserStore(database, systemRandom);
      const there = createWebAuthnUserStore(other ?? database, systemRandom);
      const asked = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? here : there).handleOf(john));
      const [handle = '', ...others] = new Set(await Promise.all(asked));
      expect([handle, others]).toEqual([expect.stringMatching(/^[\w-]{64}$/), []]);
      expect(await here.handleOf({ ...john, rpid: 'other.example.com' })).not.toBe(handle);
      expect(await here.add({ ...john, username: 'harry' }, handle)).toBe(false);
      expect(await here.listAll()).toHaveLength(2);
      await other?.close();
    });

    test('cached data of several megabytes is kept, replaced and removed', async () => {
      const cache = createCachedDataStore(database);
      expect(await cache.find('mds3')).toBeUndefined();
      const big = systemRandom.bytes(6_000_000);
      await cache.keep('mds3', big, start);
      await cache.keep('mds3', big.subarray(1), start + 1);
      const found = await cache.find('mds3');
      expect([found?.createdAtMs, found?.updatedAtMs]).toEqual([start, start + 1]);
      expect(Buffer.compare(found?.value ?? Buffer.of(), big.subarray(1))).toBe(0);
      expect([await cache.remove('mds3'), await cache.remove('mds3')]).toEqual([true, false]);
    });
  });
}

function credential(changes: Partial<NewWebAuthnCredential>): NewWebAuthnCredential {
  return {
    ...john,
    createdAtMs: start,
    lastUsedAtMs: undefined,
    description: 'Blue key',
    kid: 'kid',
    aaguid: '01020304-0506-0708-0910-111213141516',
    attestationType: 'none',
    attestationFormat: 'none',
    attachment: 'cross-platform',
    transports: ['usb', 'nfc'],
    signCount: 0,
    hasCloneWarning: false,
    isLegacy: false,
    isDiscoverable: false,
    isPresent: true,
    isVerified: false,
    isBackupEligible: false,
    isBackedUp: false,
    publicKey: Buffer.from('the public key of a test'),
    attestation: undefined,
    ...changes,
  };
}
