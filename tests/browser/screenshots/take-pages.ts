import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { loadBuiltPages } from '../support/built-pages.ts';
import { type PagesServer, startPagesServer } from '../support/pages-server.ts';
import { type LookName, looks } from './looks.ts';
import { type PageState, pageStates } from './pages.ts';

/** The pictures that the documents show. */
const shown: readonly (readonly [keyof typeof pageStates, LookName])[] = [
  ['sign-in', ''],
  ['sign-in-passkey', ''],
  ['sign-in-passkey', '-dark'],
  ['wrong-password', '-dark'],
  ['wrong-password', '-phone-german'],
  ['signed-in', ''],
  ['second-factor', ''],
  ['second-factor', '-dark'],
  ['second-factor-methods', ''],
  ['second-factor-methods', '-phone-arabic-dark'],
  ['security-key', '-grey-german'],
  ['push', ''],
  ['recovery-code', '-dark'],
  ['password-after-passkey', '-phone-arabic'],
  ['reauthenticate', ''],
  ['reauthenticate', '-dark'],
  ['reset-password', ''],
  ['new-password', ''],
  ['new-password', '-oled'],
  ['new-password-weak', '-phone-german-dark'],
  ['revoke', '-dark'],
  ['consent', ''],
  ['consent', '-phone-german-dark'],
  ['device', ''],
  ['device-wrong', '-phone-arabic'],
  ['consent-device', '-dark'],
  ['device-accepted', ''],
  ['unavailable', '-oled'],
];

/** Takes the pages without the settings; all in every look where that is wished. */
export async function takePages(browser: Browser, folder: string, isAll: boolean): Promise<void> {
  const every = Object.keys(pageStates).flatMap((name) => lookNames.map((look) => [name, look] as const));
  const server = await startPagesServer(await loadBuiltPages());
  try {
    for (const [name, look] of isAll ? every : shown) {
      const state = pageStates[name];
      if (state === undefined) throw new TypeError(`there is no page ${name}`);
      await take(browser, server, { state, look, path: join(folder, `${name}${look}.png`) });
    }
  } finally {
    await server.close();
  }
}

const lookNames: readonly LookName[] = ['', '-dark', '-phone-arabic', '-phone-german-dark'];

interface Picture {
  readonly state: PageState;
  readonly look: LookName;
  readonly path: string;
}

async function take(browser: Browser, server: PagesServer, { state, look, path }: Picture): Promise<void> {
  const { theme, language, width, height } = looks[look];
  server.show({ ...state.data, theme, language });
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: state.isScriptOff !== true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(server.url);
  if (state.isScriptOff !== true) await page.waitForSelector('#root[data-started]');
  for (const [selector, text] of Object.entries(state.type ?? {})) await page.fill(selector, text);
  if (state.type !== undefined) await page.waitForSelector('.rule.met, [data-score]');
  if (state.press !== undefined) await page.click(state.press);
  await page.screenshot({ path, fullPage: true });
  await context.close();
}
