import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser, waitForScript } from './support/browser.ts';
import type { Scripted } from './support/pages-server.ts';

const wrongPassword: Scripted = {
  status: 401,
  json: { status: 'KO', message: 'Authentication failed. Check your credentials.' },
};
const signedIn: Scripted = { status: 200, json: { status: 'OK' } };

async function fillIn(page: Page): Promise<void> {
  await page.fill('#username-textfield', 'john');
  await page.fill('#password-textfield', 'guess');
}

function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}

/** Where every control stands, in whole pixels. */
function placesOf(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('h1, input:not([type=hidden]), button, a, summary')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.id || element.textContent, ...[x, y, width, height].map(Math.round)];
    }),
  );
}

/** A promise and the function that fulfils it. */
function held<T>() {
  return Promise.withResolvers<T>();
}

describe('signing in', () => {
  const { server, open } = useBrowser();

  test('sends what is needed, and goes where the server says', async () => {
    server().show({
      targetUrl: 'https://wiki.example.com/',
      targetHost: 'wiki.example.com',
      requestMethod: 'GET',
    });
    const target = `${server().url}there`;
    server().on('POST /api/firstfactor', () => ({
      status: 200,
      json: { status: 'OK', data: { redirect: target } },
    }));
    const page = await open();
    await waitForScript(page);
    await fillIn(page);
    await page.check('#remember-checkbox');
    await page.press('#password-textfield', 'Enter');
    await page.waitForURL(target);
    expect(server().seen.find(({ method }) => method === 'POST')).toEqual({
      method: 'POST',
      path: '/auth/api/firstfactor',
      body: {
        username: 'john',
        password: 'guess',
        keepMeLoggedIn: true,
        targetURL: 'https://wiki.example.com/',
        requestMethod: 'GET',
      },
    });
  });

  test('without a target asks the portal what comes next', async () => {
    server().on('POST /api/firstfactor', () => signedIn);
    const page = await open();
    await waitForScript(page);
    await fillIn(page);
    server().show({ page: 'signed-in', displayName: 'John Doe' });
    await page.click('#sign-in-button');
    await page.waitForSelector('#authenticated-stage');
    expect(await page.title()).toBe('You are signed in · Gatehouse');
  });

  test('a wrong password keeps the user name, selects the password, says so, and moves nothing', async () => {
    server().on('POST /api/firstfactor', () => wrongPassword);
    const page = await open({ viewport: { width: 1280, height: 800 } });
    await waitForScript(page);
    await fillIn(page);
    const before = await placesOf(page);
    await page.press('#password-textfield', 'Enter');
    await page.waitForSelector('[role=alert] .note');
    expect(await page.textContent('[role=alert]')).toBe(
      'That user name or password is not right. Check both and try again.',
    );
    expect(await page.inputValue('#username-textfield')).toBe('john');
    expect(await focusedId(page)).toBe('password-textfield');
    expect(await page.evaluate(() => getSelection()?.toString().length)).toBe('guess'.length);
    expect(await placesOf(page)).toEqual(before);
    await page.keyboard.type('right');
    expect(await page.inputValue('#password-textfield')).toBe('right');
  });

  test.each([
    [429, 'Too many attempts'],
    [403, 'came from another site'],
    [503, 'not possible right now'],
  ])('a status of %i has words of its own', async (status, words) => {
    server().on('POST /api/firstfactor', () => ({ status, json: { status: 'KO', message: 'x' } }));
    const page = await open();
    await waitForScript(page);
    await fillIn(page);
    await page.click('#sign-in-button');
    await page.waitForSelector('[role=alert] .note');
    expect(await page.textContent('[role=alert]')).toContain(words);
    expect(await focusedId(page)).toBe('sign-in-button');
  });

  test('a lost network has words of its own, and the next try works', async () => {
    server().on('POST /api/firstfactor', () => wrongPassword);
    const page = await open();
    await waitForScript(page);
    await fillIn(page);
    await page.context().setOffline(true);
    await page.click('#sign-in-button');
    await page.waitForSelector('[role=alert] .note');
    expect(await page.textContent('[role=alert]')).toContain('The server cannot be reached');
    await page.context().setOffline(false);
    await page.click('#sign-in-button');
    await page.waitForSelector('#password-textfield[aria-invalid]');
    expect(await page.textContent('[role=alert]')).toContain('not right');
  });

  test('on a small screen what went wrong comes into sight', async () => {
    server().on('POST /api/firstfactor', () => wrongPassword);
    const page = await open({ viewport: { width: 320, height: 480 } });
    await waitForScript(page);
    await fillIn(page);
    await page.press('#password-textfield', 'Enter');
    await page.waitForSelector('[role=alert] .note');
    const note = page.locator('.note');
    const isInSight = () =>
      note.evaluate((element) => element.getBoundingClientRect().bottom <= window.innerHeight);
    await expect.poll(isInSight).toBe(true);
    expect(await focusedId(page)).toBe('password-textfield');
  });

  test('an empty form is not sent; the focus goes to what is missing', async () => {
    const page = await open();
    await waitForScript(page);
    await page.click('#sign-in-button');
    expect(await focusedId(page)).toBe('username-textfield');
    await page.keyboard.type('john');
    await page.keyboard.press('Enter');
    await expect.poll(() => focusedId(page)).toBe('password-textfield');
    expect(await page.textContent('[role=alert]')).toBe('Enter your password.');
    expect(server().seen.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('a double press sends once, and a slow answer is shown as work', async () => {
    const answer = held<Scripted>();
    server().on('POST /api/firstfactor', () => answer.promise);
    const page = await open();
    await waitForScript(page);
    await fillIn(page);
    await page.click('.reveal');
    expect(await page.getAttribute('#password-textfield', 'type')).toBe('text');
    const before = await placesOf(page);
    await page.dblclick('#sign-in-button');
    await page.press('#password-textfield', 'Enter');
    await expect.poll(() => page.textContent('#sign-in-button')).toBe('Signing in…');
    expect(await page.getAttribute('#sign-in-button', 'aria-disabled')).toBe('true');
    expect(await page.getAttribute('#password-textfield', 'type')).toBe('password');
    expect((await placesOf(page)).map(([, ...place]) => place)).toEqual(before.map(([, ...place]) => place));
    answer.resolve(wrongPassword);
    await page.waitForSelector('[role=alert] .note');
    expect(await page.textContent('#sign-in-button')).toBe('Sign in');
    expect(server().seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('someone who has signed in in another tab is taken on', async () => {
    server().show({ targetUrl: 'https://wiki.example.com/' });
    server().on('GET /api/state', () => ({
      status: 200,
      json: { status: 'OK', data: { username: 'john', authentication_level: 1, factor_knowledge: true } },
    }));
    const page = await open();
    await waitForScript(page);
    // The page begins to listen only after it has been drawn.
    await expect
      .poll(async () => {
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        return page.url();
      })
      .toMatch(/\?rd=https%3A%2F%2Fwiki\.example\.com%2F$/);
    expect(server().seen.map(({ path }) => path)).toContain('/auth/api/state');
  });
});

describe('a slow network', () => {
  const { server, open } = useBrowser();

  test('shows the whole page before the script is there; the script then moves nothing and loses nothing', async () => {
    const scripts = held<void>();
    server().holdScripts(scripts.promise);
    server().show({ targetHost: 'wiki.example.com' });
    const page = await open({ waitUntil: 'commit' });
    await page.waitForSelector('#sign-in-button');
    await page.fill('#username-textfield', 'john');
    await page.check('#remember-checkbox');
    const before = await placesOf(page);
    scripts.resolve();
    await waitForScript(page);
    expect(await placesOf(page)).toEqual(before);
    expect(await page.inputValue('#username-textfield')).toBe('john');
    expect(await page.isChecked('#remember-checkbox')).toBe(true);
  });
});

describe('without script', () => {
  const { server, open } = useBrowser();

  test('the form signs in by itself', async () => {
    server().show({
      targetUrl: 'https://wiki.example.com/',
      targetHost: 'wiki.example.com',
      requestMethod: 'GET',
    });
    server().on('POST /sign-in', () => ({ status: 303, location: '/auth/there' }));
    const page = await open({ javaScriptEnabled: false });
    await fillIn(page);
    await page.check('#remember-checkbox');
    await page.press('#password-textfield', 'Enter');
    await page.waitForURL(/\/auth\/there$/);
    expect(server().seen.find(({ method }) => method === 'POST')).toEqual({
      method: 'POST',
      path: '/auth/sign-in',
      body: {
        username: 'john',
        password: 'guess',
        keepMeLoggedIn: 'true',
        targetURL: 'https://wiki.example.com/',
        requestMethod: 'GET',
      },
    });
  });

  test('a wrong password comes back with the user name and the focus on the password', async () => {
    server().on('POST /sign-in', () => ({
      status: 401,
      page: { problem: 'wrong-credentials', username: 'john', isRememberTicked: true },
    }));
    const page = await open({ javaScriptEnabled: false });
    await fillIn(page);
    await page.click('#sign-in-button');
    await page.waitForSelector('.note');
    expect(await page.inputValue('#username-textfield')).toBe('john');
    expect(await page.inputValue('#password-textfield')).toBe('');
    expect(await page.isChecked('#remember-checkbox')).toBe(true);
    expect(await page.locator('#password-textfield').evaluate((input) => input.matches(':focus'))).toBe(true);
  });

  test('there is no button that could do nothing', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.isVisible('.reveal')).toBe(false);
  });

  test('the language can be chosen, and the target is kept', async () => {
    server().show({ targetUrl: 'https://wiki.example.com/', requestMethod: 'GET' });
    const page = await open({ javaScriptEnabled: false });
    await page.click('summary');
    await page.click('button[value=de]');
    await page.waitForURL(/\?rd=https%3A%2F%2Fwiki\.example\.com%2F&rm=GET&lang=de$/);
    expect(new URL(page.url()).pathname).toBe('/auth/');
  });
});
