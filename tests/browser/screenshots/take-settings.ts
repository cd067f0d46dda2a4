import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { testClient } from '../../support/oidc-world.ts';
import { rememberConsent } from '../../support/open-test-openid.ts';
import { rightPassword } from '../../support/portal-world.ts';
import { hour } from '../../support/session-fixtures.ts';
import { mailedCode, type SettingsWorld, startSettingsWorld } from '../support/settings-world.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { type LookName, looks } from './looks.ts';

const john = {
  username: 'john',
  displayName: 'John Doe',
  emails: ['john.doe@example.com'],
  groups: ['dev', 'admins'],
};

const clients = [
  testClient({ client_id: 'grafana', client_name: 'Grafana' }),
  testClient({ client_id: 'immich', client_name: 'Immich' }),
];
const consents = [
  { clientId: 'grafana', scopes: ['openid', 'profile', 'groups'], claims: ['zoneinfo'] },
  { clientId: 'immich', scopes: ['openid', 'profile', 'email', 'offline_access'], claims: [] },
];

/** Takes the settings, as somebody who has everything set up: light and dark, and on a phone; in one more look where all are wished. */
export async function takeSettings(browser: Browser, folder: string, isAll: boolean): Promise<void> {
  const shown: readonly LookName[] = ['', '-dark', '-phone-arabic'];
  const wished: readonly LookName[] = isAll ? [...shown, '-phone-german-dark'] : shown;
  for (const look of wished) await takeLook(browser, look, folder);
}

async function takeLook(browser: Browser, look: LookName, folder: string): Promise<void> {
  const { theme, language, width, height } = looks[look];
  const settings = await startSettingsWorld({
    config: { theme },
    rememberSecondFactor: 30 * 24 * hour,
    users: { john },
    openIdClients: clients,
  });
  for (const consent of consents) {
    const { storage, sessionWorld } = settings.world;
    await rememberConsent({ storage, clock: sessionWorld.clock }, 'john', consent);
  }
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'language', value: language, url: settings.url }]);
  const page = await context.newPage();
  const take = async (name: string) => {
    await page.waitForSelector('.skeleton', { state: 'detached' });
    // What is behind a dialog has no backdrop below the fold of a taller picture.
    const fullPage = !(await page.isVisible('dialog[open]'));
    await page.screenshot({ path: join(folder, `settings-${name}${look}.png`), fullPage });
  };
  try {
    await signIn(page, settings, 'settings/two-factor-authentication');
    await takeEnrolment(page, settings, take);
    await takeSections(page, settings, take);
  } finally {
    await context.close();
    await settings.close();
  }
}

async function signIn(page: Page, settings: SettingsWorld, path: string): Promise<void> {
  await page.goto(`${settings.url}${path}`);
  await page.fill('#username-textfield', 'john');
  await page.fill('#password-textfield', rightPassword);
  await page.click('#sign-in-button');
}

type Take = (name: string) => Promise<void>;

async function takeEnrolment(page: Page, settings: SettingsWorld, take: Take): Promise<void> {
  await page.waitForSelector('#totp-set-up');
  await take('nothing');
  await page.click('#totp-set-up');
  await page.waitForSelector('#one-time-code');
  await page.waitForSelector('#elevation-resend:not([aria-disabled])');
  await take('confirm');
  await page.fill('#one-time-code', mailedCode(settings));
  await page.click('#elevation-button');
  await page.click('#totp-make');
  await page.waitForSelector('.qr');
  await take('authenticator');
  const secret = (await page.textContent('#totp-secret')) ?? '';
  await page.fill('#otp-input', codeOf(secret, settings));
  await page.waitForSelector('#recovery-codes-dialog');
  await take('recovery-codes');
  await page.click('#recovery-codes-kept');
  await addVirtualAuthenticator(page);
  await page.click('#webauthn-add');
  await page.fill('#add-key-name', 'My laptop');
  await take('add-key');
  await page.click('#add-key-button');
  await page.waitForSelector('#webauthn-group .row');
  settings.world.sessionWorld.clock.advance(30_000);
  await page.goto(`${settings.url}2fa/one-time-password`);
  await page.waitForSelector('#root[data-started]');
  await page.check('#remember-device-checkbox');
  await page.fill('#otp-input', codeOf(secret, settings));
  await page.waitForSelector('#authenticated-stage');
}

async function takeSections(page: Page, settings: SettingsWorld, take: Take): Promise<void> {
  const open = async (path: string, selector: string) => {
    await page.goto(`${settings.url}settings${path}`);
    await page.waitForSelector(selector);
  };
  await open('/two-factor-authentication', '#remembered-group');
  await take('two-factor');
  await page.click('#totp-remove');
  await take('remove');
  await open('', '#settings-menu');
  await take('account');
  await open('/security', '#password1-textfield');
  await take('password');
  await open('/sessions', '.badge');
  await take('sessions');
  await open('/applications', '#applications-group .row');
  await take('applications');
  await open('/administration', '#admin-sessions-group .row');
  await take('administration');
}

/** What an authenticator app shows at that moment. */
function codeOf(secret: string, { world }: SettingsWorld): string {
  const timestamp = world.sessionWorld.clock.now();
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}
