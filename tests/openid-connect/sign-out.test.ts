import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LogoutReceiver, startLogoutReceiver } from '../support/logout-receiver.ts';
import {
  enterApplication,
  followRedirects,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

const signedOut = 'https://app.example.com/signed-out?from=portal';
const common = { consent_mode: 'implicit', scopes: ['openid'], grant_types: ['authorization_code'] };

let receiver: LogoutReceiver;
let world: OidcWorld;
beforeAll(async () => {
  receiver = await startLogoutReceiver();
  const returning = { ...common, post_logout_redirect_uris: [signedOut] };
  world = await startOidcWorld([
    testClient({ ...returning, backchannel_logout_uri: receiver.url }),
    testClient({ ...returning, client_id: 'other', client_name: '<b>The & Other</b>' }),
    testClient({
      ...common,
      client_id: 'framed',
      frontchannel_logout_uri: 'https://framed.example.com/out;now?of=app',
    }),
  ]);
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await receiver?.stop();
});
beforeEach(() => {
  receiver.received.length = 0;
});

const enter = (browser: OidcBrowser, clientId?: string) => enterApplication(world, browser, clientId);

async function signedIn(): Promise<OidcBrowser> {
  const browser = world.browser();
  await browser.signIn('john');
  return browser;
}

async function isSignedIn(browser: OidcBrowser): Promise<boolean> {
  const { body } = await browser.get(`${issuer}/api/state`);
  return JSON.parse(body).data.authentication_level > 0;
}

const endpoint = `${issuer}/api/oidc/end-session`;
const urlOf = (parameters: Readonly<Record<string, string>>) =>
  `${endpoint}?${new URLSearchParams(parameters).toString()}`;
const requestOf = (pageUrl: string) => new URL(pageUrl).searchParams.get('request') ?? '';

describe('an application that signs somebody out', () => {
  test('with an ID token of this sign-in: it is done at once, and leads back with the state', async () => {
    const browser = await signedIn();
    const hint = await enter(browser);
    const application = await world.application('app');
    const url = client.buildEndSessionUrl(application, {
      id_token_hint: hint,
      post_logout_redirect_uri: signedOut,
      state: 'of the application',
    });
    expect(url.href.startsWith(`${endpoint}?`)).toBe(true);
    const first = await browser.get(url.href);
    expect(first.header('location')).not.toContain(hint);
    expect((await followRedirects(browser, url.href)).url).toBe(`${signedOut}&state=of+the+application`);
    expect(await isSignedIn(browser)).toBe(false);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 10_000);
    expect(decodeJwt(receiver.received[0]?.token ?? '').sid).toBe(decodeJwt(hint).sid);
  });

  test('by a form of its own page, which brings no cookie: the same', async () => {
    const browser = await signedIn();
    const form = { id_token_hint: await enter(browser), post_logout_redirect_uri: signedOut };
    const answer = await world.send(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://app.example.com' },
      body: new URLSearchParams(form).toString(),
    });
    expect(answer.status).toBe(303);
    expect((await followRedirects(browser, answer.header('location') ?? '')).url).toBe(signedOut);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('whoever is signed out already just goes on', async () => {
    const browser = await signedIn();
    const hint = await enter(browser);
    await browser.post(`${issuer}/api/logout`, {});
    const parameters = { id_token_hint: hint, post_logout_redirect_uri: signedOut };
    expect((await followRedirects(browser, urlOf(parameters))).url).toBe(signedOut);
    const nowhere = await followRedirects(browser, endpoint);
    expect(nowhere.answer?.body).toContain('id="signed-out-stage"');
  });

  test.each([
    ['nothing at all', async () => ({})],
    ['its name alone', async () => ({ client_id: 'other', post_logout_redirect_uri: signedOut })],
    [
      'an ID token of another sign-in',
      async () => ({
        id_token_hint: await enter(await signedIn(), 'other'),
        post_logout_redirect_uri: signedOut,
      }),
    ],
  ])('with %s: the person is asked', async (_what, parameters) => {
    const browser = await signedIn();
    await enter(browser, 'other');
    const asked = await parameters();
    const { url, answer } = await followRedirects(browser, urlOf(asked));
    expect([answer?.status, await isSignedIn(browser)]).toEqual([200, true]);
    expect(answer?.body).toContain('id="logout-button"');
    expect(answer?.body).not.toContain('<b>The');
    expect(answer?.body.includes('&lt;b>The &amp; Other&lt;/b></bdi> asks to sign you out.')).toBe(
      'post_logout_redirect_uri' in asked,
    );
    const done = await browser.postForm(`${issuer}/sign-out`, { request: requestOf(url) });
    expect(await isSignedIn(browser)).toBe(false);
    if ('post_logout_redirect_uri' in asked) {
      expect([done.status, done.header('refresh')]).toEqual([200, `0;url=${signedOut}`]);
    } else {
      expect([done.status, done.header('location')]).toEqual([303, '/logout']);
    }
  });
});

describe('applications that the browser is to sign out of', () => {
  test('are loaded in frames after signing out, and nothing else is', async () => {
    const browser = await signedIn();
    const { sid } = decodeJwt(await enter(browser, 'framed'));
    const question = await browser.get(`${issuer}/logout`);
    expect(question.header('content-security-policy')).not.toContain('frame-src');
    expect(question.body).toContain('&quot;needsForm&quot;:true');
    const done = await browser.postForm(`${issuer}/sign-out`, {});
    expect([done.status, await isSignedIn(browser)]).toEqual([200, false]);
    const address = new URL('https://framed.example.com/out;now?of=app');
    address.searchParams.set('iss', issuer);
    address.searchParams.set('sid', String(sid));
    expect([...done.body.matchAll(/<iframe src="([^"]*)"/g)].map(([, src]) => src)).toEqual([
      address.href.replaceAll('&', '&amp;'),
    ]);
    expect(done.body).toContain('sandbox="allow-scripts allow-same-origin" referrerpolicy="no-referrer"');
    const policy = done.header('content-security-policy') ?? '';
    expect(policy.split('; ').filter((one) => one.startsWith('frame-src'))).toEqual([
      'frame-src https://framed.example.com/out%3Bnow',
    ]);
    expect(done.header('refresh')).toBeUndefined();
  });

  test('have a moment before the page goes on to the application that asked', async () => {
    const browser = await signedIn();
    await enter(browser, 'framed');
    const parameters = { id_token_hint: await enter(browser), post_logout_redirect_uri: signedOut };
    const { answer } = await followRedirects(browser, urlOf(parameters));
    expect(await isSignedIn(browser)).toBe(false);
    expect(answer?.header('refresh')).toBe(`3;url=${signedOut}`);
    expect(answer?.body).toContain('<iframe src="https://framed.example.com/out;now?of=app&amp;iss=');
  });
});

