import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  askToken,
  beginCodeFlow,
  consent,
  flowIdOf,
  followRedirects,
  issuer,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { people } from '../support/people.ts';
import type { PersonsApp } from '../support/portal-person.ts';
import { signInAndEnrolApp } from '../support/sign-in-and-enrol-app.ts';

// Each of John's codes is good once: the tests use those of different periods.

const grant = 'urn:ietf:params:oauth:grant-type:device_code';

let world: OidcWorld;
let app: PersonsApp;
beforeAll(async () => {
  const strict = { authorization_policy: 'two_factor' };
  world = await startOidcWorld(
    [
      testClient({ ...strict, consent_mode: 'pre-configured' }),
      testClient({ client_id: 'tv', ...strict, grant_types: [grant], redirect_uris: [] }),
      testClient({ client_id: 'single', consent_mode: 'implicit', scopes: ['openid'] }),
    ],
    { configuration: { totp: { skew: 2 } } },
  );
  ({ app } = await signInAndEnrolApp(world, people.john));
});
afterAll(() => world?.[Symbol.asyncDispose]());

test('password and one-time password on the way to an application: back with a code, both told by amr, no second consent', async () => {
  const application = await world.application('app');
  const browser = world.browser();
  const flow = await beginCodeFlow(application);
  const portal = (await browser.get(flow.url)).header('location') ?? '';
  const flowID = flowIdOf(portal);

  const first = await browser.signIn('john', { flow: 'openid_connect', flowID });
  expect(JSON.parse(first.body)).toEqual({ status: 'OK' });
  expect((await browser.get(portal)).body).toContain('one-time-password-method');
  // Neither the question nor the client is reached with one factor.
  const early = await followRedirects(browser, `${issuer}/api/oidc/authorization/${flowID}`);
  expect(early.url).toContain(`${issuer}/?flow=openid_connect&flow_id=`);

  const second = { token: app.code(-2), flow: 'openid_connect', flowID: flowIdOf(early.url) };
  const proved = await browser.post(`${issuer}/api/secondfactor/totp`, second);
  const question = await followRedirects(browser, JSON.parse(proved.body).data.redirect);
  expect(question.url).toContain(`${issuer}/consent/openid/decision`);
  const back = await consent(browser, question.url, 'app', { pre_configure: true });
  const tokens = await client.authorizationCodeGrant(application, new URL(back), {
    pkceCodeVerifier: flow.verifier,
    expectedState: flow.state,
    expectedNonce: flow.nonce,
  });
  expect(tokens.claims()?.amr).toEqual(expect.arrayContaining(['pwd', 'otp', 'mfa']));

  const again = await beginCodeFlow(application);
  expect((await followRedirects(browser, again.url)).url).toMatch(
    /^https:\/\/app\.example\.com\/callback\?code=/,
  );
});

test('a sign-in with one factor that is there already is raised on the way, and stays good for other clients', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  const single = await beginCodeFlow(await world.application('single'), { scope: 'openid' });
  expect((await followRedirects(browser, single.url)).url).toContain(
    'https://app.example.com/callback?code=',
  );
  const flow = await beginCodeFlow(await world.application('app'));
  const portal = (await followRedirects(browser, flow.url)).url;
  const wrong = { token: '000000', flow: 'openid_connect', flowID: flowIdOf(portal) };
  expect((await browser.post(`${issuer}/api/secondfactor/totp`, wrong)).status).toBe(403);
  const right = { ...wrong, token: app.code(1) };
  const proved = await browser.post(`${issuer}/api/secondfactor/totp`, right);
  expect((await followRedirects(browser, JSON.parse(proved.body).data.redirect)).url).toContain(
    'https://app.example.com/callback?code=',
  );
});

test('the code of a device is kept over the second factor', async () => {
  const tv = await world.application('tv');
  const begun = await client.initiateDeviceAuthorization(tv, { scope: 'openid profile' });
  const browser = world.browser();
  await browser.signIn('john');
  const typed = await browser.postForm(begun.verification_uri, { user_code: begun.user_code });
  const portal = (await followRedirects(browser, typed.header('location') ?? '')).url;
  expect(portal).toContain(`${issuer}/?flow=openid_connect&flow_id=`);
  const form = { token: app.code(2), flow: 'openid_connect', flowID: flowIdOf(portal) };
  const proved = await browser.postForm(`${issuer}/2fa/one-time-password`, form);
  expect(proved.status).toBe(303);
  const onward = await browser.get(`${issuer}${proved.header('location') ?? ''}`);
  const next = onward.header('refresh')?.replace('0;url=', '') ?? '';
  const question = (await followRedirects(browser, next)).url;
  expect((await browser.get(question)).body).toContain(begun.user_code);
  expect(await consent(browser, question, 'tv')).toBe(`${issuer}/consent/completion?decision=accepted`);
  const answer = await askToken(world, { grant_type: grant, device_code: begun.device_code }, 'tv');
  const { amr } = JSON.parse(
    Buffer.from(JSON.parse(answer.body).id_token.split('.')[1], 'base64url').toString(),
  );
  expect(amr).toEqual(expect.arrayContaining(['pwd', 'otp', 'mfa']));
});
