import { describe, expect, test } from 'vitest';
import { type PageData, pageNames, type SecondFactorName } from '../../shared/api/page.ts';
import { languageList } from './i18n/languages.ts';
import { assetsFor, languages, renderPage, texts } from './render.tsx';

const assets = { scripts: ['static/a.js'], styles: ['static/a.css'], preloads: ['static/b.js'] };
const data: PageData = {
  page: 'sign-in',
  basePath: '/',
  language: 'en',
  theme: 'light',
  canBeRemembered: true,
  canResetPassword: true,
};
const page = (changes: Partial<PageData> = {}) => renderPage({ ...data, ...changes }, assets);

describe('the sign-in page', () => {
  test('has the element ids that password managers and monitors know', () => {
    for (const id of [
      'first-factor-stage',
      'username-textfield',
      'password-textfield',
      'remember-checkbox',
      'reset-password-button',
      'sign-in-button',
    ]) {
      expect(page()).toContain(`id="${id}"`);
    }
  });

  test('is a form that works without script', () => {
    const html = page({ targetUrl: 'https://wiki.example.com/', requestMethod: 'GET' });
    expect(html).toMatch(/<form[^>]*method="post"[^>]*action="\/sign-in"/);
    for (const name of ['username', 'password', 'keepMeLoggedIn', 'targetURL', 'requestMethod']) {
      expect(html).toContain(`name="${name}"`);
    }
  });

  test('says where the person is going, and nothing where that is not known', () => {
    expect(page({ targetHost: 'wiki.example.com' })).toMatch(
      /to continue to <bdi[^>]*>wiki\.example\.com<\/bdi>/,
    );
    expect(page()).not.toContain('to continue');
  });

  test('offers "Remember me" and "Forgot password?" only where they are on', () => {
    const html = page({ canBeRemembered: false, canResetPassword: false });
    expect(html).not.toContain('remember-checkbox');
    expect(html).not.toContain('reset-password-button');
  });

  test('leads to our own reset page, or to the configured one', () => {
    expect(page({ basePath: '/auth/' })).toContain('href="/auth/reset-password/step1"');
    expect(page({ resetPasswordUrl: 'https://id.example.com/forgot' })).toContain(
      'href="https://id.example.com/forgot"',
    );
  });

  test('after a wrong password keeps the user name and the box, and puts the focus on the password', () => {
    const html = page({ problem: 'wrong-credentials', username: 'john', isRememberTicked: true });
    expect(html).toMatch(/<input[^>]*id="username-textfield"[^>]*value="john"/);
    expect(html).toMatch(/<input[^>]*id="remember-checkbox"[^>]*checked/);
    expect(html).toMatch(/<input[^>]*id="password-textfield"[^>]*autofocus/);
    expect(html).not.toMatch(/<input[^>]*id="username-textfield"[^>]*autofocus/);
    expect(html).toContain('That user name or password is not right. Check both and try again.');
  });

  test('never holds a password', () => {
    expect(page({ problem: 'wrong-credentials', username: 'john' })).not.toMatch(
      /<input[^>]*id="password-textfield"[^>]*value=/,
    );
  });
});

