import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHosts } from '../../demo/demo-hosts.ts';
import { demoPeople } from '../../demo/demo-people.ts';
import { type Demo, startDemo } from '../../demo/start-demo.ts';
import { chromiumPath } from '../support/real-browser.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { addVirtualAuthenticator } from './support/virtual-authenticator.ts';

const settingsPath = '/settings/two-factor-authentication';
const [alice] = demoPeople;

/** What issue 4 is shown by: somebody's way through the demonstration, by mouse and keyboard alone. */
describe.skipIf(chromiumPath === undefined)('the demonstration, in Chromium', () => {
  let browser: Browser;
  let folder: TemporaryFolder;
  let demo: Demo;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    folder = await createTemporaryFolder('demo-story');
    demo = await startDemo({ folder: join(folder.path, 'demo'), port: 0 });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await demo?.close();
    await folder?.remove();
  });

  const urlOf = (host: string, path = '/') => `http://${host}:${demo.port}${path}`;
  const vault = () => urlOf(demoHosts.vault);

  /** A browser that has never been here. */
  async function openBrowser(): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    page.setDefaultTimeout(60_000);
    return page;
  }

  /** Where somebody stands who has given the password on the way to the vault. */
  async function signInForVault(page: Page, password = alice.password): Promise<void> {
    await page.goto(vault());
    await page.fill('#username-textfield', alice.username);
    await page.fill('#password-textfield', password);
    await page.click('#sign-in-button');
    await page.waitForSelector('#second-factor-stage');
  }

  /** What the newest such mail says, as its reader sees it in a tab of its own; nothing that was read before. */
  async function readMail(context: BrowserContext, pattern: RegExp, seen: Set<string>): Promise<string> {
    const mailbox = await context.newPage();
    let found: string | undefined;
    await expect
      .poll(
        async () => {
          await mailbox.goto(urlOf(demoHosts.mail));
          const texts = await mailbox.locator('article pre').allTextContents();
          found = texts.map((text) => pattern.exec(text)?.[1]).find((one) => one && !seen.has(one));
          return found;
        },
        { timeout: 60_000 },
      )
      .toBeDefined();
    await mailbox.close();
    seen.add(found ?? '');
    return found ?? '';
  }

  /** Gives the code that is asked for before a sensitive setting. */
  async function confirmByMail(page: Page, seen: Set<string>): Promise<void> {
    await page.waitForSelector('#one-time-code');
    await page.fill('#one-time-code', await readMail(page.context(), mailedCode, seen));
    await page.click('#elevation-button');
    await page.waitForSelector('#elevation-dialog', { state: 'detached' });
  }

  /** Sets up an app where its button is; gives what it shows from the next period on. */
  async function setUpApp(page: Page, seen: Set<string>): Promise<() => string> {
    await page.click('#totp-set-up');
    await confirmByMail(page, seen);
    const secret = Secret.fromBase32((await page.textContent('#totp-secret')) ?? '');
    const codeAt = (timestamp: number) => new TOTP({ secret }).generate({ timestamp });
    await page.fill('#otp-input', codeAt(Date.now()));
    // The code of the enrolment is used up; the next one is good already.
    return () => codeAt(Date.now() + 30_000);
  }

  /** The identity that the application was told. */
  const userAtApplication = (page: Page) => page.textContent('dl div:has(dt:text-is("Remote-User")) dd');

  test('one factor, a one-time password, a passkey alone, all lost, a recovery code, all anew', async () => {
    const page = await openBrowser();
    const seen = new Set<string>();

    // From the start page to a page that asks for one factor.
    await page.goto(urlOf(demoHosts.public));
    await page.click('ol >> text=guarded page');
    await page.fill('#username-textfield', alice.username);
    await page.fill('#password-textfield', alice.password);
    await page.click('#sign-in-button');
    await page.waitForURL(urlOf(demoHosts.app));
    expect(await userAtApplication(page)).toBe(alice.username);

    // The vault asks for two. The way leads over the settings and the mailbox, and back.
    await page.click('nav >> text=Vault');
    await page.click('#enrol-button');
    const codeOfApp = await setUpApp(page, seen);
    await page.waitForSelector('#recovery-codes-dialog');
    const [recoveryCode = ''] = await page.locator('.codes code').allTextContents();
    await page.click('#recovery-codes-kept');
    await page.click('#settings-onward');
    await page.fill('#otp-input', codeOfApp());
    await page.waitForURL(vault());

    // A passkey as well.
    const authenticator = await addVirtualAuthenticator(page);
    await page.goto(urlOf(demoHosts.portal, settingsPath));
    await page.click('#webauthn-add');
    await page.fill('#add-key-name', 'My laptop');
    await page.click('#add-key-button');
    if (await isAskedForCode(page)) await confirmByMail(page, seen);
    await page.waitForSelector('#webauthn-group .row');

    // Signed out, and in again by the passkey alone: neither name nor password, and two factors.
    await page.click('#account-menu');
    await page.click('.account-list #logout-button');
    await page.waitForSelector('#username-textfield, #signed-out-stage');
    await authenticator.setPresence(false);
    await page.goto(vault());
    await page.waitForSelector('#root[data-started]');
    await authenticator.setPresence(true);
    await page.click('#passkey-sign-in-button');
    await page.waitForURL(vault());
    expect(await userAtApplication(page)).toBe(alice.username);

    // All is lost: another browser, no passkey, no app. What was printed opens the way.
    await authenticator.remove();
    await page.context().close();
    const other = await openBrowser();
    await signInForVault(other);
    await other.click('#methods-button');
    await other.click('#recovery-code-method');
    await other.fill('#recovery-code-input', recoveryCode);
    await other.click('#confirm-button');
    await other.waitForURL(vault());

    // A new app in the place of the old one; the lost key is removed.
    await other.goto(urlOf(demoHosts.portal, settingsPath));
    const codeOfNewApp = await setUpApp(other, seen);
    await other.waitForSelector('#totp-dialog', { state: 'detached' });
    await other.click('#webauthn-group >> text=Remove');
    await other.click('#remove-key-dialog-button');
    await expect
      .poll(() => other.textContent('#webauthn-group'), { timeout: 60_000 })
      .toContain('You have none.');

    // The recovery code is used up, the old app shows nothing that counts, the new one does.
    await other.context().clearCookies();
    await signInForVault(other);
    await other.waitForSelector('#root[data-started]');
    await other.fill('#otp-input', codeOfApp());
    await other.waitForSelector('[role=alert] .note');
    await other.fill('#otp-input', codeOfNewApp());
    await other.waitForURL(vault());
  }, 300_000);

  test('an application signs people in by OpenID Connect, by what they agree to, and signs them out', async () => {
    const page = await openBrowser();
    const notes = urlOf(demoHosts.notes);
    await page.goto(urlOf(demoHosts.public));
    await page.click('ol >> text=notes');
    await page.click('text=Sign in with Gatehouse');
    await page.fill('#username-textfield', alice.username);
    await page.fill('#password-textfield', alice.password);
    await page.click('#sign-in-button');
    await page.click('#openid-consent-deny');
    await page.waitForSelector('[role=alert]:has-text("You refused")');
    await page.click('text=Sign in with Gatehouse');
    await page.click('#openid-consent-accept');
    await page.waitForURL(notes);
    expect(await page.textContent('h1')).toBe(`Hello, ${alice.displayName}`);
    expect(await page.textContent('dl')).toContain(alice.email);

    // One sign-in for all: the guarded page knows the person, and what was given stands in the settings.
    await page.goto(urlOf(demoHosts.app));
    expect(await userAtApplication(page)).toBe(alice.username);
    await page.goto(urlOf(demoHosts.portal, '/settings/applications'));
    await page.waitForSelector('#applications-group .row:has-text("Notes")');

    await page.goto(notes);
    await page.click('text=Sign out');
    await page.waitForURL(notes);
    await page.waitForSelector('text=Sign in with Gatehouse');
    await page.goto(urlOf(demoHosts.app));
    await page.waitForSelector('#username-textfield');
  }, 180_000);

  test('a forgotten password is set anew by the link in the mailbox', async () => {
    const page = await openBrowser();
    await page.goto(urlOf(demoHosts.public));
    await page.click('ol >> text=ask for a new one');
    await page.fill('#username-textfield', alice.username);
    await page.click('#reset-button');
    await page.waitForSelector('#reset-password-sent-stage');
    await page.goto(await readMail(page.context(), /(http:\S+\/reset-password\/step2\?\S+)/, new Set()));
    await page.waitForSelector('#root[data-started]');
    const password = 'through the looking glass';
    for (const field of ['1', '2']) await page.fill(`#password${field}-textfield`, password);
    await page.click('#reset-button');
    await page.waitForSelector('#reset-password-done-stage');
    await signInForVault(page, password);
  }, 180_000);
});

/** The eight characters that stand on a line of their own. */
const mailedCode = /^\s*([A-HJ-NP-RT-UV-Z2-9]{8})\s*$/m;

/** Whether the sensitive settings have closed again, or the key is there already. */
async function isAskedForCode(page: Page): Promise<boolean> {
  await page.waitForSelector('#one-time-code, #webauthn-group .row');
  return page.isVisible('#one-time-code');
}
