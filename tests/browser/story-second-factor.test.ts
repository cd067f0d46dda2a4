import { join } from 'node:path';
import { Secret } from 'otpauth';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { totpCode } from '../../src/factors/totp/totp-codes.ts';
import { chromiumPath, openRealBrowser } from '../support/real-browser.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { startTwoFactorSite, type TwoFactorSite } from './support/two-factor-site.ts';
import { addVirtualAuthenticator } from './support/virtual-authenticator.ts';

describe.skipIf(chromiumPath === undefined)('two factors in Chromium, with a real Gatehouse', () => {
  let folder: TemporaryFolder;
  let site: TwoFactorSite;
  let open: BrowserContext | undefined;
  let profiles = 0;

  beforeAll(async () => {
    folder = await createTemporaryFolder('second-factor-story');
    site = await startTwoFactorSite(join(folder.path, 'site'));
  });
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });
  afterAll(async () => {
    await site?.close();
    await folder?.remove();
  });

  const openBrowser = async (isScriptOff = false) => {
    open = await openRealBrowser({ profileFolder: join(folder.path, `profile-${profiles++}`), isScriptOff });
    return open.newPage();
  };
  const signIn = async (page: Page, [username, password]: readonly [string, string]) => {
    await page.goto(site.vault);
    await page.fill('#username-textfield', username);
    await page.fill('#password-textfield', password);
    await page.click('#sign-in-button');
    await page.waitForSelector('#second-factor-stage');
  };
  const alice = ['alice', 'wonderland'] as const;

  /** Asks the API as the settings do. */
  const ask = (page: Page, method: string, path: string, body: object = {}) =>
    page.evaluate(
      async ([verb, url, json]) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(url, { method: verb, headers, body: json })).json();
      },
      [method, path, JSON.stringify(body)] as const,
    );
  const elevate = async (page: Page) => {
    await ask(page, 'POST', '/api/user/session/elevation');
    const code = /^\s*([A-HJ-NP-RT-UV-Z2-9]{8})\s*$/m.exec(await site.lastMail())?.[1] ?? '';
    expect(await ask(page, 'PUT', '/api/user/session/elevation', { otc: code })).toMatchObject({
      status: 'OK',
    });
  };
  /** Enrols one-time passwords; gives what an app would show from the next period on, and the recovery codes. */
  const enrolTotp = async (page: Page) => {
    await elevate(page);
    const choice = { algorithm: 'SHA1', length: 6, period: 30 };
    const { data } = await ask(page, 'PUT', '/api/secondfactor/totp/register', choice);
    const secret = Buffer.from(Secret.fromBase32(data.base32_secret).bytes);
    const codeAt = (offset: number) =>
      totpCode({ secret, ...choice, algorithm: 'SHA1', digits: 6 }, Math.floor(Date.now() / 30_000) + offset);
    const enrolled = await ask(page, 'POST', '/api/secondfactor/totp/register', { token: codeAt(0) });
    expect(enrolled).toMatchObject({ status: 'OK' });
    return { codeAt, recoveryCodes: enrolled.data?.recovery_codes ?? [] };
  };

  test('somebody without a second factor is led to where it is set up, and the target stays in the address', async () => {
    const page = await openBrowser();
    await signIn(page, alice);
    await page.click('#enrol-button');
    await page.waitForURL(/\/settings\/two-factor-authentication\?rd=http%3A%2F%2Fvault/);
    await page.reload();
    expect(page.url()).toContain('rd=http%3A%2F%2Fvault');
  });

  test('a one-time password sends itself; a recovery code, a passkey and a key take its place', async () => {
    const page = await openBrowser();
    await signIn(page, alice);
    const { codeAt, recoveryCodes } = await enrolTotp(page);
    await page.reload();

    // A wrong one is told and selected; the right one is typed over it, and no button is pressed.
    await page.waitForSelector('#root[data-started]');
    await page.fill('#otp-input', '000 000');
    await page.waitForSelector('[role=alert] .note');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('otp-input');
    await page.fill('#otp-input', codeAt(1));
    await page.waitForURL(site.vault);

    // Signed in anew: the recovery code, from the dialog.
    await page.context().clearCookies();
    await signIn(page, alice);
    await page.click('#methods-button');
    await page.click('#recovery-code-method');
    await page.fill('#recovery-code-input', recoveryCodes[0] ?? '');
    await page.click('#confirm-button');
    await page.waitForURL(site.vault);

    // A key is enrolled in the session that has both factors.
    const authenticator = await addVirtualAuthenticator(page);
    await page.goto(`${site.portal}/settings/security`);
    await elevate(page);
    expect(await registerKey(page)).toBe(201);

    // The browser suggests the passkey for the user name, and it is picked; what is known is still to be proved.
    await page.context().clearCookies();
    await page.goto(site.vault);
    await page.waitForSelector('#second-factor-stage #password-textfield');
    expect(page.url()).toContain('rd=http%3A%2F%2Fvault');

    // The key after the password: nothing happens before the button is pressed.
    await authenticator.setPresence(false);
    await page.context().clearCookies();
    await signIn(page, alice);
    await page.goto(page.url().replace('/?', '/2fa/webauthn?'));
    await page.waitForSelector('#root[data-started]');
    await authenticator.setPresence(true);
    await page.click('#webauthn-button');
    await page.waitForURL(site.vault);
  }, 180_000);

  test('without script a one-time password leads on as well', async () => {
    const scripted = await openBrowser();
    await signIn(scripted, ['bob', 'builder']);
    const { codeAt } = await enrolTotp(scripted);
    await open?.close();
    const page = await openBrowser(true);
    await signIn(page, ['bob', 'builder']);
    await page.fill('#otp-input', codeAt(1));
    await page.click('#confirm-button');
    await page.waitForURL(site.vault);
  });

  test('a forgotten password: the mail keeps the target, the link works once, and the new password signs in', async () => {
    const page = await openBrowser();
    await page.goto(site.vault);
    await page.click('#reset-password-button');
    await page.waitForURL(/reset-password\/step1\?rd=/);
    await page.fill('#username-textfield', 'bob');
    await page.click('#reset-button');
    await page.waitForSelector('#reset-password-sent-stage');
    await expect.poll(() => site.lastMail()).toContain('/reset-password/step2?token=');
    const link = /http:\S+\/reset-password\/step2\?\S+/.exec(await site.lastMail())?.[0] ?? '';

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

/** What the settings do: registers the authenticator's key; gives the status of the answer. */
function registerKey(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const url = '/api/secondfactor/webauthn/credential/register';
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ description: 'A key' });
    const offered = await (await fetch(url, { method: 'PUT', headers, body })).json();
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(offered.data.publicKey);
    const credential = await navigator.credentials.create({ publicKey });
    if (!(credential instanceof PublicKeyCredential)) return 0;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(credential.toJSON()) })).status;
  });
}