describe('the signed-in page', () => {
  test('says who is signed in, where to go, and has the way out', () => {
    const html = page({
      page: 'signed-in',
      displayName: 'John Doe',
      targetHost: 'wiki.example.com',
      targetUrl: 'https://wiki.example.com/start',
    });
    expect(html).toContain('id="authenticated-stage"');
    expect(html).toContain('>John Doe</bdi>');
    expect(html).toMatch(/<a[^>]*href="https:\/\/wiki\.example\.com\/start"/);
    expect(html).toMatch(/<form[^>]*method="post"[^>]*action="\/sign-out"/);
    expect(html).toContain('id="logout-button"');
  });

  test('links to no target that is not of the web', () => {
    const html = page({ page: 'signed-in', targetHost: 'x', targetUrl: 'javascript:alert(1)' });
    expect(html).not.toMatch(/href="javascript:/);
  });
});

describe('the second-factor page', () => {
  const offering = (...methods: readonly SecondFactorName[]) =>
    page({
      page: 'second-factor',
      targetHost: 'vault.example.com',
      targetUrl: 'https://vault.example.com/',
      secondFactor: { methods, otpDigits: 6, canEnrol: true, canRememberDevice: false },
    });

  test('shows the first way, as a form that works without script, and the others in a dialog', () => {
    const html = offering('one-time-password', 'webauthn', 'push-notification', 'recovery-code');
    for (const id of [
      'second-factor-stage',
      'otp-input',
      'methods-button',
      'methods-dialog',
      'one-time-password-method',
      'webauthn-method',
      'push-notification-method',
      'recovery-code-method',
    ]) {
      expect(html).toContain(`id="${id}"`);
    }
    expect(html).toMatch(/<form[^>]*method="post"[^>]*action="\/2fa\/one-time-password"/);
    expect(html).toMatch(
      /<input[^>]*id="otp-input"[^>]*inputmode="numeric"[^>]*autocomplete="one-time-code"/,
    );
    expect(html).toContain('href="/2fa/webauthn?rd=https%3A%2F%2Fvault.example.com%2F"');
  });

  test('has no dialog where there is one way', () => {
    expect(offering('webauthn')).not.toContain('methods-button');
  });

  test('leads somebody without any to the settings, and keeps the target', () => {
    expect(offering()).toContain(
      'href="/settings/two-factor-authentication?rd=https%3A%2F%2Fvault.example.com%2F"',
    );
  });

  test('says so where there is no way on', () => {
    const html = page({
      page: 'second-factor',
      secondFactor: { methods: [], otpDigits: 6, canEnrol: false, canRememberDevice: false },
    });
    expect(html).toContain('Ask the people who run this portal');
    expect(html).not.toContain('settings/');
  });
});

test('the sign-out page asks, and says when it is done', () => {
  expect(page({ page: 'sign-out', targetUrl: 'https://wiki.example.com/' })).toMatch(
    /<form[^>]*action="\/sign-out".*name="targetURL" value="https:\/\/wiki\.example\.com\/".*id="logout-button"/,
  );
  const done = page({ page: 'sign-out', isSignedOut: true });
  expect(done).toContain('<title>You are signed out · Gatehouse</title>');
  expect(done).not.toContain('id="logout-button"');
});

describe('the error page', () => {
  test.each([
    ['not-found', 'There is nothing here'],
    ['unsafe-target', 'You were not sent on'],
    ['no-cookie-domain', 'session.cookies'],
    ['unavailable', 'Not available right now'],
    ['too-many', 'Too many attempts'],
    ['foreign-origin', 'Not accepted, for your safety'],
  ] as const)('for %s says what happened', (problem, text) => {
    expect(page({ page: 'error', problem })).toContain(text);
  });

  test('for a target that is closed says to whom, names the request, and offers another account', () => {
    const html = page({
      page: 'error',
      problem: 'forbidden',
      displayName: '<b>John',
      targetHost: 'wiki.example.com',
      targetUrl: 'https://wiki.example.com/',
      requestId: 'abc-1',
    });
    expect(html).toContain('You may not open this');
    expect(html).toMatch(/signed in as <bdi[^>]*>&lt;b>John<\/bdi>/);
    expect(html).toMatch(/no access to <bdi[^>]*>wiki\.example\.com<\/bdi>/);
    expect(html).toContain('abc-1');
    expect(html).toMatch(
      /<form[^>]*action="\/sign-out".*name="targetURL" value="https:\/\/wiki\.example\.com\/".*Sign in as someone else/,
    );
  });

  test('has words for what nobody foresaw', () => {
    expect(page({ page: 'error' })).toContain('That did not work');
  });

  test('tries the same place again', () => {
    expect(page({ page: 'error', problem: 'unavailable', targetUrl: 'https://a.example.com/' })).toContain(
      'href="/?rd=https%3A%2F%2Fa.example.com%2F"',
    );
  });
});

describe.each(pageNames)('the document of %s', (name) => {
  test('allows a strict content security policy: no inline script, style or handler', () => {
    const html = page({ page: name, targetHost: 'a.example.com', targetUrl: 'https://a.example.com/' });
    expect(html).not.toMatch(/\sstyle=|<style|\son\w+=/i);
    expect(html.match(/<script[^>]*>[^<]*/g)).toEqual(['<script type="module" src="/static/a.js">']);
  });

  test('lives under a sub-path', () => {
    const html = page({ page: name, basePath: '/auth/' });
    const urls = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, url]) => url);
    expect(urls.length).toBeGreaterThan(3);
    expect(urls.filter((url) => !url?.startsWith('/auth/'))).toEqual([]);
  });

  test.each(languageList)('is in $tag, $direction', ({ tag, direction }) => {
    const html = page({ page: name, language: tag });
    expect(html).toMatch(
      new RegExp(`^<!doctype html><html lang="${tag}" dir="${direction}" data-theme="light">`),
    );
  });
});

