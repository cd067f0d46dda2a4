import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagesHash } from './pages-hash.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// Run before start, demo and test: builds the pages where they are missing or their sources have changed.
const built = await readFile(join(root, 'dist', 'web', 'hash.txt'), 'utf8').catch(() => '');
if (built.trim() !== (await pagesHash(root))) {
  console.error('Building the pages …');
  // Loaded only now: Vite alone takes longer to load than all the rest when nothing is to be done.
  const { buildPages } = await import('./build-pages.ts');
  await buildPages();
}
