import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pagesHash } from '../../../scripts/pages-hash.ts';
import type { AssetManifest, PageData, PagesModule } from '../../../shared/api/page.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where the built pages are. */
export const pagesFolder = join(root, 'dist', 'web');

/** The built pages: their renderer and what each document refers to. */
export interface BuiltPages {
  readonly manifest: AssetManifest;
  readonly render: (data: PageData) => string;
}

/** Loads the built pages. Throws where they are missing or older than their sources. */
export async function loadBuiltPages(): Promise<BuiltPages> {
  const built = await readFile(join(pagesFolder, 'hash.txt'), 'utf8').catch(() => '');
  if (built.trim() !== (await pagesHash(root))) {
    throw new Error('The pages are not built, or have changed since. Run: node scripts/ensure-pages.ts');
  }
  const pages: PagesModule = await import(pathToFileURL(join(pagesFolder, 'render.js')).href);
  const manifest: AssetManifest = JSON.parse(await readFile(join(pagesFolder, 'assets.json'), 'utf8'));
  return {
    manifest,
    render: (data) => pages.renderPage(data, pages.assetsFor(manifest, data.page, data.language)),
  };
}
