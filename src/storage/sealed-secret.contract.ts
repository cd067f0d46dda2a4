import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../lib/random.ts';
import type { Database } from './database.ts';
import { migrateDown, migrateUp } from './migrate.ts';
import { openSealedSecret } from './sealed-secret.ts';
import type { EngineUnderTest } from './storage.contract.ts';
import { openStorageSeal } from './storage-key.ts';

/** What sealed secrets promise on every engine. */
export function describeSealedSecrets({ name, open, isShared }: EngineUnderTest): void {
  describe(`sealed secrets on ${name}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = open();
      await migrateUp(database);
    });
    afterEach(async () => {
      await migrateDown(database, undefined);
      await database.close();
    });

    const key = 'a key of more than twenty';
    const openSecret = async (from: Database, secret: 'hmac_key_otc' | 'hmac_key_otp') =>
      openSealedSecret(
        { database: from, seal: await openStorageSeal(from, key, systemRandom) },
        secret,
        systemRandom,
      );

    test('a secret is made once, each name has its own, and nothing of it can be read', async () => {
      const secret = await openSecret(database, 'hmac_key_otc');
      expect(secret).toHaveLength(64);
      expect(await openSecret(database, 'hmac_key_otc')).toEqual(secret);
      expect(await openSecret(database, 'hmac_key_otp')).not.toEqual(secret);
      for (const { value } of await database.kysely.selectFrom('encryption').select('value').execute()) {
        expect(Buffer.from(value).includes(secret.subarray(0, 8))).toBe(false);
      }
    });

    test('instances that ask for the first time together get the same secret', async () => {
      const other = isShared ? open() : undefined;
      await openStorageSeal(database, key, systemRandom);
      const asked = Array.from({ length: 20 }, (_, index) =>
        openSecret(index % 2 === 0 ? database : (other ?? database), 'hmac_key_otc'),
      );
      const secrets = new Set((await Promise.all(asked)).map((secret) => secret.toString('hex')));
      expect(secrets.size).toBe(1);
      await other?.close();
    });

    test('a secret sealed under another name, or damaged, is no secret', async () => {
      await openSecret(database, 'hmac_key_otc');
      await database.kysely
        .updateTable('encryption')
        .set({ name: 'hmac_key_otp' })
        .where('name', '=', 'hmac_key_otc')
        .execute();
      await expect(openSecret(database, 'hmac_key_otp')).rejects.toMatchObject({ code: 'storage-key-wrong' });
    });
  });
}
