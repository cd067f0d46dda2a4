import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../lib/error-code.ts';
import type { Log } from '../../lib/log.ts';
import { createStaticFile, type StaticFile } from './static-file.ts';

/** What the operator put into `server.asset_path` to replace what is built in. */
export interface OperatorAssets {
  readonly logo: StaticFile | undefined;
  readonly favicon: StaticFile | undefined;
  /** Parsed `locales/<language>/<namespace>.json`, by language in lower case, then by namespace. Contents are unchecked. */
  readonly locales: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

const nothing: OperatorAssets = { logo: undefined, favicon: undefined, locales: new Map() };

/** Reads the folder once at the start. What is not there is not replaced; what cannot be read is told in the log. */
export async function loadOperatorAssets(folder: string | undefined, log: Log): Promise<OperatorAssets> {
  if (folder === undefined) return nothing;
  const [logo, favicon, locales] = await Promise.all([
    loadImage(folder, 'logo.png', log),
    loadImage(folder, 'favicon.ico', log),
    loadLocales(join(folder, 'locales'), log),
  ]);
  return { logo, favicon, locales };
}

async function loadImage(folder: string, name: string, log: Log): Promise<StaticFile | undefined> {
  const content = await readIfThere(join(folder, name), log);
  return content === undefined ? undefined : createStaticFile(name, { identity: content });
}

async function loadLocales(folder: string, log: Log): Promise<Map<string, Map<string, unknown>>> {
  const locales = new Map<string, Map<string, unknown>>();
  // Mounted folders are often symbolic links, so everything is tried as a folder.
  for (const name of await readdir(folder).catch(() => [])) {
    locales.set(name.toLowerCase(), await loadNamespaces(join(folder, name), log));
  }
  return locales;
}

async function loadNamespaces(folder: string, log: Log): Promise<Map<string, unknown>> {
  const namespaces = new Map<string, unknown>();
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const content = await readIfThere(join(folder, name), log);
    if (content === undefined) continue;
    try {
      namespaces.set(name.slice(0, -'.json'.length), JSON.parse(content.toString('utf8')));
    } catch {
      log.warn({ file: join(folder, name) }, 'a translation in server.asset_path is not JSON: ignored');
    }
  }
  return namespaces;
}

async function readIfThere(path: string, log: Log): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'ENOENT')
      log.warn({ file: path, code }, 'a file in server.asset_path cannot be read: ignored');
    return undefined;
  }
}
