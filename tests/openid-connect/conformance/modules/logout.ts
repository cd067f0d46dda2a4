import { decodeJwt } from 'jose';
import { expect, vi } from 'vitest';
import { followRedirects, issuer, type OidcBrowser } from '../../../support/oidc-world.ts';
import { authorize, redeem } from '../authorize.ts';
import { applicationOf, type ConformanceModule, type Suite, signedOutUri } from '../conformance-suite.ts';

const endSession = `${issuer}/api/oidc/end-session`;
const usual = { post_logout_redirect_uri: signedOutUri, state: 'of the application' };

/** Signs somebody in at the application; gives the browser and the ID token. */
async function enter(suite: Suite, clientId = 'first') {
  const done = await authorize(suite, { parameters: { client_id: clientId } });
  return { browser: done.browser, idToken: (await redeem(suite, done)).id_token ?? '' };
}

/** Sends the browser to the end of the session, and says yes where the portal asks; gives where that ends. */
async function leave(browser: OidcBrowser, parameters: Readonly<Record<string, string>>) {
  const { url, answer } = await followRedirects(
    browser,
    `${endSession}?${new URLSearchParams(parameters).toString()}`,
  );
  if (answer?.body.includes('id="logout-button"') !== true) return { url, wasAsked: false };
  const request = new URL(url).searchParams.get('request') ?? '';
  const signedOut = await browser.postForm(`${issuer}/sign-out`, request === '' ? {} : { request });
  const onward = signedOut.header('refresh')?.split('url=')[1] ?? signedOut.header('location') ?? '';
  return { url: new URL(onward, issuer).href, wasAsked: true };
}

async function expectSignedOut(suite: Suite, browser: OidcBrowser): Promise<void> {
  const { answer } = await authorize(suite, { parameters: { prompt: 'none' }, browser });
  expect(answer.get('error')).toBe('login_required');
}

/** A request that must not lead back to the application: an error is shown, or the person is asked. */
function refusedOrAsked(
  name: string,
  {
    does,
    parameters,
  }: { readonly does: string; readonly parameters: (idToken: string) => Readonly<Record<string, string>> },
): ConformanceModule {
  return {
    name,
    does,
    async run(suite) {
      const { browser, idToken } = await enter(suite);
      const { url } = await leave(browser, parameters(idToken));
      expect(url.startsWith(`${issuer}/`), url).toBe(true);
      return 'passed';
    },
  };
}

/** A request that names no page to come back to: the person is signed out at the portal. */
function endsAtPortal(
  name: string,
  {
    does,
    parameters,
  }: { readonly does: string; readonly parameters: (idToken: string) => Readonly<Record<string, string>> },
): ConformanceModule {
  return {
    name,
    does,
    async run(suite) {
      const { browser, idToken } = await enter(suite);
      const { url } = await leave(browser, parameters(idToken));
      expect(new URL(url).origin).toBe(issuer);
      await expectSignedOut(suite, browser);
      return 'passed';
    },
  };
}

/** The same token without its signature. */
function unsignedCopy(idToken: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  return `${header}.${idToken.split('.')[1] ?? ''}.`;
}

/** The modules of RP-Initiated Logout OP. */
export const endSessionModules: readonly ConformanceModule[] = [
  {
    name: 'oidcc-rp-initiated-logout-discovery-endpoint-verification',
    does: 'reads in the discovery document where sessions are ended',
    async run(suite) {
      expect((await applicationOf(suite)).serverMetadata().end_session_endpoint).toBe(endSession);
      return 'passed';
    },
  },
  {
    name: 'oidcc-rp-initiated-logout',
    does: 'signs out with an ID token: the person comes back with the state, and is signed out',
    async run(suite) {
      const { browser, idToken } = await enter(suite);
      const { url, wasAsked } = await leave(browser, { ...usual, id_token_hint: idToken });
      expect([url, wasAsked]).toEqual([`${signedOutUri}?state=of+the+application`, false]);
      await expectSignedOut(suite, browser);
      return 'passed';
    },
  },
  refusedOrAsked('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri', {
    does: 'names a page to come back to that is not registered',
    parameters: (idToken) => ({
      ...usual,
      id_token_hint: idToken,
      post_logout_redirect_uri: `${signedOutUri}/elsewhere`,
    }),
  }),
  refusedOrAsked('oidcc-rp-initiated-logout-modified-id-token-hint', {
    does: 'takes the signature off the ID token',
    parameters: (idToken) => ({ ...usual, id_token_hint: unsignedCopy(idToken) }),
  }),
  refusedOrAsked('oidcc-rp-initiated-logout-no-id-token-hint', {
    does: 'names a page to come back to, and brings no ID token',
    parameters: () => usual,
  }),
  endsAtPortal('oidcc-rp-initiated-logout-no-params', {
    does: 'says nothing at all: the person is signed out, once they say so',
    parameters: () => ({}),
  }),
  endsAtPortal('oidcc-rp-initiated-logout-no-post-logout-redirect-uri', {
    does: 'names no page to come back to: the person is signed out and stays at the portal',
    parameters: (idToken) => ({ id_token_hint: idToken, state: usual.state }),
  }),
  {
    name: 'oidcc-rp-initiated-logout-no-state',
    does: 'signs out without a state: none comes back',
    async run(suite) {
      const { browser, idToken } = await enter(suite);
      const parameters = { post_logout_redirect_uri: signedOutUri, id_token_hint: idToken };
      expect((await leave(browser, parameters)).url).toBe(signedOutUri);
      await expectSignedOut(suite, browser);
      return 'passed';
    },
  },
  endsAtPortal('oidcc-rp-initiated-logout-only-state', {
    does: 'brings a state and nothing else: the person is signed out, once they say so',
    parameters: () => ({ state: usual.state }),
  }),
];

/** The modules of Back-Channel Logout OP. */
export const backChannelModules: readonly ConformanceModule[] = [
  {
    name: 'oidcc-backchannel-logout-discovery-endpoint-verification',
    does: 'reads in the discovery document that applications are told, with the name of the sign-in',
    async run(suite) {
      expect((await applicationOf(suite)).serverMetadata()).toMatchObject({
        end_session_endpoint: endSession,
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
      });
      return 'passed';
    },
  },
  {
    name: 'oidcc-backchannel-rp-initiated-logout',
    does: 'signs out with an ID token: the application is told of the same person and sign-in on its back channel',
    async run(suite) {
      const { browser, idToken } = await enter(suite, 'told');
      const { sid, sub } = decodeJwt(idToken);
      await leave(browser, { ...usual, id_token_hint: idToken });
      await vi.waitFor(() => expect(suite.receiver.received).not.toEqual([]), 10_000);
      const [told] = suite.receiver.received.splice(0);
      const claims = decodeJwt(told?.token ?? '');
      expect(claims).toMatchObject({
        iss: issuer,
        aud: 'told',
        sid,
        sub,
        iat: expect.any(Number),
        jti: expect.any(String),
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      });
      expect(claims).not.toHaveProperty('nonce');
      await expectSignedOut(suite, browser);
      return 'passed';
    },
  },
];
