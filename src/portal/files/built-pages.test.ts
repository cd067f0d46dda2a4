import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadBuiltPages } from './built-pages.ts';

const module = `
  export const languages = ['en'];
  export const renderPage = () => 'a page';
  export const texts = () => ({});
  export const pickLanguage = () => 'en';
  export const textOverridesFrom = () => ({});
  export const assetsFor = () => ({ scripts: [], styles: [] });
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
  await writeFile(join(folder, 'render.js'), module);
  await writeFile(join(folder, 'assets.json'), '{"pages":{},"languages":{}}');
  await writeFile(join(folder, 'page-abcdefgh.js'), 'plain');
  await writeFile(join(folder, 'page-abcdefgh.js.br'), 'brotli');
  await writeFile(join(folder, 'lonely.gz'), 'an archive');
});
afterEach(() => rm(folder, { recursive: true }));

test('files come with their compressed siblings; the server half and the manifest are not served', async () => {
  const { files } = await loadBuiltPages(folder);
  expect([...files.keys()].sort()).toEqual(['lonely.gz', 'page-abcdefgh.js']);
  const variants = files.get('page-abcdefgh.js')?.variants.map(({ encoding }) => encoding);
  expect(variants).toEqual(['br', 'identity']);
});

test.each([
  ['without the server half', () => rm(join(folder, 'render.js'))],
  ['without the manifest', () => rm(join(folder, 'assets.json'))],
  ['with a server half that is another program', () => writeFile(join(folder, 'render.js'), 'export {};')],
  ['with a broken manifest', () => writeFile(join(folder, 'assets.json'), '{')],
])('a folder %s is refused with what to do', async (_name, change) => {
  await change();
  await expect(loadBuiltPages(folder)).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('npm run build'),
  });
});

test('a folder that is not there is refused', async () => {
  await expect(loadBuiltPages(join(folder, 'missing'))).rejects.toMatchObject({ code: 'internal' });
});
