import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PasswordRefusedError } from '../../src/users/password-refused-error.ts';
import { rightPassword } from '../support/portal-world.ts';
import { chromiumPath } from '../support/real-browser.ts';
import { waitForScript } from './support/browser.ts';
import { mailedCode, type SettingsWorld, startSettingsWorld } from './support/settings-world.ts';

const zxcvbnPolicy = {
  standard: {
    enabled: false,
    min_length: 8,
    max_length: 0,
    require_uppercase: false,
    require_lowercase: false,
    require_number: false,
    require_special: false,
  },
  zxcvbn: { enabled: true, min_score: 3 },
};
const strong = 'plum tractor velvet ninety';

describe.skipIf(chromiumPath === undefined)('a new password, judged by zxcvbn and by the directory', () => {
  let browser: Browser;
  let world: SettingsWorld;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    world = await startSettingsWorld({ config: { password_policy: zxcvbnPolicy } });
    page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  });
  afterEach(async () => {
    await page.context().close();
    await world.close();
  });

  const note = () => page.textContent('.note-place .note');
  const type = async (password: string) => {
    await page.fill('#password1-textfield', password);
    await page.fill('#password2-textfield', password);
  };
  const scoreOf = () => page.getAttribute('.strength', 'data-score');
  /** Types a password letter by letter and tells where the field below it stands before and after. */
  const placesWhileTyping = async (password: string) => {
    const place = async () => (await page.locator('#password2-textfield').boundingBox())?.y;
    const before = await place();
    await page.fill('#password1-textfield', password);
    await expect.poll(scoreOf).not.toBeNull();
    return [before, await place()];
  };
  /** The directory refuses the next password, in its own words. */
  const refuseOnce = () => {
    const { users } = world.world;
    const setPassword = users.setPassword.bind(users);
    users.setPassword = () => {
      users.setPassword = setPassword;
      return Promise.reject(new PasswordRefusedError('used-before'));
    };
  };

  test('after a mailed link: a bar tells how hard it is to guess, weak ones and those of before are refused at the field', async () => {
    await page.goto(`${world.url}reset-password/step1`);
    await waitForScript(page);
    await page.fill('#username-textfield', 'john');
    await page.click('#reset-button');
    await page.waitForSelector('#reset-password-sent-stage');
    await expect.poll(() => world.world.mail.sent.length).toBeGreaterThan(0);
    const mail = JSON.stringify(world.world.mail.sent.at(-1)?.message);
    const link = /http:[^"\\]+\/reset-password\/step2\?[^"\\\s]+/.exec(mail)?.[0] ?? '';
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto(link);
    await waitForScript(page);
    const before = fetched.length;
    const [first, second] = await placesWhileTyping('password1');
    // The word lists come with the first letter, and nothing moves.
    expect(fetched.length).toBeGreaterThan(before);
    expect(second).toBe(first);
    expect(await page.textContent('.strength-words')).toBe('Very easy to guess');
    await type('password1');
    await page.click('#reset-button');
    await page.waitForSelector('#password1-textfield[aria-invalid]');
    expect(await note()).toContain('too easy to guess');
    refuseOnce();
    await type(strong);
    await page.click('#reset-button');
    await expect.poll(note).toContain('was used before');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('password1-textfield');
    await expect.poll(scoreOf).toBe('4');
    await page.click('#reset-button');
    await page.waitForSelector('#reset-password-done-stage');
    expect(world.world.passwords.get('john')).toBe(strong);
  });

  test('in the settings: the same', async () => {
    await page.goto(`${world.url}settings/security`);
    await page.fill('#username-textfield', 'john');
    await page.fill('#password-textfield', rightPassword);
    await page.click('#sign-in-button');
    await page.waitForSelector('#password1-textfield');
    const [first, second] = await placesWhileTyping('password1');
    expect(second).toBe(first);
    await page.fill('#password-textfield', rightPassword);
    await type('password1');
    await page.click('#change-password-button');
    await page.waitForSelector('#one-time-code');
    await expect.poll(() => world.world.mail.sent.length).toBeGreaterThan(0);
    await page.fill('#one-time-code', mailedCode(world));
    await page.click('#elevation-button');
    await page.waitForSelector('#password1-textfield[aria-invalid]');
    refuseOnce();
    await type(strong);
    await page.click('#change-password-button');
    await expect.poll(note).toContain('was used before');
    await page.click('#change-password-button');
    await expect.poll(() => world.world.passwords.get('john')).toBe(strong);
  });
});
