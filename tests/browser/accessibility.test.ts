import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PageData } from '../../shared/api/page.ts';
import { pageStates, secondFactor } from './screenshots/pages.ts';
import { useBrowser } from './support/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const link = { purpose: 'reset-password', token: 'abc' } as const;

/** Every page in the states that look different: those of the pictures, and some more. */
const pages: Readonly<Record<string, Partial<PageData>>> = {
  ...Object.fromEntries(Object.entries(pageStates).map(([name, { data }]) => [name, data])),
  'second factor: key': secondFactor('webauthn', 'push-notification'),
  'second factor: push': secondFactor('push-notification'),
  'second factor: wrong recovery code': { ...secondFactor('recovery-code'), problem: 'wrong-code' },
  'reauthenticate without a key': { page: 'reauthenticate', displayName: 'John Doe', username: 'john' },
  'new password': { page: 'reset-password-new', link },
  'new password: they differ': { page: 'reset-password-new', link, problem: 'passwords-differ' },
  'error without a way on': { page: 'error', problem: 'no-cookie-domain' },
};
const themes = ['light', 'dark', 'grey', 'oled', 'auto'] as const;

/** What axe finds, as `rule: element`. The page's content security policy does not hold for what a debugger runs. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results: AxeResults = await page.evaluate('axe.run()');
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe('axe finds nothing', () => {
  const { server, open } = useBrowser();

  test.each(themes)(
    'on any page in the theme %s',
    async (theme) => {
      const page = await open({ colorScheme: 'dark' });
      for (const name of Object.keys(pages)) {
        server().show({ ...pages[name], theme });
        await page.goto(server().url);
        expect(await findings(page), name).toEqual([]);
      }
    },
    180_000,
  );

  test.each(['ar', 'zh-CN'])(
    'on any page in %s',
    async (language) => {
      const page = await open();
      for (const name of Object.keys(pages)) {
        server().show({ ...pages[name], language });
        await page.goto(server().url);
        expect(await findings(page), name).toEqual([]);
      }
    },
    180_000,
  );

  test('with the other ways to prove it open', async () => {
    server().show(secondFactor('one-time-password', 'webauthn'));
    const page = await open();
    await page.click('#methods-button');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#methods-dialog')).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('methods-button');
  });

  test('with the list of languages open', async () => {
    const page = await open();
    await page.click('summary');
    expect(await findings(page)).toEqual([]);
  });
});

describe('the keyboard', () => {
  const { server, open } = useBrowser();
  const focused = (page: Page) =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.id || element?.getAttribute('aria-label') || element?.textContent;
    });

  test.each(['en', 'ar'])('goes through the sign-in page in the order of reading (%s)', async (language) => {
    server().show({ language });
    const page = await open();
    const order: (string | null | undefined)[] = [await focused(page)];
    for (const _ of Array.from({ length: 5 })) {
      await page.keyboard.press('Tab');
      order.push(await focused(page));
    }
    expect(order.filter((_, at) => at !== 2)).toEqual([
      'username-textfield',
      'password-textfield',
      'remember-checkbox',
      'reset-password-button',
      'sign-in-button',
    ]);
    expect(order[2]).toBe(language === 'en' ? 'Show password' : 'إظهار كلمة المرور');
  });

  test('opens the list of languages, and Escape closes it where it was opened', async () => {
    const page = await open();
    await page.focus('summary');
    await expect
      .poll(async () => {
        if (!(await page.isVisible('.language-list'))) await page.keyboard.press('Enter');
        await page.focus('button[value=fr]');
        await page.keyboard.press('Escape');
        return page.isVisible('.language-list');
      })
      .toBe(false);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
  });

  test('every control shows a ring where the focus is', async () => {
    const page = await open();
    for (const selector of [
      '#username-textfield',
      '.reveal',
      '#remember-checkbox',
      '#sign-in-button',
      'summary',
    ]) {
      await page.focus('h1').catch(() => undefined);
      await page.keyboard.press('Tab');
      await page.focus(selector);
      const outline = await page
        .locator(selector)
        .evaluate((element) => getComputedStyle(element).outlineWidth);
      expect(outline, selector).toBe('3px');
    }
  });
});

describe('themes', () => {
  const { server, open } = useBrowser();
  const cardColour = (page: Page) =>
    page.locator('.card').evaluate((card) => getComputedStyle(card).backgroundColor);

  test.each([
    ['light', 'dark', 'rgb(255, 255, 255)'],
    ['dark', 'light', 'rgb(29, 33, 31)'],
    ['grey', 'light', 'rgb(53, 57, 60)'],
    ['oled', 'light', 'rgb(0, 0, 0)'],
    ['auto', 'light', 'rgb(255, 255, 255)'],
    ['auto', 'dark', 'rgb(29, 33, 31)'],
  ] as const)('%s on a device that prefers %s', async (theme, colorScheme, colour) => {
    server().show({ theme });
    expect(await cardColour(await open({ colorScheme }))).toBe(colour);
  });
});

describe('nothing scrolls sideways', () => {
  const { server, open } = useBrowser();
  const overflow = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const longNames = {
    targetHost: 'a-very-long-name-of-an-application.department.subsidiary.example-corporation.com',
    displayName: 'Maximiliane-Friederike von und zu Donaudampfschifffahrtsgesellschaft',
  };

  test.each(['en', 'de', 'ar'])('at 320 pixels, with long names, in %s', async (language) => {
    const page = await open({ viewport: { width: 320, height: 640 } });
    for (const name of Object.keys(pages)) {
      server().show({ ...pages[name], ...longNames, language });
      await page.goto(server().url);
      expect(await overflow(page), name).toBe(0);
    }
  });

  test('at 200 % zoom, with text twice as large, and with the list of languages open', async () => {
    server().show({ language: 'de', ...longNames });
    const page = await open({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    expect(await overflow(page)).toBe(0);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await overflow(page)).toBe(0);
    await page.click('summary');
    expect(await overflow(page)).toBe(0);
  });

  test('and every target is at least 44 pixels high', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    const low = await page.evaluate(() =>
      [...document.querySelectorAll('button, a, summary, .check, input:not([type=checkbox])')]
        .filter((element) => element.getClientRects().length > 0)
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML),
    );
    expect(low).toEqual([]);
  });
});
