import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  askToken,
  beginCodeFlow,
  clientSecret,
  consent,
  enterApplication,
  flowIdOf,
  followRedirects,
  getCode,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

let world: OidcWorld;
let browser: OidcBrowser;
beforeAll(async () => {
  const quiet = testClient({ client_id: 'quiet', consent_mode: 'implicit' });
  world = await startOidcWorld([testClient(), testClient({ client_id: 'other' }), quiet], {
    endpoints: { rate_limits: { openid_connect_token: { enable: false } } },
  });
  browser = world.browser();
  await browser.signIn('john');
});
afterAll(() => world?.[Symbol.asyncDispose]());
afterEach(() => {
  vi.useRealTimers();
});

const redeem = (code: string, verifier: string, more: Readonly<Record<string, string>> = {}) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: redirectUri,
  code_verifier: verifier,
  ...more,
});
const errorOf = (body: string): string => JSON.parse(body).error;

describe('codes', () => {
  test('of fifty redemptions at once one succeeds, and what it gave is worth nothing', async () => {
    const { code, verifier } = await getCode(world, browser);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => askToken(world, redeem(code, verifier))),
    );
    const right = answers.filter(({ status }) => status === 200);
    expect(right).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49);
    const tokens = JSON.parse(right[0]?.body ?? '');
    const again = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    expect(errorOf((await askToken(world, again)).body)).toBe('invalid_grant');
  });

  test('of another client, with another redirect URI, with another verifier or none: refused', async () => {
    const other = client.randomPKCECodeVerifier();
    for (const [more, clientId] of [
      [{}, 'other'],
      [{ redirect_uri: `${redirectUri}/` }, 'app'],
      [{ code_verifier: other }, 'app'],
      [{ code_verifier: '' }, 'app'],
    ] as const) {
      const { code, verifier } = await getCode(world, browser);
      const answer = await askToken(world, redeem(code, verifier, more), clientId);
      expect([answer.status, errorOf(answer.body)]).toEqual([400, 'invalid_grant']);
    }
  });

  test('expired: refused', async () => {
    const { code, verifier } = await getCode(world, browser);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    const answer = await askToken(world, redeem(code, verifier));
    expect([answer.status, errorOf(answer.body)]).toEqual([400, 'invalid_grant']);
  });
});

