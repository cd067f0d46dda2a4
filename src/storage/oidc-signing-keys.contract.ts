import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import { changeStorageKey } from './change-key.ts';
import type { Database } from './database.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import { createOidcSigningKeys, type OidcSigningKey } from './oidc-signing-keys.ts';
import type { EngineUnderTest } from './storage.contract.ts';
import { openStorageSeal } from './storage-key.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);
const encryptionKey = 'a key of more than twenty';

/** What the storage of the provider's own keys promises on every engine. */
export function describeOidcSigningKeys({ name, open, isShared }: EngineUnderTest): void {
  describe(`the keys that the OpenID Connect provider makes, on ${name}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = open();
      await migrateUp(database);
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });
    const openKeys = async (on = database, key = encryptionKey) =>
      createOidcSigningKeys({ database: on, seal: await openStorageSeal(on, key, systemRandom) });

    test('a key is read as it was written, by algorithm and age, until it is removed', async () => {
      const keys = await openKeys();
      expect(await keys.list()).toEqual([]);
      for (const key of [keyOf('c', 'RS256', 1), keyOf('b', 'ES256', 2), keyOf('a', 'ES256', 1)]) {
        expect(await keys.add(key)).toBe(true);
      }
      expect(await keys.list()).toEqual([
        keyOf('a', 'ES256', 1),
        keyOf('b', 'ES256', 2),
        keyOf('c', 'RS256', 1),
      ]);
      expect(await keys.remove(['a', 'c', 'none'])).toBe(2);
      expect(await keys.remove([])).toBe(0);
      expect((await keys.list()).map(({ kid }) => kid)).toEqual(['b']);
    });

    test('of twenty that make the next key at once, over two instances, one keeps it', async () => {
      const other = isShared ? open() : undefined;
      const instances = [await openKeys(), await openKeys(other ?? database)];
      const added = await Promise.all(
        Array.from({ length: 20 }, async (_, index) =>
          instances[index % 2]?.add(keyOf(`key-${index}`, 'RS256', 1)),
        ),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
      const kept = await Promise.all(instances.map((one) => one.list()));
      expect(kept[0]).toHaveLength(1);
      expect(kept[1]).toEqual(kept[0]);
      await other?.close();
    });

    test('a private key cannot be read in the database, opens in no other row, and survives a new storage key', async () => {
      const keys = await openKeys();
      await keys.add(keyOf('a', 'RS256', 1));
      await changeStorageKey(database, {
        from: encryptionKey,
        to: 'another key of twenty',
        random: systemRandom,
      });
      const reopened = await openKeys(database, 'another key of twenty');
      expect(await reopened.list()).toEqual([keyOf('a', 'RS256', 1)]);
      const [row] = await database.kysely.selectFrom('oidc_signing_keys').selectAll().execute();
      expect(Buffer.from(row?.private_key ?? []).toString('latin1')).not.toContain('private key of');
      await database.kysely.updateTable('oidc_signing_keys').set({ kid: 'b' }).execute();
      await expect(reopened.list()).rejects.toMatchObject({ code: 'internal' });
    });
  });
}

function keyOf(kid: string, algorithm: string, generation: number): OidcSigningKey {
  const times = { createdAtMs: start, signsFromMs: start + generation };
  return { kid, algorithm, generation, ...times, privateKey: `the private key of ${kid}` };
}
