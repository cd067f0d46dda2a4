import { Secret } from 'otpauth';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { totpCode } from '../../../src/factors/totp/totp-codes.ts';
import type { Clock } from '../../../src/lib/clock.ts';
import type { TwoFactorSite } from './two-factor-site.ts';

/** User name and password of two people of the demonstration; alice is an administrator where `admins` are. */
export const persons = { alice: ['alice', 'wonderland'], bob: ['bob', 'builder'] } as const;

/** Fills in the sign-in form that the page shows, and sends it. */
export async function fillInSignIn(page: Page, [username, password]: readonly [string, string]) {
  await page.fill('#username-textfield', username);
  await page.fill('#password-textfield', password);
  await page.click('#sign-in-button');
}

/** Asks the API as the settings do. */
function askApi(page: Page, method: string, path: string, body: object = {}) {
  return page.evaluate(
    async ([verb, url, json]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: verb, headers, body: json })).json();
    },
    [method, path, JSON.stringify(body)] as const,
  );
}

/** Opens sensitive settings by the mailed code. */
export async function elevate(page: Page, site: TwoFactorSite): Promise<void> {
  await askApi(page, 'POST', '/api/user/session/elevation');
  const code = /^\s*([A-HJ-NP-RT-UV-Z2-9]{8})\s*$/m.exec(await site.lastMail())?.[1] ?? '';
  const opened = await askApi(page, 'PUT', '/api/user/session/elevation', { otc: code });
  expect(opened).toMatchObject({ status: 'OK' });
}

/** Enrols one-time passwords; gives what an app shows that many periods after now, and the recovery codes. The code of now is used up. */
export async function enrolTotp(page: Page, site: TwoFactorSite, clock: Clock) {
  await elevate(page, site);
  const choice = { algorithm: 'SHA1', length: 6, period: 30 };
  const { data } = await askApi(page, 'PUT', '/api/secondfactor/totp/register', choice);
  const secret = Buffer.from(Secret.fromBase32(data.base32_secret).bytes);
  const key = { secret, algorithm: 'SHA1', digits: 6, period: 30 } as const;
  const codeAt = (offset = 0) => totpCode(key, Math.floor(clock.now() / 30_000) + offset);
  const enrolled = await askApi(page, 'POST', '/api/secondfactor/totp/register', { token: codeAt() });
  expect(enrolled).toMatchObject({ status: 'OK' });
  const recoveryCodes: readonly string[] = enrolled.data?.recovery_codes ?? [];
  return { codeAt, recoveryCodes };
}

/** What the settings do: registers the authenticator's key; gives the status of the answer. */
export function registerKey(page: Page): Promise<number> {
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
