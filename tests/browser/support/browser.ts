import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { loadBuiltPages } from './built-pages.ts';
import { type PagesServer, startPagesServer } from './pages-server.ts';

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** Why the browser tests are left out on this machine; undefined where they run. */
export const browserIsMissing =
  chromiumPath === undefined ? 'no Chromium on this machine (apt-get install chromium)' : undefined;

/** How a page is opened: what the browser is like, and what to wait for (by default until everything is loaded). */
export interface OpenOptions extends BrowserContextOptions {
  readonly waitUntil?: 'load' | 'commit';
}

/** A server and a browser for each test of a file. */
export interface BrowserTests {
  readonly server: () => PagesServer;
  /** Opens the page that the server shows, in a fresh context. */
  readonly open: (options?: OpenOptions) => Promise<Page>;
}

/** Starts one browser for the file and one server for each test; a page that breaks the content security policy or throws fails its test. */
export function useBrowser(): BrowserTests {
  let browser: Browser;
  let server: PagesServer;
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
      args: ['--no-sandbox'],
    });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    complaints = [];
    server = await startPagesServer(await loadBuiltPages());
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.close();
    expect(complaints).toEqual([]);
  });

  return {
    server: () => server,
    open: async ({ waitUntil = 'load', ...options } = {}) => {
      const page = await (await browser.newContext(options)).newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (/content security policy|hydrat/i.test(message.text())) complaints.push(message.text());
      });
      await page.goto(server.url, { waitUntil });
      return page;
    },
  };
}
