import { type BrowserContext, chromium } from 'playwright-core';
import { findProgram } from './find-program.ts';

/** Chromium as Debian installs it; undefined where the machine has none. */
export const chromiumPath: string | undefined = findProgram('chromium') ?? findProgram('google-chrome');

/** How to open a real browser. */
export interface RealBrowserOptions {
  /** The profile: what is kept between two openings is in there. */
  readonly profileFolder: string;
  readonly isScriptOff?: boolean;
}

/** Opens Chromium without a window, on a profile of its own. Closing the context closes the browser. */
export function openRealBrowser({ profileFolder, isScriptOff }: RealBrowserOptions): Promise<BrowserContext> {
  if (chromiumPath === undefined) throw new Error('there is no Chromium on this machine');
  return chromium.launchPersistentContext(profileFolder, {
    executablePath: chromiumPath,
    // In containers there is neither a sandbox for root nor much shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    javaScriptEnabled: isScriptOff !== true,
    locale: 'en-GB',
  });
}
