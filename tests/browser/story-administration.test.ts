import { describe, expect, test } from 'vitest';
import { waitForScript } from './support/browser.ts';
import { enrolTotp, fillInSignIn, persons } from './support/person.ts';
import { useSite } from './support/use-site.ts';

describe('administration', () => {
  const { site, clock, openBrowser } = useSite('administration-story', () => ({
    administration: { group: 'admins' },
    access_control: {
      default_policy: 'deny',
      rules: [
        { domain: 'vault.example.localhost', policy: 'two_factor' },
        { domain: 'wiki.example.localhost', policy: 'one_factor' },
      ],
    },
  }));
  const openWikiAsBob = async () => {
    const page = await openBrowser();
    await page.goto(`${site().origins.wiki}/`);
    await fillInSignIn(page, persons.bob);
    await page.waitForURL(`${site().origins.wiki}/`);
    return page;
  };

  test('an administrator with two factors finds a person, ends one session, then all; nobody else sees the section', async () => {
    const [first, second, third] = [await openWikiAsBob(), await openWikiAsBob(), await openWikiAsBob()];
    await first.goto(`${site().portal}/settings`);
    await waitForScript(first);
    expect(await first.isVisible('#settings-menu >> text=Administration')).toBe(false);

    const page = await openBrowser();
    await page.goto(site().vault);
    await fillInSignIn(page, persons.alice);
    await page.waitForSelector('#second-factor-stage');
    const { codeAt } = await enrolTotp(page, site(), clock);
    clock.advance(30_000);
    // One factor is not enough for an administrator.
    await page.goto(`${site().portal}/settings/administration`);
    await waitForScript(page);
    expect(await page.isVisible('#admin-sessions-group .row')).toBe(false);
    await page.goto(site().vault);
    await waitForScript(page);
    await page.fill('#otp-input', codeAt());
    await page.waitForURL(site().vault);

    await page.goto(`${site().portal}/settings`);
    await page.click('#settings-menu >> text=Administration');
    await page.fill('#admin-user', 'bob');
    await page.keyboard.press('Enter');
    const rows = page.locator('#admin-sessions-group .row');
    await expect.poll(() => rows.count()).toBe(3);
    await rows.first().getByRole('button').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => rows.count()).toBe(3);
    await rows.first().getByRole('button').click();
    await page.click('#admin-end-dialog-button');
    await expect.poll(() => rows.count()).toBe(2);
    await page
      .getByRole('button', { name: /: bob$/ })
      .first()
      .click();
    await page.click('#admin-end-dialog-button');
    await expect.poll(() => rows.count()).toBe(0);
    for (const bobs of [first, second, third]) {
      await bobs.goto(`${site().origins.wiki}/`);
      await bobs.waitForSelector('#first-factor-stage');
    }
    await page.goto(site().vault);
    expect(page.url()).toBe(site().vault);
  });
});
