import { afterEach, beforeEach } from 'vitest';
import { createHmacSha256 } from '../../src/lib/hmac.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { migrateDown, migrateUp } from '../../src/storage/migrate.ts';
import type { OidcStorage } from '../../src/storage/oidc-artifacts.ts';
import type { EngineUnderTest } from '../../src/storage/storage.contract.ts';
import { openStorageSeal } from '../../src/storage/storage-key.ts';

/** Hands an empty storage of the OpenID Connect provider to each test, and takes it away again. */
export function useOidcStorage(
  { open }: Pick<EngineUnderTest, 'open'>,
  hand: (storage: OidcStorage) => void,
): void {
  let database: OidcStorage['database'];
  beforeEach(async () => {
    database = open();
    await migrateUp(database);
    hand({
      database,
      seal: await openStorageSeal(database, 'a key of more than twenty', systemRandom),
      digest: createHmacSha256(Buffer.from('a key')),
    });
  });
  afterEach(async () => {
    await migrateDown(database, undefined);
    await database.close();
  });
}