describe('refresh tokens', () => {
  test('of fifty refreshes at once one succeeds', async () => {
    const { code, verifier } = await getCode(world, browser);
    const tokens = JSON.parse((await askToken(world, redeem(code, verifier))).body);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    const answers = await Promise.all(Array.from({ length: 50 }, () => askToken(world, form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('one used twice takes all of its family with it; another client cannot use one at all', async () => {
    const { code, verifier } = await getCode(world, browser);
    const first = JSON.parse((await askToken(world, redeem(code, verifier))).body);
    const form = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    expect(errorOf((await askToken(world, form, 'other')).body)).toBe('invalid_grant');
    const second = JSON.parse((await askToken(world, form)).body);
    expect(errorOf((await askToken(world, form)).body)).toBe('invalid_grant');
    const latest = { ...form, refresh_token: second.refresh_token };
    expect(errorOf((await askToken(world, latest)).body)).toBe('invalid_grant');
  });

  test('a sign-in that was ended takes its tokens and its codes with it', async () => {
    const own = world.browser();
    await own.signIn('john');
    const { code, verifier, application } = await getCode(world, own);
    const tokens = JSON.parse((await askToken(world, redeem(code, verifier))).body);
    const pending = await getCode(world, own);
    await own.post(`${issuer}/api/logout`, {});
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    expect(errorOf((await askToken(world, form)).body)).toBe('invalid_grant');
    expect(errorOf((await askToken(world, redeem(pending.code, pending.verifier))).body)).toBe(
      'invalid_grant',
    );
    expect(await client.tokenIntrospection(application, tokens.access_token)).toEqual({ active: false });
  });
});

describe('redirects', () => {
  const wrong = [
    'https://app.example.com.evil.test/callback',
    'https://app.example.com@evil.test/callback',
    'https://ok@app.example.com/callback',
    'https://app.example.com/callback/',
    'https://app.example.com/callback?more',
    'https://app.example.com/callback#part',
    'https://app.example.com/CALLBACK',
    'https://app.example.com/../callback',
    'https://app.example.com:8443/callback',
    'http://app.example.com/callback',
    '//app.example.com/callback',
    'https:\\\\app.example.com\\callback',
    'javascript:alert(1)',
    '',
  ];

  test.each(wrong)('redirect URIs compare word for word: %j', async (uri) => {
    const { url } = await beginCodeFlow(await world.application('app'), { redirect_uri: uri });
    const answer = await browser.get(url);
    const location = new URL(answer.header('location') ?? '');
    expect(`${location.origin}${location.pathname}`).toBe(`${issuer}/consent/completion`);
    expect(location.searchParams.get('error')).toMatch(/^invalid_(redirect_uri|request)$/);
  });

  test('a repeated parameter is an invalid request', async () => {
    const { url } = await beginCodeFlow(await world.application('app'));
    for (const name of ['client_id', 'redirect_uri', 'scope', 'state']) {
      const value = new URL(url).searchParams.get(name) ?? '';
      const answer = await browser.get(`${url}&${new URLSearchParams({ [name]: value }).toString()}`);
      expect(new URL(answer.header('location') ?? '').searchParams.get('error'), name).toBe(
        'invalid_request',
      );
    }
    const { code, verifier } = await getCode(world, browser);
    const twice = [...Object.entries(redeem(code, verifier)), ['code', code] as const];
    expect(errorOf((await askToken(world, twice)).body)).toBe('invalid_request');
  });

  test('the host of a request makes no issuer of its own', async () => {
    const discovery = '/.well-known/openid-configuration';
    const answer = await world.send(`${issuer}${discovery}`, { headers: { Host: 'evil.test' } });
    expect(answer.body).not.toContain('evil.test');
    const foreign = await world.send(`https://evil.test${discovery}`);
    expect([foreign.status, errorOf(foreign.body)]).toEqual([400, 'invalid_request']);
  });
});

describe('people', () => {
  test('the answer of somebody else, without an answer, or for another client decides nothing', async () => {
    const { url } = await beginCodeFlow(await world.application('app'));
    const question = (await browser.get(url)).header('location') ?? '';
    const stranger = world.browser();
    await stranger.signIn('harry');
    const path = `${issuer}/api/oidc/consent`;
    const body = { flow_id: flowIdOf(question), client_id: 'app', consent: true };
    expect((await world.browser().post(path, body)).status).toBe(403);
    for (const answer of [
      await stranger.get(`${path}?flow_id=${body.flow_id}`),
      await stranger.post(path, body),
      await browser.post(path, { ...body, client_id: 'other' }),
      await browser.post(path, { flow_id: body.flow_id, client_id: 'app' }),
    ]) {
      expect(JSON.parse(answer.body)).toEqual({ status: 'KO', message: 'Operation failed.' });
    }
    const form = { flow_id: body.flow_id, client_id: 'app' };
    expect((await browser.postForm(`${issuer}/consent/openid/decision`, form)).status).toBe(400);
    const refused = await browser.post(path, { ...body, consent: false });
    const back = await followRedirects(browser, JSON.parse(refused.body).data.redirect_uri);
    expect(new URL(back.url).searchParams.get('error')).toBe('access_denied');
  });

  test('a request for one person is not answered for another, interrupted or not, asked or not', async () => {
    const application = await world.application('quiet');
    const idToken = await enterApplication(world, browser, 'quiet');
    const { sub } = decodeJwt(idToken);
    const claimed = (subject: object) => ({ claims: JSON.stringify({ id_token: { sub: subject } }) });
    const harry = world.browser();
    await harry.signIn('harry');
    for (const demand of [{ id_token_hint: idToken }, claimed({ value: sub }), claimed({ values: [sub] })]) {
      for (const prompt of ['none', 'login', '']) {
        const asked = { scope: 'openid', ...demand, ...(prompt === '' ? {} : { prompt }) };
        const { url } = await beginCodeFlow(application, asked);
        const toHarry = await followRedirects(harry, url);
        expect(new URL(toHarry.url).searchParams.get('error')).toBe('login_required');
        if (prompt === 'login') continue;
        expect((await followRedirects(browser, url)).url).toContain(`${redirectUri}?code=`);
      }
      const late = world.browser();
      const { url } = await beginCodeFlow(application, { scope: 'openid', ...demand });
      const flowID = flowIdOf((await late.get(url)).header('location') ?? '');
      const signedIn = await late.signIn('harry', { flow: 'openid_connect', flowID });
      const back = await followRedirects(late, JSON.parse(signedIn.body).data.redirect);
      expect(new URL(back.url).searchParams.get('error')).toBe('login_required');
    }
  });

  test('an interrupted request goes on in the browser that began it alone', async () => {
    const begun = world.browser();
    const { url } = await beginCodeFlow(await world.application('app'));
    const flowId = flowIdOf((await begun.get(url)).header('location') ?? '');
    const lured = world.browser();
    const signedIn = await lured.signIn('john', { flow: 'openid_connect', flowID: flowId });
    const answer = await lured.get(JSON.parse(signedIn.body).data.redirect);
    expect(answer.header('location')).toContain(`${issuer}/consent/completion?error=invalid_request`);
  });

  test('a proof that was made in another browser counts for no interrupted request, whatever cookie comes with it', async () => {
    const { url } = await beginCodeFlow(await world.application('quiet'), {
      scope: 'openid',
      prompt: 'login',
    });
    const interrupted = flowIdOf((await browser.get(url)).header('location') ?? '');
    const other = flowIdOf((await browser.get(url)).header('location') ?? '');
    const at = (flowId: string) => `${issuer}/api/oidc/authorization/${flowId}`;
    const lured = world.browser();
    await lured.signIn('john');
    await lured.get(at(interrupted));
    const cookie = `${browser.jar.header(new URL(issuer)) ?? ''}; gatehouse_oidc_resume=${interrupted}`;
    for (const flowId of [other, interrupted]) {
      const answer = await world.send(at(flowId), { headers: { Cookie: cookie } });
      const location = answer.header('location') ?? '';
      expect(location).not.toContain('consent/openid/decision');
      expect(location).not.toContain('?code=');
    }
  });

  test('the engine takes no session cookie of the browser', async () => {
    const { url } = await beginCodeFlow(await world.application('app'));
    const answer = await world.send(url, { headers: { Cookie: 'gatehouse_oidc_session=made-up' } });
    expect(answer.header('location')).toContain('/?flow=openid_connect');
  });
});

test('a wrong secret, a secret too long and a client that is not there are refused alike', async () => {
  const ask = (id: string, secret: string) =>
    world.send(`${issuer}/api/oidc/token`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
  const answers = await Promise.all([
    ask('app', 'wrong'),
    ask('app', 'x'.repeat(1500)),
    ask('nobody', 'wrong'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
});

test('nothing that opens anything can be read in a stolen database or in the log', async () => {
  const { code, verifier, nonce, state } = await getCode(world, browser);
  const tokens = JSON.parse((await askToken(world, redeem(code, verifier))).body);
  const pending = await getCode(world, browser);
  const files = readdirSync(world.folder).filter((name) => name.startsWith('db.sqlite3'));
  const bytes = files.map((name) => readFileSync(join(world.folder, name)).toString('latin1')).join('');
  expect(bytes).toContain('oidc_artifacts');
  const secrets = [
    code,
    pending.code,
    tokens.access_token,
    tokens.refresh_token,
    tokens.id_token,
    nonce,
    state,
  ];
  for (const secret of [...secrets, clientSecret, redirectUri]) expect(bytes).not.toContain(secret);
  for (const secret of [...secrets, clientSecret]) expect(world.gatehouse.log()).not.toContain(secret);
});

test('consent is asked again although it was given in another request', async () => {
  await getCode(world, browser);
  const { url } = await beginCodeFlow(await world.application('app'));
  const question = (await browser.get(url)).header('location') ?? '';
  expect(question).toContain('/consent/openid/decision');
  expect(await consent(browser, question)).toContain('code=');
});
