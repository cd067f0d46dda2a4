import { generateKeyPairSync } from 'node:crypto';
import * as client from 'openid-client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  applicationSecret,
  discoverOnLoopback,
  type OpenIdApplication,
  startOpenIdApplication,
} from './support/openid-application.ts';
import { fillInSignIn, persons } from './support/person.ts';
import { useSite } from './support/use-site.ts';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

describe('applications that speak OpenID Connect', () => {
  let notes: OpenIdApplication;
  beforeAll(async () => {
    notes = await startOpenIdApplication();
  });
  afterAll(() => notes?.close());
  const { site, openBrowser } = useSite('openid-story', () => ({
    identity_providers: {
      oidc: { hmac_secret: 'a secret of the tests', jwks: [{ key: signingKey() }], clients: clients(notes) },
    },
  }));
  beforeEach(() => notes.connect(site().portal, 'notes'));

  /** Begins at the application, signs in, and stops at the question. */
  async function goToQuestion(page: Page): Promise<void> {
    await page.goto(notes.origin);
    await page.waitForSelector('#first-factor-stage');
    await fillInSignIn(page, persons.alice);
    await page.waitForSelector('#openid-consent-decision-stage');
    const question = await page.textContent('#openid-consent-decision-stage');
    expect(question).toContain('Notes asks for this:');
    expect(question).toContain('To see your name and your profile');
    expect(question).toContain('You are signed in as Alice Liddell.');
    expect(question).toContain(`You will be sent to ${new URL(notes.origin).host}.`);
  }

  test.each([false, true])(
    'sign-in, consent, and back at the application; script off: %s',
    async (isScriptOff) => {
      const page = await openBrowser({ isScriptOff });
      await goToQuestion(page);
      await page.click('#openid-consent-accept');
      await page.waitForURL(`${notes.redirectUri}?**`);
      expect(await page.textContent('h1')).toBe('Hello Alice Liddell');
      await page.goto(notes.origin);
      await page.waitForSelector('#openid-consent-decision-stage');
    },
  );

  test('who refuses is back at the application as well, which knows nothing', async () => {
    const page = await openBrowser();
    await goToQuestion(page);
    await page.click('#openid-consent-deny');
    await page.waitForURL(`${notes.redirectUri}?**`);
    expect(await page.textContent('body')).toBe('Not signed in: access_denied');
  });

  /** A device begins; gives its way to go on once its person agreed. */
  async function beginDevice() {
    const tv = await discoverOnLoopback(site().portal, 'tv');
    const begun = await client.initiateDeviceAuthorization(tv, { scope: 'openid profile' });
    const poll = () => client.pollDeviceAuthorizationGrant(tv, { ...begun, interval: 0.01 });
    return { begun, poll };
  }

  test('a device is let in with the keyboard alone: sign-in, code, consent', async () => {
    const { begun, poll } = await beginDevice();
    const page = await openBrowser();
    await page.goto(begun.verification_uri);
    await page.waitForSelector('#root[data-started]');
    const [username, password] = persons.alice;
    await page.keyboard.type(username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#openid-device-stage');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('user-code-input');
    expect(await page.textContent('#openid-device-stage')).toContain('Only go on if you began this yourself');
    await page.keyboard.type('bbbb bbbb');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#user-code-input[aria-invalid]');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(begun.user_code.toLowerCase().replace('-', ''));
    await page.keyboard.press('Enter');
    await page.waitForSelector('#openid-consent-decision-stage');
    const question = await page.textContent('#openid-consent-decision-stage');
    expect(question).toContain(begun.user_code);
    expect(question).toContain('Only agree if you began this on your own device');
    await page.waitForSelector('#root[data-started]');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('openid-consent-accept');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#openid-device-accepted-stage');
    expect((await poll()).claims()).toMatchObject({ aud: 'tv' });
  });

  test('a device is let in without script, from the address that it shows whole', async () => {
    const { begun, poll } = await beginDevice();
    const page = await openBrowser({ isScriptOff: true });
    await page.goto(begun.verification_uri_complete ?? '');
    await fillInSignIn(page, persons.bob);
    await page.waitForSelector('#openid-device-stage');
    expect(await page.inputValue('#user-code-input')).toBe(begun.user_code);
    await page.click('#device-continue');
    await page.waitForSelector('#openid-consent-decision-stage');
    await page.click('#openid-consent-accept');
    await page.waitForSelector('#openid-device-accepted-stage');
    expect((await poll()).claims()).toMatchObject({ aud: 'tv' });
  });

  test('a device that was refused is told so', async () => {
    const { begun, poll } = await beginDevice();
    const page = await openBrowser();
    await page.goto(begun.verification_uri_complete ?? '');
    await fillInSignIn(page, persons.alice);
    await page.click('#device-continue');
    await page.click('#openid-consent-deny');
    await page.waitForSelector('#openid-device-rejected-stage');
    await expect(poll()).rejects.toMatchObject({ error: 'access_denied' });
  });
});

function clients({ redirectUri }: OpenIdApplication): readonly object[] {
  const common = {
    client_secret: `$plaintext$${applicationSecret}`,
    token_endpoint_auth_method: 'client_secret_post',
    authorization_policy: 'one_factor',
    scopes: ['openid', 'profile'],
  };
  return [
    { ...common, client_id: 'notes', client_name: 'Notes', redirect_uris: [redirectUri] },
    {
      ...common,
      client_id: 'tv',
      client_name: 'Living room TV',
      grant_types: [deviceGrant],
      redirect_uris: [],
    },
  ];
}

function signingKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
