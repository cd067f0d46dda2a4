import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { elevate, enrolTotp, fillInSignIn, persons, registerKey } from './support/person.ts';
import { useSite } from './support/use-site.ts';
import { addVirtualAuthenticator } from './support/virtual-authenticator.ts';

describe('two factors in Chromium, with a real Gatehouse', () => {
  const { site, clock, openBrowser } = useSite('second-factor-story');
  const signIn = async (page: Page, person: readonly [string, string]) => {
    await page.goto(site().vault);
    await fillInSignIn(page, person);
    await page.waitForSelector('#second-factor-stage');
  };

  test('somebody without a second factor is led to where it is set up, and the target stays in the address', async () => {
    const page = await openBrowser();
    await signIn(page, persons.alice);
    await page.click('#enrol-button');
    await page.waitForURL(/\/settings\/two-factor-authentication\?rd=http%3A%2F%2Fvault/);
    await page.reload();
    expect(page.url()).toContain('rd=http%3A%2F%2Fvault');
  });

  test('a one-time password sends itself; a recovery code, a passkey and a key take its place', async () => {
    const page = await openBrowser();
    await signIn(page, persons.alice);
    const { codeAt, recoveryCodes } = await enrolTotp(page, site(), clock);
    await page.reload();

    // A wrong one is told and selected; the right one is typed over it, and no button is pressed.
    await page.waitForSelector('#root[data-started]');
    await page.fill('#otp-input', '000 000');
    await page.waitForSelector('[role=alert] .note');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('otp-input');
    await page.fill('#otp-input', codeAt(1));
    await page.waitForURL(site().vault);

    // Signed in anew: the recovery code, from the dialog.
    await page.context().clearCookies();
    await signIn(page, persons.alice);
    await page.click('#methods-button');
    await page.click('#recovery-code-method');
    await page.fill('#recovery-code-input', recoveryCodes[0] ?? '');
    await page.click('#confirm-button');
    await page.waitForURL(site().vault);

    // A key is enrolled in the session that has both factors.
    const authenticator = await addVirtualAuthenticator(page);
    await page.goto(`${site().portal}/settings/security`);
    await elevate(page, site());
    expect(await registerKey(page)).toBe(201);

    // The browser suggests the passkey for the user name, and it is picked; what is known is still to be proved.
    await page.context().clearCookies();
    await page.goto(site().vault);
    await page.waitForSelector('#second-factor-stage #password-textfield');
    expect(page.url()).toContain('rd=http%3A%2F%2Fvault');

    // The key after the password: nothing happens before the button is pressed.
    await authenticator.setPresence(false);
    await page.context().clearCookies();
    await signIn(page, persons.alice);
    await page.goto(page.url().replace('/?', '/2fa/webauthn?'));
    await page.waitForSelector('#root[data-started]');
    await authenticator.setPresence(true);
    await page.click('#webauthn-button');
    await page.waitForURL(site().vault);
  }, 180_000);

  test('without script a one-time password leads on as well', async () => {
    const scripted = await openBrowser();
    await signIn(scripted, persons.bob);
    const { codeAt } = await enrolTotp(scripted, site(), clock);
    await scripted.context().close();
    const page = await openBrowser({ isScriptOff: true });
    await signIn(page, persons.bob);
    await page.fill('#otp-input', codeAt(1));
    await page.click('#confirm-button');
    await page.waitForURL(site().vault);
  });

  test('a forgotten password: the mail keeps the target, the link works once, and the new password signs in', async () => {
    const page = await openBrowser();
    await page.goto(site().vault);
    await page.click('#reset-password-button');
    await page.waitForURL(/reset-password\/step1\?rd=/);
    await page.fill('#username-textfield', 'bob');
    await page.click('#reset-button');
    await page.waitForSelector('#reset-password-sent-stage');
    await expect.poll(() => site().lastMail()).toContain('/reset-password/step2?token=');
    const link = /http:\S+\/reset-password\/step2\?\S+/.exec(await site().lastMail())?.[0] ?? '';

    const other = await page.context().newPage();
    await other.goto(link);
    await other.waitForSelector('#root[data-started]');
    await other.fill('#password1-textfield', 'correct horse battery');
    await other.fill('#password2-textfield', 'correct horse');
    await other.click('#reset-button');
    await other.waitForSelector('[role=alert] .note');
    expect(await other.evaluate(() => document.activeElement?.id)).toBe('password2-textfield');
    await other.fill('#password2-textfield', 'correct horse battery');
    await other.click('#reset-button');
    await other.click('#reset-password-done-stage a.primary');
    await other.waitForURL(/\?rd=http%3A%2F%2Fvault/);

    await page.goto(link);
    await page.waitForSelector('#root[data-started]');
    for (const field of ['1', '2']) await page.fill(`#password${field}-textfield`, 'another one entirely');
    await page.click('#reset-button');
    await page.waitForSelector('#reset-password-dead-stage');
    await signIn(other, ['bob', 'correct horse battery']);
  });
});
