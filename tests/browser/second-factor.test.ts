import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PageData, SecondFactorName } from '../../shared/api/page.ts';
import { useBrowser, waitForScript } from './support/browser.ts';

const target = { targetHost: 'wiki.example.com', targetUrl: 'https://wiki.example.com/' };

function secondFactor(...methods: readonly SecondFactorName[]): Partial<PageData> {
  return {
    page: 'second-factor',
    username: 'john',
    secondFactor: { methods, otpDigits: 6, canEnrol: true, canRememberDevice: true },
    ...target,
  };
}
const reauthenticate: Partial<PageData> = {
  page: 'reauthenticate',
  displayName: 'John Doe',
  username: 'john',
  canUsePasskey: true,
  ...target,
};
const refused = {
  status: 403,
  json: { status: 'KO', message: 'Authentication failed, please retry later.' },
};

describe('the second-factor page', () => {
  const { server, open } = useBrowser();
  const places = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('input, button, .further, footer')]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => `${element.id || element.className} ${element.getBoundingClientRect().y}`),
    );

  test.each([
    [secondFactor('one-time-password', 'recovery-code'), 'POST /api/secondfactor/totp', '#otp-input'],
    [
      secondFactor('recovery-code', 'one-time-password'),
      'POST /api/secondfactor/recovery-code',
      '#recovery-code-input',
    ],
    [secondFactor('password'), 'POST /api/secondfactor/password', '#password-textfield'],
    [reauthenticate, 'POST /api/firstfactor/reauthenticate', '#password-textfield'],
  ] as const)('nothing moves when it says that something is wrong: %#', async (data, endpoint, field) => {
    server().show(data);
    server().on(endpoint, () => refused);
    const page = await open({ viewport: { width: 1024, height: 900 } });
    await waitForScript(page);
    const before = await places(page);
    await page.fill(field, '12345');
    await page.click('#confirm-button');
    await page.waitForSelector('[role=alert] .note');
    expect(await places(page)).toEqual(before);
    expect(await page.getAttribute(field, 'aria-invalid')).toBe('true');
    expect(await page.getAttribute(field, 'aria-describedby')).toMatch(/-note$/);
    expect(await page.evaluate(() => `#${document.activeElement?.id}`)).toBe(field);
  });

  test.each(['webauthn', 'push-notification'] as const)(
    'without script %s says that it needs script, and the other ways are links',
    async (method) => {
      server().show(secondFactor(method, 'one-time-password', 'recovery-code'));
      const page = await open({ javaScriptEnabled: false });
      expect(await page.isVisible('.without-script')).toBe(true);
      expect(await page.isVisible('.needs-script')).toBe(false);
      await page.click('#methods-button');
      expect(await page.getAttribute('#one-time-password-method', 'href')).toContain('2fa/one-time-password');
      expect(await page.isVisible('#one-time-password-method')).toBe(true);
    },
  );

  test.each(['one-time-password', 'recovery-code', 'password'] as const)(
    'without script %s is a form, and says nothing of script',
    async (method) => {
      server().show(secondFactor(method));
      const page = await open({ javaScriptEnabled: false });
      expect(await page.getAttribute('form.form', 'action')).toBe(`/auth/2fa/${method}`);
      expect(await page.isVisible('#confirm-button')).toBe(true);
      expect(await page.locator('.without-script').count()).toBe(0);
    },
  );

  test('the password, then a key that is cancelled: what was wrong last is what is said', async () => {
    server().show(reauthenticate);
    server().on('POST /api/firstfactor/reauthenticate', () => refused);
    server().on('GET /api/secondfactor/webauthn', () => refused);
    const page = await open();
    await waitForScript(page);
    await page.fill('#password-textfield', 'a guess');
    await page.click('#confirm-button');
    await page.waitForSelector('[role=alert] .note');
    expect(await page.textContent('.note')).toContain('password is not right');
    await page.click('#webauthn-button');
    await expect.poll(() => page.textContent('.note')).toContain('key was not accepted');
    await page.click('#confirm-button');
    await expect.poll(() => page.textContent('.note')).toContain('password is not right');
  });
});

describe('every field tells password managers what it is for', () => {
  const { server, open } = useBrowser();
  test.each([
    [{ page: 'sign-in' }, ['username', 'current-password']],
    [secondFactor('one-time-password'), ['one-time-code']],
    [secondFactor('recovery-code'), ['off']],
    [secondFactor('password'), ['username', 'current-password']],
    [reauthenticate, ['username', 'current-password']],
    [{ page: 'reset-password' }, ['username']],
    [
      { page: 'reset-password-new', link: { purpose: 'reset-password', token: 'abc' } },
      ['new-password', 'new-password'],
    ],
  ] satisfies readonly (readonly [Partial<PageData>, readonly string[]])[])('%#', async (data, expected) => {
    server().show(data);
    const page = await open();
    const hints = await page.evaluate(() =>
      [...document.querySelectorAll('input:not([type=hidden], [type=checkbox])')].map((field) =>
        field.getAttribute('autocomplete'),
      ),
    );
    expect(hints).toEqual(expected);
  });

  test.each(['webauthn', 'one-time-password', 'password'] as const)(
    'nothing scrolls sideways at 200 %% zoom with text twice as large: %s',
    async (method) => {
      server().show({ ...secondFactor(method, 'recovery-code'), language: 'de' });
      const page = await open({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over).toBe(0);
    },
  );
});
