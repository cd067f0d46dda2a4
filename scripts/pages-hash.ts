import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that a build of the pages depends on. */
const sources = ['web', 'shared', 'scripts/build-pages.ts', 'scripts/compress-files.ts', 'package-lock.json'];

/** A hash of all that goes into the pages, as hexadecimal SHA-256: names and contents of their sources, tests left out. */
export async function pagesHash(root: string): Promise<string> {
  const files = (await Promise.all(sources.map((source) => filesBelow(root, source))))
    .flat()
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .sort();
  const hash = createHash('sha256');
  for (const path of files) {
    const content = await readFile(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The files in a folder, or the file itself, as paths below the root. */
async function filesBelow(root: string, source: string): Promise<string[]> {
  const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true }).catch(
    () => undefined,
  );
  if (entries === undefined) return [source];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length));
}
