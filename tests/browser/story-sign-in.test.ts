import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../../demo/start-demo.ts';
import { chromiumPath, openRealBrowser } from '../support/real-browser.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

describe.skipIf(chromiumPath === undefined)('the demonstration in Chromium', () => {
  let folder: TemporaryFolder;
  let demo: Demo;
  let open: BrowserContext | undefined;
  let profiles = 0;

  beforeAll(async () => {
    folder = await createTemporaryFolder('browser-story');
    demo = await startDemo({ folder: join(folder.path, 'demo'), port: 0 });
  });
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });
  afterAll(async () => {
    await demo?.close();
    await folder?.remove();
  });

  const urlOf = (name: string) => `http://${name}.example.localhost:${demo.port}/`;
  const newProfile = () => join(folder.path, `profile-${profiles++}`);
  const openBrowser = async (profileFolder: string, isScriptOff = false) => {
    open = await openRealBrowser({ profileFolder, isScriptOff });
    return open.newPage();
  };
  const restartBrowser = async (profileFolder: string) => {
    await open?.close();
    return openBrowser(profileFolder);
  };
  const signIn = async (page: Page, options: { readonly isRemembered?: boolean } = {}) => {
    await page.goto(urlOf('app'));
    await page.fill('#username-textfield', 'alice');
    await page.fill('#password-textfield', 'wonderland');
    if (options.isRemembered) await page.check('#remember-checkbox');
    await page.click('#sign-in-button');
    await page.waitForURL(urlOf('app'));
  };
  const headingOf = (page: Page) => page.textContent('h1');

  test('a person opens a guarded page, signs in and is shown it', async () => {
    const page = await openBrowser(newProfile());
    await page.goto(urlOf('app'));
    expect(new URL(page.url()).host).toBe(new URL(urlOf('auth')).host);
    expect(await page.textContent('body')).toContain('app.example.localhost');
    await signIn(page);
    expect(await headingOf(page)).toBe('Hello, Alice Liddell');
  });

  test('a mistyped password is told, and the user name stays', async () => {
    const page = await openBrowser(newProfile());
    await page.goto(urlOf('app'));
    await page.fill('#username-textfield', 'alice');
    await page.fill('#password-textfield', 'wonderlamp');
    await page.click('#sign-in-button');
    await page.waitForSelector('[role=alert]:not(:empty)');
    expect(await page.inputValue('#username-textfield')).toBe('alice');
    await page.fill('#password-textfield', 'wonderland');
    await page.press('#password-textfield', 'Enter');
    await page.waitForURL(urlOf('app'));
    expect(await headingOf(page)).toBe('Hello, Alice Liddell');
  });

  test('remembered, a person is still signed in after the browser was closed; otherwise not', async () => {
    const [remembered, forgotten] = [newProfile(), newProfile()];
    await signIn(await openBrowser(remembered), { isRemembered: true });
    const again = await restartBrowser(remembered);
    await again.goto(urlOf('app'));
    expect(await headingOf(again)).toBe('Hello, Alice Liddell');
    await open?.close();

    await signIn(await openBrowser(forgotten));
    const asked = await restartBrowser(forgotten);
    await asked.goto(urlOf('app'));
    expect(await asked.isVisible('#username-textfield')).toBe(true);
  });

  test('a person signs out and is asked again', async () => {
    const page = await openBrowser(newProfile());
    await signIn(page);
    await page.click('text=Sign out');
    // The page signs out by itself and leads back to the application, which asks who is there.
    await page.waitForSelector('#username-textfield');
    await page.goto(urlOf('app'));
    expect(await page.isVisible('#username-textfield')).toBe(true);
  });

  test('signing in and out works without JavaScript', async () => {
    const page = await openBrowser(newProfile(), true);
    await signIn(page);
    expect(await headingOf(page)).toBe('Hello, Alice Liddell');
    await page.click('text=Sign out');
    await page.click('#logout-button');
    await page.waitForSelector('#username-textfield');
    await page.goto(urlOf('app'));
    expect(await page.isVisible('#username-textfield')).toBe(true);
  });

  test('axe finds nothing on the way', async () => {
    const page = await openBrowser(newProfile());
    await page.goto(urlOf('app'));
    expect(await axeViolations(page)).toEqual([]);
    await signIn(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(urlOf('auth'));
    expect(await axeViolations(page)).toEqual([]);
  });
});

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Ids of the rules that a page breaks, with the elements that break them. Evaluated rather than loaded: pages allow no foreign script. */
async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  return page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  );
}
