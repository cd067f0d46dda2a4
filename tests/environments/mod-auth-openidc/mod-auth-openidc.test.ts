import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../src/lib/clock.ts';
import { type BrowserClient, type ClientAnswer, createBrowserClient } from '../../support/browser-client.ts';
import { type EchoApplication, startEchoApplication } from '../../support/echo-application.ts';
import { findFreePort } from '../../support/free-port.ts';
import {
  clientSecret,
  flowIdOf,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../../support/oidc-world.ts';
import { people } from '../../support/people.ts';
import type { PersonsApp } from '../../support/portal-person.ts';
import type { RunningProgram } from '../../support/running-program.ts';
import { signInAndEnrolApp, signInAsAdministrator } from '../../support/sign-in-and-enrol-app.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { createTestCertificate, type TestCertificate } from '../../support/test-certificate.ts';
import { findModAuthOpenidc } from './find-mod-auth-openidc.ts';
import { type OutgoingProxy, startOutgoingProxy } from './outgoing-proxy.ts';
import { startApacheWithOidc } from './start-apache-with-oidc.ts';

const apache = findModAuthOpenidc();
const { harry } = people;

const redirected = z.object({ data: z.object({ redirect: z.string() }) });
const agreed = z.object({ data: z.object({ redirect_uri: z.string() }) });
const echoed = z.object({ target: z.string(), headers: z.record(z.string(), z.array(z.string())) });

describe.skipIf(apache === undefined)('an application behind Apache httpd with mod_auth_openidc', () => {
  let folder: TemporaryFolder;
  let certificate: TestCertificate;
  let proxy: OutgoingProxy;
  let application: EchoApplication;
  let world: OidcWorld;
  let httpd: RunningProgram;
  let [portal, site] = ['', ''];
  let app: PersonsApp;

  beforeAll(async () => {
    folder = await createTemporaryFolder('mod-auth-openidc');
    certificate = await createTestCertificate(folder.path, ['example.com', 'localhost']);
    const trusted = join(folder.path, 'trusted');
    await mkdir(trusted);
    await copyFile(certificate.certificateFile, join(trusted, 'certificate.pem'));
    proxy = await startOutgoingProxy();
    application = await startEchoApplication();
    const port = await findFreePort();
    [portal, site] = [`https://auth.example.com:${port}`, `https://app.example.com:${port}`];
    world = await startOidcWorld(
      [
        testClient({
          authorization_policy: 'two_factor',
          redirect_uris: [`${site}/oidc/callback`],
          post_logout_redirect_uris: [`${site}/signed-out`],
          backchannel_logout_uri: `https://localhost:${port}/oidc/callback?logout=backchannel`,
          backchannel_logout_session_required: true,
        }),
      ],
      {
        configuration: {
          administration: { group: 'admins' },
          certificates_directory: trusted,
          session: { cookies: [{ domain: 'example.com', authelia_url: portal }] },
        },
      },
    );
    httpd = await startApacheWithOidc(apache ?? 'apache2', {
      folder: folder.path,
      certificate,
      port,
      gatehousePort: world.gatehouse.port,
      applicationPort: application.port,
      outgoingProxyPort: proxy.port,
      clientId: 'app',
      clientSecret,
    });
    ({ app } = await signInAndEnrolApp(world, harry));
  });
  afterAll(async () => {
    await httpd?.stop();
    await world?.[Symbol.asyncDispose]();
    await application?.close();
    await proxy?.close();
    await folder?.remove();
  });

  const newBrowser = () => createBrowserClient({ clock: systemClock, authority: certificate.authority });

  /** Follows redirects as browsers do; gives where it ends. */
  async function follow(
    browser: BrowserClient,
    from: string,
  ): Promise<{ url: string; answer: ClientAnswer }> {
    let url = from;
    for (let steps = 0; steps < 12; steps++) {
      const answer = await browser.open(url);
      const location = answer.header('location');
      if (answer.status < 300 || answer.status >= 400 || location === undefined) return { url, answer };
      url = new URL(location, url).href;
    }
    throw new Error(`too many redirects, the last to ${url}`);
  }

  const post = async (browser: BrowserClient, path: string, body: object): Promise<unknown> =>
    (await browser.call(`${portal}${path}`, { method: 'POST', body: JSON.stringify(body) })).json();

  /** Opens the application, signs in at the portal with both factors, agrees; gives where that leads. */
  async function signIn(browser: BrowserClient, secondFactor: object, path: string) {
    const atPortal = await follow(browser, `${site}/page?of=harry`);
    expect(atPortal.url.startsWith(`${portal}/?flow=openid_connect`)).toBe(true);
    const flow = { flow: 'openid_connect', flowID: flowIdOf(atPortal.url) };
    const { username, password } = harry;
    await post(browser, '/api/firstfactor', { username, password, ...flow });
    const early = await follow(browser, `${portal}/?flow=openid_connect&flow_id=${flow.flowID}`);
    expect(early.answer.body).toContain('id="second-factor-stage"');
    const proven = redirected.parse(await post(browser, path, { ...secondFactor, ...flow }));
    const question = await follow(browser, proven.data.redirect);
    expect(question.answer.body).toContain('id="openid-consent-decision-stage"');
    const consent = { flow_id: flowIdOf(question.url), client_id: 'app', consent: true };
    return follow(browser, agreed.parse(await post(browser, '/api/oidc/consent', consent)).data.redirect_uri);
  }

  const seenBy = ({ body }: ClientAnswer) => echoed.parse(JSON.parse(body));

  /** Whether the application still knows the browser. */
  async function isSignedIn(browser: BrowserClient): Promise<boolean> {
    return (await browser.open(`${site}/again`)).status === 200;
  }

  test('signs in with two factors, is told who it is, refreshes its token, and is signed out when an administrator ends the session', async () => {
    const browser = newBrowser();
    const { url, answer } = await signIn(browser, { token: app.code(1) }, '/api/secondfactor/totp');
    expect(url).toBe(`${site}/page?of=harry`);
    const { target, headers } = seenBy(answer);
    expect(target).toBe('/page?of=harry');
    expect(headers).toMatchObject({
      oidc_claim_preferred_username: ['harry'],
      oidc_claim_name: [harry.displayName],
      oidc_claim_email: [harry.email],
    });

    const token = headers.oidc_access_token?.[0] ?? '';
    const hook = new URLSearchParams({ refresh: `${site}/refreshed`, access_token: token });
    const refreshed = await follow(browser, `${site}/oidc/callback?${hook.toString()}`);
    expect(refreshed.url).toBe(`${site}/refreshed`);
    const [newer] = seenBy(refreshed.answer).headers.oidc_access_token ?? [];
    expect(newer).toMatch(/^[\w-]{20,}$/);
    expect(newer).not.toBe(token);

    expect(await isSignedIn(browser)).toBe(true);
    const administrator = await signInAsAdministrator(world);
    expect((await administrator.send('DELETE', '/api/admin/sessions/harry')).status).toBe(200);
    await vi.waitFor(
      () => expect(world.gatehouse.log()).toContain('a client was told that a sign-in ended'),
      15_000,
    );
    expect(await isSignedIn(browser)).toBe(false);
    browser.close();
  });

  test('signs out at the application, which signs out at the portal as well', async () => {
    const browser = newBrowser();
    const [code] = app.recoveryCodes;
    await signIn(browser, { code }, '/api/secondfactor/recovery-code');
    const logout = new URLSearchParams({ logout: `${site}/signed-out` });
    const { url, answer } = await follow(browser, `${site}/oidc/callback?${logout.toString()}`);
    expect([url, answer.status]).toEqual([`${site}/signed-out`, 200]);
    expect(await isSignedIn(browser)).toBe(false);
    const state = await browser.call(`${portal}/api/state`);
    expect(state.json()).toMatchObject({ data: { authentication_level: 0 } });
    browser.close();
  });
});