describe('attacks.md: logout', () => {
  test.each([
    'https://app.example.com.evil.test/signed-out?from=portal',
    'https://app.example.com@evil.test/signed-out?from=portal',
    `${signedOut}&more=1`,
    'https://app.example.com/signed-out',
    'HTTPS://app.example.com/signed-out?from=portal',
    'https://app.example.com/signed-out/../signed-out?from=portal',
    redirectUri,
    `${issuer}/`,
    'javascript:alert(1)',
    '/\\evil.test',
  ])('leads to no address that is not registered word for word: %s', async (uri) => {
    const browser = await signedIn();
    const hint = await enter(browser);
    for (const parameters of [
      { id_token_hint: hint },
      { client_id: 'app' },
      { id_token_hint: hint, client_id: 'app' },
    ]) {
      const { url } = await followRedirects(browser, urlOf({ ...parameters, post_logout_redirect_uri: uri }));
      expect(url).toContain(`${issuer}/consent/completion?error=invalid_request`);
      expect(url).not.toContain('evil');
    }
    const unnamed = await followRedirects(browser, urlOf({ post_logout_redirect_uri: uri }));
    expect(unnamed.answer?.body).toContain('id="logout-button"');
    expect(unnamed.answer?.body).not.toContain('evil');
    const done = await browser.postForm(`${issuer}/sign-out`, { request: requestOf(unnamed.url) });
    expect([done.header('location'), done.header('refresh')]).toEqual(['/logout', undefined]);
  });

  test('a parameter that stands twice, a client that is not there, a token that is no ID token of it: nobody is signed out', async () => {
    const browser = await signedIn();
    const hint = await enter(browser);
    const [head, payload, signature = ''] = hint.split('.');
    const broken = `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const query of [
      `id_token_hint=${hint}&client_id=app&client_id=app`,
      'client_id=nobody',
      `id_token_hint=${hint}&client_id=other`,
      `id_token_hint=${broken}`,
      `id_token_hint=${head}.${payload}.`,
      'id_token_hint=none',
    ]) {
      const { url } = await followRedirects(browser, `${endpoint}?${query}`);
      expect(url).toContain(`${issuer}/consent/completion?error=invalid_request`);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('a logout token names no sign-in that could be ended with it', async () => {
    const browser = await signedIn();
    await enter(browser);
    await browser.post(`${issuer}/api/logout`, {});
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 10_000);
    const { url } = await followRedirects(
      browser,
      urlOf({ id_token_hint: receiver.received[0]?.token ?? '' }),
    );
    expect(url).toContain('error=invalid_request');
  });

  test('no other site, and no request of somebody else, signs a person out', async () => {
    const [victim, attacker] = [await signedIn(), await signedIn()];
    await enter(victim);
    const parameters = { id_token_hint: await enter(attacker), post_logout_redirect_uri: signedOut };
    const { url } = await followRedirects(victim, urlOf(parameters));
    expect(await isSignedIn(victim)).toBe(true);
    const cross = {
      method: 'POST',
      headers: { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' },
    };
    const cookie = victim.jar.header(new URL(issuer)) ?? '';
    const body = new URLSearchParams({ request: requestOf(url) }).toString();
    const forged = await world.send(`${issuer}/sign-out`, {
      ...cross,
      headers: { ...cross.headers, Cookie: cookie },
      body,
    });
    expect([forged.status, await isSignedIn(victim)]).toEqual([403, true]);
    for (const request of ['', 'AAAA', `${requestOf(url)}A`, requestOf(url).slice(0, -4)]) {
      const answer = await victim.get(`${issuer}/logout/application?request=${request}`);
      expect([answer.status, await isSignedIn(victim)]).toEqual([400, true]);
    }
  });
});
