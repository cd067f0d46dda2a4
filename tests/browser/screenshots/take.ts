import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../support/real-browser.ts';
import { takePages } from './take-pages.ts';
import { takeSettings } from './take-settings.ts';

// Takes the pictures of docs/screenshots/: node tests/browser/screenshots/take.ts
// With --all, every page in every look, to be looked at: … --all --folder /tmp/pictures

const { values } = parseArgs({
  options: { all: { type: 'boolean', default: false }, folder: { type: 'string' } },
});
const folder =
  values.folder ?? join(fileURLToPath(new URL('../../..', import.meta.url)), 'docs', 'screenshots');
await mkdir(folder, { recursive: true });
if (chromiumPath === undefined)
  throw new Error('there is no Chromium on this machine; apt-get install chromium brings it');
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
try {
  await takePages(browser, folder, values.all);
  await takeSettings(browser, folder, values.all);
} finally {
  await browser.close();
}
