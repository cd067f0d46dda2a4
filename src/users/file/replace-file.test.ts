import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createUsersFolder } from '../../../tests/support/users-folder.ts';
import { systemRandom } from '../../lib/random.ts';
import { replaceFile } from './replace-file.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function createFolder(text: string) {
  const folder = await createUsersFolder(text);
  ends.push(() => folder.remove());
  return folder;
}

test('replaces the file by another one with the same mode', async () => {
  const { path, folder } = await createFolder('old');
  const before = await stat(path);
  await replaceFile(path, 'new', systemRandom);
  const after = await stat(path);
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(after.ino).not.toBe(before.ino);
  expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid]);
  expect(await readdir(folder)).toEqual(['users.yml']);
});

test('writes in place where no file can be made beside it', async () => {
  const { path, folder } = await createFolder('an old content that is longer');
  // Something in the way of the temporary file: an obstacle that stops root too, unlike a folder without write permission.
  const random = { bytes: (count: number) => Buffer.alloc(count, 1) };
  const inTheWay = join(folder, `.users.yml.${'01'.repeat(8)}.tmp`);
  await mkdir(inTheWay);
  const before = await stat(path);
  await replaceFile(path, 'new', random);
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).ino).toBe(before.ino);
});

test('a file that is not there is not made', async () => {
  const { folder } = await createFolder('old');
  await expect(replaceFile(join(folder, 'missing'), 'new', systemRandom)).rejects.toMatchObject({
    code: 'ENOENT',
  });
  expect(await readdir(folder)).toEqual(['users.yml']);
});
