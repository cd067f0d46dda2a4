import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openSqlite } from '../../src/storage/dialects/sqlite.ts';
import { tellOidcStorageStories } from '../support/oidc-storage-stories.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

describe('the OpenID Connect provider over SQLite', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await createTemporaryFolder('oidc-storage');
  });
  afterAll(() => folder?.remove());

  const path = () => join(folder.path, 'shared.sqlite3');
  tellOidcStorageStories({
    instances: 1,
    written: () => ({ local: { path: path() } }),
    open: () => openSqlite(path()),
  });
});
