import { describe, expect, test } from 'vitest';
import { waitForScript } from './support/browser.ts';
import { elevate, fillInSignIn, persons, registerKey } from './support/person.ts';
import { useSite } from './support/use-site.ts';
import { addVirtualAuthenticator } from './support/virtual-authenticator.ts';

describe('a passkey that is one factor', () => {
  const { site, openBrowser } = useSite('passkey-story');

  test('the password is the second: wrong once, then right, and the target is reached', async () => {
    const page = await openBrowser();
    await addVirtualAuthenticator(page);
    await page.goto(site().vault);
    await fillInSignIn(page, persons.alice);
    await page.waitForSelector('#second-factor-stage');
    await elevate(page, site());
    expect(await registerKey(page)).toBe(201);

    await page.context().clearCookies();
    await page.goto(site().vault);
    // The browser suggests the passkey, and it is picked.
    await page.waitForSelector('#second-factor-stage #password-textfield');
    await waitForScript(page);
    expect(await page.isVisible('#methods-button')).toBe(false);
    expect(await page.getAttribute('#password-textfield', 'autocomplete')).toBe('current-password');
    expect(await page.inputValue('input[autocomplete=username]')).toBe('alice');

    await page.fill('#password-textfield', 'looking glass');
    await page.click('#confirm-button');
    await page.waitForSelector('#password-textfield[aria-invalid]');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('password-textfield');
    await page.fill('#password-textfield', persons.alice[1]);
    await page.click('#confirm-button');
    await page.waitForURL(site().vault);
  });
});
