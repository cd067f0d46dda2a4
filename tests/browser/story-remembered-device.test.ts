import { describe, expect, test } from 'vitest';
import { waitForScript } from './support/browser.ts';
import { enrolTotp, fillInSignIn, persons } from './support/person.ts';
import { useSite } from './support/use-site.ts';

describe('a device that is remembered', () => {
  const { site, clock, openBrowser } = useSite('remembered-story', ({ portal }) => ({
    session: {
      remember_second_factor: '30d',
      cookies: [{ domain: 'example.localhost', authelia_url: portal }],
    },
  }));

  test('is not asked for the second factor at the next sign-in, until it is forgotten in the settings', async () => {
    const page = await openBrowser();
    await page.goto(site().vault);
    await fillInSignIn(page, persons.alice);
    await page.waitForSelector('#second-factor-stage');
    const { codeAt } = await enrolTotp(page, site(), clock);
    clock.advance(30_000);
    await page.reload();
    await waitForScript(page);
    await page.check('#remember-device-checkbox');
    await page.fill('#otp-input', codeAt());
    await page.waitForURL(site().vault);

    const signInAgain = async () => {
      await page.goto(`${site().portal}/logout`);
      await page.waitForSelector('#signed-out-stage');
      await page.goto(site().vault);
      await fillInSignIn(page, persons.alice);
    };
    await signInAgain();
    await page.waitForURL(site().vault);

    await page.goto(`${site().portal}/settings/two-factor-authentication`);
    await page.locator('#remembered-group .row').getByRole('button').click();
    await page.waitForSelector('#remembered-group', { state: 'detached' });
    await signInAgain();
    await page.waitForSelector('#otp-input');
    expect(page.url()).toContain('rd=http%3A%2F%2Fvault');
  });
});
