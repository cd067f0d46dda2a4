import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import type { Storage } from './open-storage.ts';
import { createRecoveryCodeStore } from './recovery-codes.ts';
import type { EngineUnderTest } from './storage.contract.ts';
import { openStorageSeal } from './storage-key.ts';
import { createTotpConfigurations, type TotpConfiguration } from './totp-configurations.ts';
import { createTotpHistory } from './totp-history.ts';
import { createUserPreferences } from './user-preferences.ts';

const start = Date.UTC(2026, 2, 29, 0, 59, 59, 999);

/** What preferences, one-time passwords, their history and recovery codes promise on every engine. */
export function describeTotpStorage({ name, open, isShared }: EngineUnderTest): void {
  describe(`one-time passwords and recovery codes on ${name}`, () => {
    let storage: Pick<Storage, 'database' | 'seal'>;
    beforeEach(async () => {
      const database = open();
      await migrateUp(database);
      storage = {
        database,
        seal: await openStorageSeal(database, 'a key of more than twenty', systemRandom),
      };
    });
    afterEach(async () => {
      await migrateDown(storage.database, undefined);
      await storage.database.close();
    });

    test('a preference is kept until another is chosen', async () => {
      const preferences = createUserPreferences(storage.database);
      expect(await preferences.secondFactorMethod('john')).toBeUndefined();
      await preferences.chooseSecondFactorMethod('john', 'totp');
      await preferences.chooseSecondFactorMethod('john', 'mobile_push');
      await preferences.chooseSecondFactorMethod('JOHN', 'webauthn');
      expect(await preferences.secondFactorMethod('john')).toBe('mobile_push');
    });

    test('a configuration is read as it was written, replaced by a new one, and removed once', async () => {
      const configurations = createTotpConfigurations(storage);
      expect(await configurations.find('john')).toBeUndefined();
      await configurations.save(configurationOf('john', { lastUsedAtMs: start }));
      await configurations.save(configurationOf('harry', {}));
      const replaced = configurationOf('john', { algorithm: 'SHA512', digits: 8, period: 60 });
      await configurations.save(replaced);
      expect(await configurations.find('john')).toEqual(replaced);
      await configurations.noteUse('john', start + 5);
      expect(await configurations.find('john')).toMatchObject({ lastUsedAtMs: start + 5 });
      expect((await configurations.list()).map(({ username }) => username)).toEqual(['harry', 'john']);
      expect(await configurations.remove('john')).toBe(true);
      expect(await configurations.remove('john')).toBe(false);
      expect(await configurations.has('john')).toBe(false);
      expect(await configurations.has('harry')).toBe(true);
    });

    test('a secret cannot be read in the database, and does not open in the row of somebody else', async () => {
      const configurations = createTotpConfigurations(storage);
      const { secret } = configurationOf('john', {});
      await configurations.save(configurationOf('john', {}));
      await configurations.save(configurationOf('harry', {}));
      const { kysely } = storage.database;
      const rows = await kysely.selectFrom('totp_configurations').select(['username', 'secret']).execute();
      for (const row of rows) expect(Buffer.from(row.secret).includes(secret.subarray(0, 8))).toBe(false);
      const moved = rows.find(({ username }) => username === 'harry')?.secret ?? new Uint8Array();
      await kysely
        .updateTable('totp_configurations')
        .set({ secret: moved })
        .where('username', '=', 'john')
        .execute();
      await expect(configurations.find('john')).rejects.toMatchObject({ code: 'internal' });
    });

    test('a step is noted once, and forgotten after a time', async () => {
      const history = createTotpHistory(storage.database);
      expect(await history.add('john', 'a'.repeat(64), start)).toBe(true);
      expect(await history.add('john', 'a'.repeat(64), start)).toBe(false);
      expect(await history.add('harry', 'a'.repeat(64), start + 1)).toBe(true);
      expect(await history.purge(start + 1, 10)).toBe(1);
      expect(await history.add('john', 'a'.repeat(64), start + 2)).toBe(true);
    });

    test('recovery codes are used one by one, and replaced together', async () => {
      const codes = createRecoveryCodeStore(storage.database);
      expect(await codes.count('john')).toEqual({ left: 0, createdAtMs: undefined });
      expect(await codes.addFirst(setOf('john', ['a', 'b', 'c']))).toBe(true);
      expect(await codes.addFirst(setOf('john', ['d', 'e', 'f']))).toBe(false);
      expect(await codes.isUnused('john', digest('b'))).toBe(true);
      expect(await codes.isUnused('harry', digest('b'))).toBe(false);
      await codes.markUsed('john', digest('b'), start + 1);
      expect(await codes.isUnused('john', digest('b'))).toBe(false);
      expect(await codes.count('john')).toEqual({ left: 2, createdAtMs: start });
      await codes.replace({ ...setOf('john', ['g', 'h', 'i']), createdAtMs: start + 9 });
      expect(await codes.count('john')).toEqual({ left: 3, createdAtMs: start + 9 });
      expect(await codes.isUnused('john', digest('a'))).toBe(false);
      expect(await codes.isUnused('john', digest('h'))).toBe(true);
    });

    test('of many first sets that are kept at once, over two instances, one is kept whole', async () => {
      const other = isShared ? open() : undefined;
      const stores = [storage.database, other ?? storage.database].map(createRecoveryCodeStore);
      const sets = Array.from({ length: 20 }, (_, index) => setOf('john', ['a', 'b', 'c'], `${index}`));
      const kept = await Promise.all(sets.map((set, index) => stores[index % 2]?.addFirst(set)));
      expect(kept.filter(Boolean)).toHaveLength(1);
      const winner = sets[kept.indexOf(true)];
      const rows = await storage.database.kysely.selectFrom('recovery_codes').select('digest').execute();
      expect(rows.map((row) => row.digest).toSorted()).toEqual(winner?.digests);
      await other?.close();
    });
  });
}

function configurationOf(username: string, changes: Partial<TotpConfiguration>): TotpConfiguration {
  return {
    username,
    createdAtMs: start,
    lastUsedAtMs: undefined,
    issuer: 'Gatehouse',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: Buffer.from('12345678901234567890123456789012'),
    ...changes,
  };
}

function digest(letter: string, suffix = ''): string {
  return letter.repeat(43 - suffix.length) + suffix;
}

function setOf(username: string, letters: readonly string[], suffix = '') {
  return { username, digests: letters.map((letter) => digest(letter, suffix)), createdAtMs: start };
}
