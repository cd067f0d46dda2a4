import { plainAnswer } from '../../http/plain-answer.ts';
import type { Endpoint } from '../endpoint.ts';
import type { BuiltPages } from './built-pages.ts';
import type { OperatorAssets } from './operator-assets.ts';
import { serveFile } from './serve-file.ts';
import type { StaticFile } from './static-file.ts';

/** Where the logo is served, Authelia's path for it. */
export const logoPath = 'static/media/logo.png';

/** Built files that lie outside `static/` because browsers and robots look for them at the top. */
const topFiles = ['favicon.ico', 'logo.png', 'manifest.json', 'robots.txt'] as const;

/** The built files of the pages, and in their place those that the operator replaced. Whatever is not named here is not served. */
export function fileEndpoints(pages: BuiltPages, assets: OperatorAssets): readonly Endpoint[] {
  const find = (name: string) => replacement(name, assets) ?? pages.files.get(name);
  return [
    fileEndpoint('/static/*', ({ '*': rest = '' }) => find(`static/${rest}`)),
    fileEndpoint(`/${logoPath}`, () => find('logo.png')),
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
  if (name === 'logo.png') return logo;
  return name === 'favicon.ico' ? favicon : undefined;
}
