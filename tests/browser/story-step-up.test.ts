import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { waitForScript } from './support/browser.ts';
import { fillInSignIn, persons } from './support/person.ts';
import { useSite } from './support/use-site.ts';

const threeMinutes = 3 * 60_000;

describe('a proof that is too old', () => {
  const { site, clock, openBrowser } = useSite('step-up-story', () => ({
    access_control: {
      default_policy: 'deny',
      rules: [{ domain: 'wiki.example.localhost', policy: 'one_factor', max_age: '2m' }],
    },
  }));
  const target = () => `${site().origins.wiki}/page?of=12`;
  const comeBackLater = async (page: Page) => {
    await page.goto(target());
    await fillInSignIn(page, persons.alice);
    await page.waitForURL(target());
    clock.advance(threeMinutes);
    // The browser's own time has not passed: the portal would think that it came straight back.
    await page.context().clearCookies({ name: 'gatehouse_onward' });
    await page.goto(target());
    await page.waitForSelector('#reauthenticate-stage');
  };

  test('is given anew by the password, also after a reload, and leads back in the same session', async () => {
    const page = await openBrowser();
    await comeBackLater(page);
    await page.reload();
    await waitForScript(page);
    expect(await page.textContent('#reauthenticate-stage')).toContain('Alice Liddell');
    await page.fill('#password-textfield', 'looking glass');
    await page.click('#confirm-button');
    await page.waitForSelector('#password-textfield[aria-invalid]');
    await page.fill('#password-textfield', persons.alice[1]);
    await page.click('#confirm-button');
    await page.waitForURL(target());
  });

  test('is given anew without script', async () => {
    const page = await openBrowser({ isScriptOff: true });
    await comeBackLater(page);
    await page.fill('#password-textfield', persons.alice[1]);
    await page.click('#confirm-button');
    await page.waitForURL(target());
  });
});
