import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { loadBuiltPages } from './built-pages.ts';
import { type PagesServer, startPagesServer } from './pages-server.ts';

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

const isMissing = 'there is no Chromium on this machine; apt-get install chromium brings it';

/** How a page is opened: what the browser is like, and what to wait for (by default until everything is loaded). */
export interface OpenOptions extends BrowserContextOptions {
  readonly waitUntil?: 'load' | 'commit';
  /** What the page's policy is to keep from happening: then that is no failure. */
  readonly blocked?: RegExp;
}

/** A server and a browser for each test of a file. */
export interface BrowserTests {
  readonly server: () => PagesServer;
  /** Opens the page that the server shows, in a fresh context. */
  readonly open: (options?: OpenOptions) => Promise<Page>;
}

/**
 * Starts one browser for the file and one server for each test; a page that breaks the content security policy or throws fails its
 * test. Without Chromium the tests are skipped, with the reason.
 */
export function useBrowser(): BrowserTests {
  let browser: Browser | undefined;
  let server: PagesServer;
  let complaints: string[];

  beforeAll(async () => {
    if (chromiumPath === undefined) return;
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async ({ skip }) => {
    if (browser === undefined) skip(isMissing);
    complaints = [];
    server = await startPagesServer(await loadBuiltPages());
  });
  afterEach(async () => {
    if (browser === undefined) return;
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.close();
    expect(complaints).toEqual([]);
  });

  return {
    server: () => server,
    open: async ({ waitUntil = 'load', blocked, ...options } = {}) => {
      if (browser === undefined) throw new TypeError(isMissing);
      const page = await (await browser.newContext(options)).newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (blocked?.test(message.text()) === true) return;
        if (/content security policy|hydrat/i.test(message.text())) complaints.push(message.text());
      });
      await page.goto(server.url, { waitUntil });
      return page;
    },
  };
}

/** Waits until the page's script has taken over. */
export async function waitForScript(page: Page): Promise<void> {
  await page.waitForSelector('#root[data-started]');
}
