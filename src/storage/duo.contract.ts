import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { createDuoDevices } from './duo-devices.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import { createRememberedDeviceStore, type RememberedDeviceStore } from './remembered-devices.ts';
import type { EngineUnderTest } from './storage.contract.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);

/** What the devices of Duo and the remembered ones promise on every engine. */
export function describeDuoStorage({ name, open }: EngineUnderTest): void {
  describe(`devices on ${name}`, () => {
    let database: Database;
    let store: RememberedDeviceStore;
    beforeEach(async () => {
      database = open();
      await migrateUp(database);
      store = createRememberedDeviceStore(database);
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });

    const question = (digest: string, username = 'john', cookieDomain = 'example.com') => ({
      username,
      cookieDomain,
      digest,
    });
    const device = (publicId: string, endsAtMs = start + 1000) => ({
      publicId,
      createdAtMs: start,
      endsAtMs,
      browser: 'Firefox',
      system: 'Linux',
    });

    test('a chosen device stands until another is chosen or it is removed', async () => {
      const devices = createDuoDevices(database);
      expect(await devices.find('john')).toBeUndefined();
      await devices.choose('john', { device: 'DP1', method: 'push' });
      await devices.choose('john', { device: 'DP2', method: 'push' });
      await devices.choose('harry', { device: 'DP3', method: 'push' });
      expect(await devices.find('john')).toEqual({ device: 'DP2', method: 'push' });
      expect([await devices.remove('john'), await devices.remove('john')]).toEqual([true, false]);
      expect(await devices.find('harry')).toBeDefined();
    });

    test('a remembered device is known for its user, at its domain, until its end', async () => {
      await store.add(question('one'), device('a'));
      expect(await store.use(question('one'), start + 999)).toBe(true);
      expect(await store.use(question('one'), start + 999)).toBe(true);
      expect(await store.use(question('one'), start + 1000)).toBe(false);
      expect(await store.use(question('One'), start)).toBe(false);
      expect(await store.use(question('one', 'harry'), start)).toBe(false);
      expect(await store.use(question('one', 'john', 'example.org'), start)).toBe(false);
      expect(await store.list('john', start)).toEqual([
        {
          ...device('a'),
          cookieDomain: 'example.com',
          lastUsedAtMs: start + 999,
        },
      ]);
    });

    test('remembered devices are forgotten one by one, all at once, or by their digest', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await store.add(question(`of ${id}`), device(id));
      await store.add(question('harry’s', 'harry'), device('e'));
      expect(await store.remove('harry', 'a')).toBe(false);
      expect(await store.remove('john', 'a')).toBe(true);
      await store.removeByDigest('of b');
      expect((await store.list('john', start)).map(({ publicId }) => publicId)).toEqual(['d', 'c']);
      expect(await store.removeAll('john')).toBe(2);
      expect(await store.use(question('of c'), start)).toBe(false);
      expect(await store.list('harry', start)).toHaveLength(1);
    });

    test('expired ones are not listed, and are purged', async () => {
      await store.add(question('one'), device('a', start));
      await store.add(question('two'), device('b', start + 5));
      expect((await store.list('john', start)).map(({ publicId }) => publicId)).toEqual(['b']);
      expect(await store.purge(start + 5, 10)).toBe(1);
      expect(await store.purge(start + 5, 10)).toBe(0);
    });
  });
}
