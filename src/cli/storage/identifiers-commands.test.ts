import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { createOpaqueIdentifiers } from '../../storage/opaque-identifiers.ts';
import { openStorage, type Storage } from '../../storage/open-storage.ts';
import { run } from '../run.ts';

const encryptionKey = 'a key of more than twenty';
const uuid = '0e95cb49-5804-4ad9-be82-bb04a9ddecd8';
const file = 'authelia.export.opaque-identifiers.yml';
let folder: TemporaryFolder;
let storages: Storage[];

beforeEach(async () => {
  folder = await createTemporaryFolder('identifiers');
  storages = await Promise.all(
    ['one', 'other'].map((name) =>
      openStorage(
        { local: { path: join(folder.path, name) }, encryption_key: encryptionKey },
        { random: systemRandom, log: silentLog },
      ),
    ),
  );
});
afterEach(async () => {
  for (const { database } of storages) await database.close();
  await folder.remove();
});

async function execute(words: string, storage = 'one') {
  let [stdout, stderr] = ['', ''];
  const flags = ['--sqlite.path', storage, '--encryption-key', encryptionKey];
  const code = await run(['storage', 'user', 'identifiers', ...words.split(' '), ...flags], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    environment: {},
    workingDirectory: folder.path,
  });
  return { code, stdout, stderr };
}
const idOf = (storage: Storage | undefined, username: string) =>
  storage && createOpaqueIdentifiers(storage.database).of(username, '', () => 'made now');

test('an identifier that is added is the user’s from then on, once', async () => {
  expect(await execute(`add john --identifier ${uuid}`)).toMatchObject({ code: 0 });
  expect(await idOf(storages[0], 'john')).toBe(uuid);
  const again = await execute('add john');
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('already') });
  expect(await execute('add john --identifier 12')).toMatchObject({ code: 2 });
  expect(await execute('add harry --service other')).toMatchObject({ code: 2 });
});

test('identifiers are made for those who have none', async () => {
  await execute(`add john --identifier ${uuid}`);
  const made = await execute('generate --users john,harry --sectors ,app.example.com');
  expect(made.stdout).toBe('3 identifiers were made, 1 were there already.\n');
  expect(await idOf(storages[0], 'john')).toBe(uuid);
  expect(await idOf(storages[0], 'harry')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await execute('generate')).toMatchObject({ code: 2 });
});

test('what is exported is imported elsewhere, all of it or nothing', async () => {
  expect(await execute('export')).toMatchObject({ code: 1 });
  await execute(`add john --identifier ${uuid}`);
  await execute('add harry');
  expect((await execute('export')).stdout).toContain(`2 identifiers are in ${join(folder.path, file)}`);
  await execute('add john', 'other');
  const refused = await execute(`import ${file}`, 'other');
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing was changed') });
  expect(await idOf(storages[1], 'harry')).toBe('made now');
  expect(await execute('import missing.yml')).toMatchObject({ code: 1 });
});
