import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AssetManifest, PagesModule } from '../../../shared/api/page.ts';
import { AppError } from '../../lib/app-error.ts';
import { createStaticFile, type StaticFile } from './static-file.ts';

/** The pages as built into `dist/web/`: their server half, which files belong to which page, and the files. */
export interface BuiltPages {
  readonly module: PagesModule;
  readonly manifest: AssetManifest;
  /** By path below `dist/web/`, with `/`: `static/sign-in-abcdefgh.js`. */
  readonly files: ReadonlyMap<string, StaticFile>;
}

const moduleName = 'render.js';
const manifestName = 'assets.json';
const compressedEnding = /\.(?:br|gz)$/;

/**
 * Loads the built pages from a folder, the files with their compressed siblings (`.br`, `.gz`). Throws `AppError` `internal` where
 * they are missing or not whole.
 */
export async function loadBuiltPages(folder: string): Promise<BuiltPages> {
  try {
    const [module, manifest, files] = await Promise.all([
      importPages(join(folder, moduleName)),
      readManifest(join(folder, manifestName)),
      loadFiles(folder),
    ]);
    return { module, manifest, files };
  } catch (cause) {
    const message = 'The pages are not built. Run `npm run build`, or start through `npm start`.';
    throw new AppError('internal', message, { cause, detail: folder });
  }
}

async function importPages(path: string): Promise<PagesModule> {
  const module: unknown = await import(pathToFileURL(path).href);
  if (!isPagesModule(module)) throw new TypeError(`${path} is not the server half of the pages`);
  return module;
}

/** `web/` and this program are built together; the check finds a folder that holds something else. */
function isPagesModule(module: unknown): module is PagesModule {
  if (typeof module !== 'object' || module === null) return false;
  const names: readonly (keyof PagesModule)[] = [
    'renderPage',
    'texts',
    'pickLanguage',
    'textOverridesFrom',
    'assetsFor',
  ];
  return names.every((name) => typeof Reflect.get(module, name) === 'function');
}

async function readManifest(path: string): Promise<AssetManifest> {
  const manifest: AssetManifest = JSON.parse(await readFile(path, 'utf8'));
  return manifest;
}

async function loadFiles(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const present = new Set(names);
  const served = names.filter((name) => isServed(name, present));
  const files = await Promise.all(
    served.map(async (name) => [name, await loadFile(folder, name, present)] as const),
  );
  return new Map(files);
}

function isServed(name: string, present: ReadonlySet<string>): boolean {
  if (name === moduleName || name === manifestName || name.endsWith('.map')) return false;
  return !(compressedEnding.test(name) && present.has(name.replace(compressedEnding, '')));
}

async function loadFile(folder: string, name: string, present: ReadonlySet<string>): Promise<StaticFile> {
  const read = (ending: string) =>
    present.has(name + ending) ? readFile(join(folder, name + ending)) : undefined;
  const [identity, br, gzip] = await Promise.all([readFile(join(folder, name)), read('.br'), read('.gz')]);
  return createStaticFile(name, {
    identity,
    ...(br === undefined ? {} : { br }),
    ...(gzip === undefined ? {} : { gzip }),
  });
}
