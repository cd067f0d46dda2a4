import { plainAnswer } from '../../http/plain-answer.ts';
import type { Endpoint } from '../endpoint.ts';
import type { BuiltPages } from './built-pages.ts';
import type { OperatorAssets } from './operator-assets.ts';
import { serveFile } from './serve-file.ts';
import { createStaticFile, type StaticFile } from './static-file.ts';

/** Where the operator's logo is served, Authelia's path for it. */
export const logoPath = 'static/media/logo.png';

/** Served at the top where the built pages bring none of that name. */
const builtInFiles: Readonly<Record<string, string>> = {
  'manifest.json': JSON.stringify({
    name: 'Gatehouse',
    short_name: 'Gatehouse',
    start_url: './',
    display: 'browser',
  }),
  'robots.txt': 'User-agent: *\nDisallow: /\n',
};

const topFiles = ['favicon.ico', 'manifest.json', 'robots.txt'] as const;

/** The built files of the pages, those that the operator replaced, and the few that browsers ask for on their own. */
export function fileEndpoints(pages: BuiltPages, assets: OperatorAssets): readonly Endpoint[] {
  const find = (name: string) => replacement(name, assets) ?? pages.files.get(name) ?? builtIn(name);
  return [
    fileEndpoint('/static/*', ({ '*': rest = '' }) => find(`static/${rest}`)),
    ...topFiles.map((name) => fileEndpoint(`/${name}`, () => find(name))),
  ];
}

function fileEndpoint(
  path: string,
  find: (parameters: Readonly<Record<string, string>>) => StaticFile | undefined,
): Endpoint {
  return {
    method: 'GET',
    path,
    kind: 'file',
    guard: 'anyone',
    handle(request) {
      const file = find(request.parameters);
      return file === undefined ? plainAnswer(404) : serveFile(request, file);
    },
  };
}

function replacement(name: string, { logo, favicon }: OperatorAssets): StaticFile | undefined {
  if (name === logoPath) return logo;
  return name === 'favicon.ico' ? favicon : undefined;
}

function builtIn(name: string): StaticFile | undefined {
  const content = Object.hasOwn(builtInFiles, name) ? builtInFiles[name] : undefined;
  return content === undefined ? undefined : createStaticFile(name, { identity: Buffer.from(content) });
}
