import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../support/frozen-clock.ts';
import { chromiumPath, openRealBrowser } from '../../support/real-browser.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { type SiteOptions, startTwoFactorSite, type TwoFactorSite } from './two-factor-site.ts';

/** A real Gatehouse for the tests of a file, and a browser for each test. */
export interface SiteTests {
  readonly site: () => TwoFactorSite;
  /** Gatehouse's own; it stands still. */
  readonly clock: FrozenClock;
  /** Opens a browser of its own, without cookies; give `isScriptOff` for one without script. */
  readonly openBrowser: (options?: { readonly isScriptOff?: boolean }) => Promise<Page>;
}

/** Starts it all; a page that breaks the content security policy or throws fails its test. Without Chromium the tests are skipped, with the reason. */
export function useSite(name: string, keys?: SiteOptions['keys']): SiteTests {
  const clock = createFrozenClock(Date.now());
  let folder: TemporaryFolder;
  let site: TwoFactorSite;
  let open: BrowserContext[] = [];
  let complaints: string[] = [];
  let profiles = 0;

  beforeAll(async () => {
    if (chromiumPath === undefined) return;
    folder = await createTemporaryFolder(name);
    site = await startTwoFactorSite(join(folder.path, 'site'), { clock, ...(keys && { keys }) });
  });
  beforeEach(({ skip }) => {
    if (chromiumPath === undefined)
      skip('there is no Chromium on this machine; apt-get install chromium brings it');
  });
  afterEach(async () => {
    await Promise.all(open.map((context) => context.close()));
    open = [];
    const heard = complaints;
    complaints = [];
    expect(heard).toEqual([]);
  });
  afterAll(async () => {
    await site?.close();
    await folder?.remove();
  });

  return {
    site: () => site,
    clock,
    async openBrowser({ isScriptOff = false } = {}) {
      const profileFolder = join(folder.path, `profile-${profiles++}`);
      const context = await openRealBrowser({ profileFolder, isScriptOff });
      open.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (/content security policy|hydrat/i.test(message.text())) complaints.push(message.text());
      });
      return page;
    },
  };
}
