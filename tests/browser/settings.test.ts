import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { Secret, TOTP } from 'otpauth';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testClient } from '../support/oidc-world.ts';
import { rememberConsent } from '../support/open-test-openid.ts';
import { rightPassword } from '../support/portal-world.ts';
import { chromiumPath } from '../support/real-browser.ts';
import { mailedCode, type SettingsWorld, startSettingsWorld } from './support/settings-world.ts';
import { addVirtualAuthenticator } from './support/virtual-authenticator.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(chromiumPath === undefined)('the settings, in Chromium against a portal', () => {
  let browser: Browser;
  let settings: SettingsWorld;
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    complaints = [];
    settings = await startSettingsWorld({ openIdClients: [testClient()] });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await settings.close();
    expect(complaints).toEqual([]);
  });

  /** Opens a page of the settings as somebody who has signed in on the way. */
  async function openSettings(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'en-GB', ...options })).newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/content security policy|hydrat/i.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${settings.url}${path}`);
    await page.fill('#username-textfield', 'john');
    await page.fill('#password-textfield', rightPassword);
    await page.click('#sign-in-button');
    await page.waitForSelector('#settings-stage');
    await page.waitForSelector('#root[data-started]');
    return page;
  }

  /** Gives the code that was mailed. */
  async function confirmByMail(page: Page): Promise<void> {
    await page.waitForSelector('#one-time-code');
    await expect.poll(() => settings.world.mail.sent.length).toBeGreaterThan(0);
    await page.fill('#one-time-code', mailedCode(settings));
    await page.click('#elevation-button');
    await page.waitForSelector('#elevation-dialog', { state: 'detached' });
  }

  /** Sets up an authenticator app and keeps the recovery codes; gives its secret in base32. */
  async function enrolTotp(page: Page): Promise<string> {
    await page.click('#totp-set-up');
    await confirmByMail(page);
    await page.click('#totp-make');
    const secret = (await page.textContent('#totp-secret')) ?? '';
    await page.fill('#otp-input', codeOf(secret, settings.world.sessionWorld.clock.now()));
    await page.click('#recovery-codes-kept');
    return secret;
  }

  /** What axe finds, as `rule: element`. */
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const results: AxeResults = await page.evaluate('axe.run()');
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id);
  const news = (page: Page) => page.textContent('.news');

  test('an authenticator app is set up: mailed code, QR code, first code, recovery codes shown once', async () => {
    const page = await openSettings('settings/two-factor-authentication');
    expect(await findings(page)).toEqual([]);
    await page.click('#totp-set-up');
    await page.waitForSelector('#one-time-code');
    expect(await focusedId(page)).toBe('one-time-code');
    expect(await findings(page)).toEqual([]);
    await page.fill('#one-time-code', 'WRONGONE');
    await page.click('#elevation-button');
    await page.waitForSelector('#one-time-code[aria-invalid]');
    await confirmByMail(page);
    await page.click('#totp-make');
    await page.waitForSelector('.qr');
    expect(await focusedId(page)).toBe('otp-input');
    expect(await findings(page)).toEqual([]);
    await page.fill('#otp-input', '000000');
    await page.waitForSelector('#otp-input[aria-invalid]');
    const secret = (await page.textContent('#totp-secret')) ?? '';
    await page.fill('#otp-input', codeOf(secret, settings.world.sessionWorld.clock.now()));
    await page.waitForSelector('#recovery-codes-dialog');
    expect(await page.locator('.codes code').count()).toBe(10);
    expect(await findings(page)).toEqual([]);
    // Escape loses nothing that is shown but once.
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#recovery-codes-dialog')).toBe(true);
    await page.click('#recovery-codes-kept');
    expect(await news(page)).toBe('Your authenticator app is set up.');
    await page.waitForSelector('#totp-remove');
    expect(await page.textContent('#recovery-codes-group')).toContain('10 left');
  });

  test('an authenticator app is removed, after one question, and the focus stays near', async () => {
    const page = await openSettings('settings/two-factor-authentication');
    await enrolTotp(page);
    await page.click('#totp-remove');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedId(page)).toBe('totp-remove');
    await page.click('#totp-remove');
    await page.click('#remove-totp-dialog-button');
    await expect.poll(() => news(page)).toBe('Your authenticator app is removed.');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Authenticator app');
  });

  test('who gives up has the mailed code revoked, and may begin anew', async () => {
    const page = await openSettings('settings/two-factor-authentication');
    await page.click('#totp-set-up');
    await expect.poll(() => settings.world.mail.sent.length).toBe(1);
    await page.waitForSelector('#elevation-resend:not([aria-disabled])');
    const revoked = page.waitForResponse((response) => response.request().method() === 'DELETE');
    const code = mailedCode(settings);
    await page.keyboard.press('Escape');
    expect((await revoked).status()).toBe(200);
    await expect.poll(() => focusedId(page)).toBe('totp-set-up');
    await page.click('#totp-set-up');
    await page.fill('#one-time-code', code);
    await page.click('#elevation-button');
    await page.waitForSelector('#one-time-code[aria-invalid]');
  });

  test('where a second factor has to come first, its page is shown, and leads back', async () => {
    await settings.close();
    settings = await startSettingsWorld({ elevation: { require_second_factor: true } });
    const { clock } = settings.world.sessionWorld;
    const first = await openSettings('settings/two-factor-authentication');
    const secret = await enrolTotp(first);
    clock.advance(60_000);
    const page = await openSettings('settings/two-factor-authentication');
    await page.click('#totp-remove');
    await page.click('#remove-totp-dialog-button');
    await page.click('#elevation-second-factor');
    await page.waitForSelector('#second-factor-stage');
    await page.fill('#otp-input', codeOf(secret, clock.now()));
    await page.waitForURL(/\/settings\/two-factor-authentication/);
    await page.click('#totp-remove');
    await page.click('#remove-totp-dialog-button');
    await confirmByMail(page);
    await expect.poll(() => news(page)).toBe('Your authenticator app is removed.');
  });

  test('a passkey is added, its name is its own, it is renamed and removed', async () => {
    const page = await openSettings('settings/two-factor-authentication');
    await addVirtualAuthenticator(page);
    await page.click('#webauthn-add');
    await page.fill('#add-key-name', 'My laptop');
    await page.click('#add-key-button');
    await confirmByMail(page);
    await page.click('#recovery-codes-kept');
    expect(await page.textContent('#webauthn-group .row')).toContain('My laptop');
    await page.click('#webauthn-add');
    await page.fill('#add-key-name', 'my LAPTOP');
    await page.click('#add-key-button');
    await page.waitForSelector('#add-key-name[aria-invalid]');
    expect(await page.textContent('#add-key-note')).toContain('of that name already');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.click('#webauthn-group >> text=Rename');
    await page.fill('#rename-key-name', 'Desk');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.textContent('#webauthn-group .row-title')).toBe('Desk');
    await page.click('#webauthn-group >> text=Remove');
    await page.click('#remove-key-dialog-button');
    await expect.poll(() => page.textContent('#webauthn-group')).toContain('You have none.');
  });

  test('the password is changed; what is wrong is said at its field', async () => {
    const page = await openSettings('settings/security');
    expect(await findings(page)).toEqual([]);
    const fill = async (old: string, next: string, again: string) => {
      await page.fill('#password-textfield', old);
      await page.fill('#password1-textfield', next);
      await page.fill('#password2-textfield', again);
      await page.click('#change-password-button');
    };
    await fill(rightPassword, 'a new one', 'another one');
    await expect.poll(() => focusedId(page)).toBe('password2-textfield');
    await fill('a guess', 'a new one', 'a new one');
    await confirmByMail(page);
    await expect.poll(() => focusedId(page)).toBe('password-textfield');
    await fill(rightPassword, 'a new one', 'a new one');
    await expect.poll(() => news(page)).toContain('Your password is changed.');
    expect(settings.world.passwords.get('john')).toBe('a new one');
    expect(await page.inputValue('#password1-textfield')).toBe('');
  });

  test('sessions are told as sentences, and the others are ended', async () => {
    const other = await openSettings('settings');
    const page = await openSettings('settings/sessions');
    await expect.poll(() => page.locator('.rows .row').count()).toBe(2);
    expect(await page.textContent('.rows .row >> nth=0')).toMatch(
      /^Chrome on Linuxthis devicelast seen now.*127\.0\.0\.1/,
    );
    expect(await findings(page)).toEqual([]);
    await page.click('#end-other-sessions');
    expect(await findings(page)).toEqual([]);
    await page.click('#end-session-dialog-button');
    await expect.poll(() => page.locator('.rows .row').count()).toBe(1);
    expect(await news(page)).toBe('Signed out.');
    await other.reload();
    expect(await other.isVisible('#username-textfield')).toBe(true);
  });

  /** John agreed to something. */
  function agree(): Promise<void> {
    const { storage, sessionWorld } = settings.world;
    return rememberConsent({ storage, clock: sessionWorld.clock }, 'john', {
      clientId: 'app',
      scopes: ['openid', 'email', 'offline_access', 'urn:example:dashboards'],
      claims: ['zoneinfo'],
    });
  }

  test('applications are listed with what they were given, and it is taken back', async () => {
    const page = await openSettings('settings/applications');
    await expect.poll(() => page.textContent('#applications-group')).toContain('There are none.');
    await agree();
    await page.reload();
    await expect.poll(() => page.locator('.rows .row').count()).toBe(1);
    const row = await page.textContent('.rows .row');
    expect(row).toMatch(
      /^The Applicationsince .*stays connected while you are away.*does not ask again until/,
    );
    for (const words of ['To know that it is you', 'To see your e-mail addresses', 'To see your time zone']) {
      expect(row).toContain(words);
    }
    expect(row).toContain('Access to urn:example:dashboards');
    expect(await findings(page)).toEqual([]);
    await page.click('.rows .row >> text=Take back');
    expect(await page.textContent('#revoke-application-dialog')).toContain('The Application');
    expect(await findings(page)).toEqual([]);
    await page.click('#revoke-application-dialog-button');
    await expect.poll(() => page.textContent('#applications-group')).toContain('There are none.');
    expect(await news(page)).toBe('It is cut off.');
    expect(await settings.world.happened()).toMatchObject([{ kind: 'application-revoked' }]);
  });

  test('without an OpenID Connect provider nothing is said of applications', async () => {
    await settings.close();
    settings = await startSettingsWorld();
    const page = await openSettings('settings');
    expect(await page.textContent('#settings-menu')).not.toContain('Applications');
    await page.goto(`${settings.url}settings/applications`);
    expect(await page.isVisible('#applications-group')).toBe(false);
  });

  test('sections have addresses of their own: back and forward work', async () => {
    const page = await openSettings('settings');
    await page.click('#settings-menu >> text=Security');
    await page.waitForURL(/\/settings\/security$/);
    expect(await page.textContent('h1')).toBe('Security');
    await page.goBack();
    expect(await page.textContent('h1')).toBe('Account');
    expect(await page.isVisible('#settings-menu >> text=Administration')).toBe(false);
  });

  test('the account menu opens by keyboard, leads to the settings, and signs out', async () => {
    const page = await openSettings('settings');
    await page.focus('#account-menu');
    await page.keyboard.press('Enter');
    expect(await page.isVisible('.account-list')).toBe(true);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await focusedId(page)).toBe('account-menu');
    await page.keyboard.press('Enter');
    await page.click('.account-list #logout-button');
    await page.waitForSelector('#username-textfield, #signed-out-stage');
  });

  test.each(['dark', 'grey', 'oled'] as const)('axe finds nothing in the theme %s', async (theme) => {
    await settings.close();
    settings = await startSettingsWorld({ config: { theme } });
    const page = await openSettings('settings/two-factor-authentication');
    await page.waitForSelector('#totp-set-up');
    expect(await findings(page)).toEqual([]);
    await page.goto(`${settings.url}settings/sessions`);
    await page.waitForSelector('.badge');
    expect(await findings(page)).toEqual([]);
  });

  test.each(['ar', 'de', 'ja'])(
    'nothing scrolls sideways on a small phone in %s, and axe finds nothing',
    async (language) => {
      const page = await openSettings('settings', { viewport: { width: 320, height: 640 } });
      await page.context().addCookies([{ name: 'language', value: language, url: settings.url }]);
      await agree();
      for (const path of ['', '/security', '/two-factor-authentication', '/sessions', '/applications']) {
        await page.goto(`${settings.url}settings${path}`);
        await page.waitForSelector('.skeleton', { state: 'detached' });
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over, path).toBe(0);
        expect(await findings(page), path).toEqual([]);
      }
    },
  );
});

/** What an authenticator app shows at that moment. */
function codeOf(secret: string, nowMs: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: nowMs });
}
