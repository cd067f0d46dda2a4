import { join } from 'node:path';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { totpCode } from '../../src/factors/totp/totp-codes.ts';
import {
  beginCodeFlow,
  consent,
  flowIdOf,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { createTestingIo } from '../support/testing-io.ts';

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld([
    testClient({ consent_mode: 'implicit', scopes: ['openid'] }),
    testClient({ client_id: 'remembering', consent_mode: 'pre-configured' }),
  ]);
  const words = ['storage', 'user', 'totp', 'generate', 'john', '--secret'];
  const file = join(world.folder, 'configuration.yml');
  expect(
    await run([...words, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '--config', file], createTestingIo().io),
  ).toBe(0);
});
afterAll(() => world?.[Symbol.asyncDispose]());

const essential = (...values: readonly string[]) => ({
  claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }),
});

async function begin(browser: OidcBrowser, more: Readonly<Record<string, string>> = {}) {
  const application = await world.application('app');
  const flow = await beginCodeFlow(application, { scope: 'openid', ...more });
  return { ...flow, application, first: (await browser.get(flow.url)).header('location') ?? '' };
}

async function acrOf(begun: Awaited<ReturnType<typeof begin>>, back = begun.first): Promise<unknown> {
  const { application, verifier, state, nonce } = begun;
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  const tokens = await client.authorizationCodeGrant(application, new URL(back), checks);
  return tokens.claims()?.acr;
}

const errorIn = (url: string) => [url.startsWith(redirectUri), new URL(url).searchParams.get('error')];

test('the discovery document tells the values, and every ID token which of them holds', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  const begun = await begin(browser);
  expect(begun.application.serverMetadata().acr_values_supported).toEqual([
    'one_factor',
    'two_factor',
    'phr',
  ]);
  expect(await acrOf(begun)).toBe('one_factor');
});

test('who has one factor is led to the second where the request asks for it, though the client takes one', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  for (const more of [{ acr_values: 'two_factor' }, essential('two_factor')]) {
    const { first } = await begin(browser, more);
    expect(first).toContain('/?flow=openid_connect');
    expect((await browser.get(first)).body).toContain('second-factor');
    const resumed = await browser.get(`${issuer}/api/oidc/authorization/${flowIdOf(first)}`);
    expect(resumed.header('location')).toContain('/?flow=openid_connect');
  }
  const begun = await begin(browser, { acr_values: 'two_factor' });
  const key = Buffer.from('12345678901234567890');
  const time = Math.floor(Date.now() / 30_000);
  const token = totpCode({ secret: key, algorithm: 'SHA1', digits: 6, period: 30 }, time);
  const flow = { flow: 'openid_connect', flowID: flowIdOf(begun.first) };
  const proved = await browser.post(`${issuer}/api/secondfactor/totp`, { token, ...flow });
  const back = (await browser.get(JSON.parse(proved.body).data.redirect)).header('location') ?? '';
  expect(await acrOf(begun, back)).toBe('two_factor');
  expect(await acrOf(await begin(browser, { acr_values: 'one_factor two_factor' }))).toBe('one_factor');
  expect(await acrOf(await begin(browser))).toBe('two_factor');
  expect(await acrOf(await begin(browser, { acr_values: 'phr' }))).toBe('two_factor');
  expect(errorIn((await begin(browser, essential('phr'))).first)).toEqual([
    true,
    'unmet_authentication_requirements',
  ]);
});

test('an acr that there is not: refused where it is essential, passed over where it is not', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  expect(errorIn((await begin(browser, essential('urn:gold'))).first)).toEqual([
    true,
    'unmet_authentication_requirements',
  ]);
  expect(await acrOf(await begin(browser, { acr_values: 'urn:gold' }))).toBe('one_factor');
});

test('nobody is asked whether an application may know acr, and a remembered consent covers it', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  const ask = async (claims: object) => {
    const flow = await beginCodeFlow(await world.application('remembering'), {
      scope: 'openid',
      claims: JSON.stringify(claims),
    });
    return (await browser.get(flow.url)).header('location') ?? '';
  };
  const acr = { id_token: { acr: { essential: true, values: ['one_factor'] } } };
  const question = await ask(acr);
  const asked = await browser.get(`${issuer}/api/oidc/consent?flow_id=${flowIdOf(question)}`);
  expect(JSON.parse(asked.body).data).toMatchObject({ claims: [], essential_claims: [] });
  await consent(browser, question, 'remembering', { pre_configure: true });
  expect(await ask(acr)).toContain(`${redirectUri}?code=`);
  expect(await ask({ userinfo: { nickname: null } })).toContain('/consent/openid/decision');
});

test('prompt=none: what is essential is an error, what is not is passed over', async () => {
  const browser = world.browser();
  await browser.signIn('john');
  const none = { prompt: 'none' };
  expect(errorIn((await begin(browser, { ...essential('two_factor'), ...none })).first)).toEqual([
    true,
    'login_required',
  ]);
  expect(await acrOf(await begin(browser, { acr_values: 'two_factor', ...none }))).toBe('one_factor');
});
