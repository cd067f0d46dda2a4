import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Manifest } from 'vite';
import { type AssetManifest, type PageAssets, pageNames } from '../shared/api/page.ts';
import { compressFiles } from './compress-files.ts';
import { pagesHash } from './pages-hash.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const webFolder = join(root, 'web');

/** What the pages fetch only once a new password is typed, and the server only once one is judged. */
const ofNewPasswords = /^@zxcvbn-ts\//;

/** Libraries and what of ours is in no folder of a page, a theme, a language or the proofs; nothing of new passwords. */
const ofEveryPage =
  /node_modules\/(?!@zxcvbn-ts\/)|\/web\/src\/(?!pages|api\/settings|proof|web-authn|theme|i18n\/(?:(?:settings-)?texts|load-settings-texts))/;

const styleEntry = 'src/theme/style.css';
/** What only the settings look like. */
const settingsStyleEntry = 'src/theme/settings-style.css';
const entryOf = (page: string) => `src/pages/${page}/start.ts`;
const textsPattern = /^src\/i18n\/texts\/([\w-]+)\.ts$/;
const settingsTextsPattern = /^src\/i18n\/settings-texts\/([\w-]+)\.ts$/;

/**
 * Builds the pages into `dist/web/`: `static/*` with hashed names and `.br` and `.gz` beside each, `assets.json`, the server bundle
 * `render.js`, and `hash.txt` of the sources. It takes the place of an earlier build in one step.
 */
export async function buildPages(): Promise<void> {
  const target = join(root, 'dist', 'web');
  const hash = await pagesHash(root);
  await mkdir(join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(root, '.cache', 'pages-'));
  try {
    // Not for the builder's eyes alone: the server may run as somebody else.
    await chmod(folder, 0o755);
    await build(clientConfig(folder));
    await build(serverConfig(folder));
    await writeAssetManifest(folder);
    await compressFiles(join(folder, 'static'));
    await writeFile(join(folder, 'hash.txt'), `${hash}\n`);
    await replaceFolder(folder, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function commonConfig(folder: string): InlineConfig {
  return {
    configFile: false,
    root: webFolder,
    // Relative, because the portal may live under a sub-path that is known only when it runs.
    base: './',
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1500,
    },
  };
}

function clientConfig(folder: string): InlineConfig {
  const common = commonConfig(folder);
  return {
    ...common,
    build: {
      ...common.build,
      manifest: 'vite-manifest.json',
      // The documents say themselves what to preload.
      modulePreload: false,
      rolldownOptions: {
        input: [...pageNames.map(entryOf), styleEntry, settingsStyleEntry].map((path) =>
          join(webFolder, path),
        ),
        output: {
          // What several pages share is one file: fewer requests, and cached from the first page on.
          codeSplitting: {
            groups: [
              { name: 'common', test: ofEveryPage, priority: 1 },
              // Only where something is proved.
              { name: 'proof', test: /\/web\/src\/(?:proof|web-authn)\// },
            ],
          },
          entryFileNames: ({ facadeModuleId }) => `static/${pageOf(facadeModuleId)}-[hash].js`,
          chunkFileNames: 'static/[name]-[hash].js',
          assetFileNames: 'static/[name]-[hash][extname]',
        },
      },
    },
  };
}

function serverConfig(folder: string): InlineConfig {
  const common = commonConfig(folder);
  return {
    ...common,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ...common.build,
      ssr: 'src/render.tsx',
      target: 'node24',
      minify: false,
      rolldownOptions: {
        external: ofNewPasswords,
        output: { entryFileNames: 'render.js', codeSplitting: false },
      },
    },
  };
}

/** The page whose script this is: the name of its folder. */
function pageOf(entry: string | null): string {
  return basename(dirname(entry ?? ''));
}

/** Turns Vite's own manifest into the one that shared/api/page.ts describes. */
async function writeAssetManifest(folder: string): Promise<void> {
  const path = join(folder, 'vite-manifest.json');
  const manifest: Manifest = JSON.parse(await readFile(path, 'utf8'));
  const style = fileOf(manifest, styleEntry);
  const settingsStyle = fileOf(manifest, settingsStyleEntry);
  const assetsOf = (page: string): PageAssets => ({
    scripts: [fileOf(manifest, entryOf(page))],
    styles: page === 'settings' ? [style, settingsStyle] : [style],
    preloads: importsOf(manifest, entryOf(page)).map((key) => fileOf(manifest, key)),
  });
  const assets: AssetManifest = {
    pages: {
      'sign-in': assetsOf('sign-in'),
      'second-factor': assetsOf('second-factor'),
      reauthenticate: assetsOf('reauthenticate'),
      'reset-password': assetsOf('reset-password'),
      'reset-password-new': assetsOf('reset-password-new'),
      revoke: assetsOf('revoke'),
      settings: assetsOf('settings'),
      consent: assetsOf('consent'),
      device: assetsOf('device'),
      'signed-in': assetsOf('signed-in'),
      'sign-out': assetsOf('sign-out'),
      error: assetsOf('error'),
    },
    languages: filesByLanguage(manifest, textsPattern),
    settingsLanguages: filesByLanguage(manifest, settingsTextsPattern),
  };
  await writeFile(join(folder, 'assets.json'), `${JSON.stringify(assets, undefined, 2)}\n`);
  await rm(path);
}

/** The built modules whose sources match, by the language tag in their name. */
function filesByLanguage(manifest: Manifest, pattern: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(manifest).flatMap(([source, { file }]) => {
      const tag = pattern.exec(source)?.[1];
      return tag === undefined ? [] : [[tag, file]];
    }),
  );
}

function fileOf(manifest: Manifest, source: string): string {
  const entry = manifest[source];
  if (entry === undefined) throw new TypeError(`Vite built nothing from ${source}`);
  return entry.file;
}

/** What a module imports, directly and through others, without what it loads later. */
function importsOf(manifest: Manifest, source: string): readonly string[] {
  const found = new Set<string>();
  const visit = (key: string) => {
    for (const next of manifest[key]?.imports ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(source);
  return [...found];
}

/**
 * Puts a finished folder in the place of another. Where a second build did the same in that moment its result stays: it is made of the
 * same sources.
 */
async function replaceFolder(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const old = `${from}-old`;
  await rename(to, old).catch(ignore('ENOENT'));
  await rename(from, to).catch(ignore('ENOTEMPTY', 'EEXIST'));
  await rm(old, { recursive: true, force: true });
}

/** Lets the named errors of the file system pass and throws every other one. */
function ignore(...codes: readonly string[]): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}
