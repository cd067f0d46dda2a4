import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pagesHash } from './pages-hash.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pages-hash-'));
  await write('web/src/a.tsx', 'a');
  await write('shared/api/b.ts', 'b');
  await write('scripts/build-pages.ts', 'build');
  await write('scripts/compress-files.ts', 'compress');
  await write('package-lock.json', '{}');
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

test.each([
  'web/src/a.tsx',
  'shared/api/b.ts',
  'scripts/build-pages.ts',
  'package-lock.json',
  'web/src/new.css',
])('changes with %s', async (path) => {
  const before = await pagesHash(root);
  await write(path, 'something else');
  expect(await pagesHash(root)).not.toBe(before);
});

test('changes when a file is renamed or a byte moves from one to the next', async () => {
  const before = await pagesHash(root);
  await write('web/src/a.tsx', '');
  await write('web/src/aa.tsx', 'a');
  expect(await pagesHash(root)).not.toBe(before);
});

test('stays the same for tests, for files elsewhere, and from one run to the next', async () => {
  const before = await pagesHash(root);
  await write('web/src/a.test.tsx', 'test');
  await write('src/main.ts', 'main');
  expect(await pagesHash(root)).toBe(before);
});