test('hostile names stay text', () => {
  const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  const html = page({
    page: 'signed-in',
    displayName: hostile,
    targetHost: hostile,
    targetUrl: `https://a.example.com/${hostile}`,
    textOverrides: { 'signed-in-title': hostile },
  });
  expect(html).not.toContain('<img src=x');
  expect(html).not.toContain('<script>');
  const json = /data-page="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&lt;', '<');
  expect(JSON.parse(json?.replaceAll('&amp;', '&') ?? '')).toMatchObject({ displayName: hostile });
});

test('the body carries what scripts read from Authelia’s page', () => {
  const html = page({ basePath: '/auth/', theme: 'oled', canResetPassword: false });
  expect(html).toMatch(
    /<body[^>]*data-basepath="\/auth"[^>]*data-rememberme="true"[^>]*data-resetpassword="false"/,
  );
  expect(html).toMatch(/<body[^>]*data-theme="oled"/);
});

test('an operator’s logo takes the place of the mark', () => {
  const html = page({ logoUrl: '/static/media/logo.png' });
  expect(html).toContain('<img class="logo" src="/static/media/logo.png" alt');
  expect(html).not.toContain('class="mark"');
});

test('an operator’s texts win', () => {
  expect(page({ textOverrides: { 'user-name': 'Staff number' } })).toContain('Staff number</label>');
});

test('an unknown language is served in English', () => {
  expect(page({ language: 'tlh' })).toContain('<html lang="en"');
  expect(texts('tlh')).toBe(texts('en'));
  expect(languages[0]).toBe('en');
});

test('a page preloads what its script and its language need', () => {
  const common = { scripts: ['static/p.js'], styles: ['static/s.css'], preloads: ['static/common.js'] };
  const manifest = {
    pages: {
      'sign-in': common,
      'second-factor': common,
      reauthenticate: common,
      'reset-password': common,
      'reset-password-new': common,
      revoke: common,
      settings: common,
      consent: common,
      device: common,
      'signed-in': common,
      'sign-out': common,
      error: common,
    },
    languages: { en: 'static/en.js', de: 'static/de.js' },
    settingsLanguages: { en: 'static/settings-en.js', de: 'static/settings-de.js' },
  };
  expect(assetsFor(manifest, 'sign-in', 'de')).toEqual({
    scripts: ['static/p.js'],
    styles: ['static/s.css'],
    preloads: ['static/common.js', 'static/de.js'],
  });
  expect(assetsFor(manifest, 'settings', 'de').preloads).toEqual([
    'static/common.js',
    'static/de.js',
    'static/settings-de.js',
  ]);
  expect(page()).toContain('<link rel="modulepreload" href="/static/b.js"/>');
});
