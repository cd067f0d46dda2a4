import type { PageData, PagesModule } from '../../shared/api/page.ts';
import type { BuiltPages } from '../../src/portal/files/built-pages.ts';
import { createStaticFile } from '../../src/portal/files/static-file.ts';

/** Pages that show their data and nothing else: what the portal's tests look at. The real ones have tests of their own. */
const module: PagesModule = {
  languages: ['en', 'de', 'zh-CN'],
  renderPage: (data, assets) =>
    `<!doctype html><html lang="${data.language}"><body data-page="${escapeAttribute(JSON.stringify(data))}">${assets.scripts.join()}</body></html>`,
  texts: (language) => ({ 'sign-in': language === 'de' ? 'Anmelden' : 'Sign in' }),
  pickLanguage: (cookie, accept) =>
    [cookie, ...(accept ?? '').split(',')].find((tag) => tag === 'de') ?? 'en',
  textOverridesFrom: (json) => (JSON.stringify(json).includes('Hello') ? { 'sign-in': 'Hello' } : {}),
  assetsFor: (manifest, page) => manifest.pages[page],
};

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

const assets = { scripts: ['static/page-abcdefgh.js'], styles: [] };

const topFiles = { 'favicon.ico': 'an icon', 'robots.txt': 'no robots', 'logo.png': 'our logo' };

/** The tiny pages with a few files. */
export function createTinyPages(): BuiltPages {
  const script = Buffer.from('export {};'.repeat(50));
  return {
    module,
    manifest: {
      pages: {
        'sign-in': assets,
        'second-factor': assets,
        reauthenticate: assets,
        'reset-password': assets,
        'reset-password-new': assets,
        revoke: assets,
        settings: assets,
        consent: assets,
        device: assets,
        'signed-in': assets,
        'sign-out': assets,
        error: assets,
      },
      languages: {},
      settingsLanguages: {},
    },
    files: new Map([
      [
        'static/page-abcdefgh.js',
        createStaticFile('page-abcdefgh.js', {
          identity: script,
          br: Buffer.from('in brotli'),
          gzip: Buffer.from('in gzip'),
        }),
      ],
      ...Object.entries(topFiles).map(
        ([name, text]) => [name, createStaticFile(name, { identity: Buffer.from(text) })] as const,
      ),
    ]),
  };
}

/** The data of the page in an HTML answer. */
export function pageDataOf(html: string): PageData {
  const json = /data-page="([^"]*)"/.exec(html)?.[1] ?? 'null';
  return JSON.parse(json.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}
