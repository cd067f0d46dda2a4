import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetManifest } from '../shared/api/page.ts';
import { projectRoot } from '../tests/support/project-root.ts';

const built = join(projectRoot, 'dist/web');

/** What the first visit of each page loads beside the page itself: scripts, style and English texts, as browsers get them (Brotli). */
export async function pages(): Promise<void> {
  if (!existsSync(join(built, 'assets.json'))) {
    process.stdout.write('  left out: the pages are not built (npm run build)\n');
    return;
  }
  const manifest: AssetManifest = JSON.parse(await readFile(join(built, 'assets.json'), 'utf8'));
  const texts = manifest.languages.en;
  for (const [name, assets] of Object.entries(manifest.pages)) {
    const files = [...Object.values(assets).flat(), ...(texts === undefined ? [] : [texts])];
    const sizes = await Promise.all([...new Set(files)].map(compressedSize));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    process.stdout.write(
      `  ${name.padEnd(26)}${(bytes / 1000).toFixed(1).padStart(8)} kB in ${sizes.length} files\n`,
    );
  }
}

async function compressedSize(path: string): Promise<number> {
  const file = join(built, path);
  return (await stat(existsSync(`${file}.br`) ? `${file}.br` : file)).size;
}
