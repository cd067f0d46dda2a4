import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import { cookieDomain, cookieHeaderOf, minute } from '../../tests/support/session-fixtures.ts';
import { createSoftwareAuthenticator } from '../../tests/support/software-authenticator.ts';
import { pageDataOf } from '../../tests/support/tiny-pages.ts';
import {
  openWebAuthnBrowser,
  type WebAuthnBrowser,
  webAuthnPaths,
} from '../../tests/support/webauthn-browser.ts';

// A proof that is too old (`max_age`) may be given anew by a key of the person signed in, in place of the password.

const origin = 'https://auth.example.com';
const target = 'https://app.example.com/books';
const toTarget = `/?rd=${encodeURIComponent(target)}`;

let world: PortalWorld;
let browser: WebAuthnBrowser;
const key = createSoftwareAuthenticator({ origin });

beforeEach(async () => {
  world = await createPortalWorld({
    webauthn: {},
    hasPasskeys: true,
    rules: [
      { domain: ['app.example.com'], policy: 'one_factor', max_age: 2 * minute },
      { domain: ['vault.example.com'], policy: 'two_factor', max_age: 2 * minute },
    ],
  });
  browser = openWebAuthnBrowser(world);
  await browser.signIn();
});
afterEach(() => world.close());

async function enrol() {
  await browser.elevate();
  const options = await browser.options('PUT', webAuthnPaths.register, { description: 'Blue key' });
  await browser.send('POST', webAuthnPaths.register, key.register(options));
}
const page = async (path = toTarget) => pageDataOf((await browser.send('GET', path)).text);

test('a key is offered to those who have one here, and raises the same session', async () => {
  world.sessionWorld.clock.advance(2 * minute);
  expect(await page()).toMatchObject({ page: 'reauthenticate', canUsePasskey: false });
  await enrol();
  expect(await page()).toMatchObject({ page: 'reauthenticate', canUsePasskey: true, username: 'john' });
  const options = await browser.options('GET', webAuthnPaths.signIn);
  const answer = await browser.send('POST', webAuthnPaths.signIn, {
    response: key.assert(options),
    targetURL: target,
    requestMethod: 'GET',
  });
  expect(answer.json()).toEqual({ status: 'OK', data: { redirect: target } });
  expect((await browser.send('GET', toTarget)).headers.location).toBe(target);
});

test('another person’s key does not stand for the one signed in', async () => {
  await enrol();
  const other = openWebAuthnBrowser(world);
  await other.signIn('harry');
  const options = await other.options('GET', webAuthnPaths.signIn);
  const answer = await other.send('POST', webAuthnPaths.signIn, { response: key.assert(options) });
  expect(answer.status).toBe(403);
});

test('whoever began by a passkey gives the password again where the second factor is too old, and gets on', async () => {
  const toVault = `/?rd=${encodeURIComponent('https://vault.example.com/')}`;
  const begun = await world.sessionWorld.signInJohn(cookieDomain(), { methods: ['hwk', 'user'] });
  const give = async (cookie: string) => {
    const answer = await world.postJson(
      '/api/secondfactor/password',
      { password: rightPassword },
      { cookie },
    );
    return cookieHeaderOf(answer.setCookies[0] ?? '');
  };
  const visit = (cookie: string) => world.send({ path: toVault, headers: { cookie } });
  const both = await give(begun);
  expect((await visit(both)).status).toBe(302);
  world.sessionWorld.clock.advance(2 * minute);
  expect(pageDataOf((await visit(both)).text)).toMatchObject({
    page: 'second-factor',
    secondFactor: { methods: ['password'] },
  });
  expect((await visit(await give(both))).status).toBe(302);
});

test('the key is offered first once it was used, until something else is chosen', async () => {
  await enrol();
  const options = await browser.options('GET', webAuthnPaths.signIn);
  await browser.send('POST', webAuthnPaths.signIn, { response: key.assert(options) });
  const again = openWebAuthnBrowser(world);
  await again.signIn();
  const methods = async () => pageDataOf((await again.send('GET', '/')).text).secondFactor?.methods;
  expect((await methods())?.[0]).toBe('webauthn');
  const info = await again.send('GET', '/api/user/info');
  expect(info.json()).toMatchObject({ data: { method: '' } });
});
