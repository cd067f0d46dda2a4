import { type BrowserContext, chromium } from 'playwright-core';
import { findProgram } from './find-program.ts';

/** Chromium as Debian installs it; undefined where the machine has none. */
export const chromiumPath: string | undefined = findProgram('chromium') ?? findProgram('google-chrome');

/** How to open a real browser. */
export interface RealBrowserOptions {
  /** The profile: what is kept between two openings is in there. */
  readonly profileFolder: string;
  readonly isScriptOff?: boolean;
  /** Domains whose names are all this machine, with certificates that nobody vouches for. */
  readonly loopbackDomains?: readonly string[];
}

/** Opens Chromium without a window, on a profile of its own. Closing the context closes the browser. */
export function openRealBrowser(options: RealBrowserOptions): Promise<BrowserContext> {
  const { profileFolder, isScriptOff, loopbackDomains = [] } = options;
  const mapped = loopbackDomains.map((domain) => `MAP *.${domain} 127.0.0.1`).join(',');
  if (chromiumPath === undefined) throw new Error('there is no Chromium on this machine');
  return chromium.launchPersistentContext(profileFolder, {
    executablePath: chromiumPath,
    // In containers there is neither a sandbox for root nor much shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--host-resolver-rules=${mapped}`],
    ignoreHTTPSErrors: mapped !== '',
    javaScriptEnabled: isScriptOff !== true,
    locale: 'en-GB',
  });
}
