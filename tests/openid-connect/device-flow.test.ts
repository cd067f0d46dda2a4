import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  askToken,
  clientSecret,
  flowIdOf,
  followRedirects,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { people } from '../support/people.ts';

const grant = 'urn:ietf:params:oauth:grant-type:device_code';
const scope = 'openid profile groups offline_access';
const page = `${issuer}/consent/openid/device-authorization`;

let world: OidcWorld;
let browser: OidcBrowser;
beforeAll(async () => {
  world = await startOidcWorld(
    [
      testClient({ grant_types: [grant, 'refresh_token'], redirect_uris: [], consent_mode: 'implicit' }),
      testClient({ client_id: 'other', grant_types: [grant, 'refresh_token'], redirect_uris: [] }),
      testClient({ client_id: 'quick', grant_types: [grant], redirect_uris: [], lifespan: 'short' }),
      testClient({
        client_id: 'reaching',
        grant_types: [grant, 'refresh_token'],
        redirect_uris: [],
        audience: ['https://api.example.com', 'https://films.example.com'],
        access_token_signed_response_alg: 'RS256',
      }),
      testClient({ client_id: 'browser-only' }),
      testClient({
        client_id: 'tv',
        public: true,
        client_secret: undefined,
        grant_types: [grant],
        redirect_uris: [],
      }),
      testClient({
        client_id: 'strict',
        grant_types: [grant],
        redirect_uris: [],
        authorization_policy: 'two_factor',
      }),
      testClient({
        client_id: 'closed',
        grant_types: [grant],
        redirect_uris: [],
        authorization_policy: 'nobody',
      }),
    ],
    {
      oidc: {
        lifespans: { custom: { short: { device_code: '1m' } } },
        authorization_policies: {
          nobody: { default_policy: 'deny', rules: [{ policy: 'one_factor', subject: 'user:nobody' }] },
        },
        cors: { endpoints: ['device-authorization'], allowed_origins: ['https://spa.example.com'] },
      },
      endpoints: { rate_limits: { openid_connect_token: { enable: false } } },
    },
  );
  browser = world.browser();
  await browser.signIn('john');
});
afterAll(() => world?.[Symbol.asyncDispose]());
afterEach(() => {
  vi.useRealTimers();
});

/** A device begins. */
async function begin(clientId = 'app', authentication?: client.ClientAuth) {
  const application = await world.application(clientId, authentication);
  return { application, begun: await client.initiateDeviceAuthorization(application, { scope }) };
}

/** Somebody types the code; gives where that leads to. */
async function enter(who: OidcBrowser, userCode: string): Promise<string> {
  const answer = await who.postForm(page, { user_code: userCode });
  if (answer.status !== 303) throw new Error(`the code was not taken: ${answer.status} ${answer.body}`);
  return (await followRedirects(who, answer.header('location') ?? '')).url;
}

/** Somebody answers the question of consent; gives the page where it ends. */
async function decide(who: OidcBrowser, question: string, decision: 'accept' | 'deny', clientId = 'app') {
  const form = { flow_id: flowIdOf(question), client_id: clientId, decision };
  const answer = await who.postForm(`${issuer}/consent/openid/decision`, form);
  const onward = answer.header('refresh')?.replace(/^0;url=/, '') ?? '';
  return (await followRedirects(who, onward)).url;
}

const poll = (deviceCode: string, clientId = 'app') =>
  askToken(world, { grant_type: grant, device_code: deviceCode }, clientId);
const errorOf = (body: string): string => JSON.parse(body).error;

test('tokens are for whom the device asked, refreshed ones too, and for nobody else', async () => {
  const audience = 'https://api.example.com';
  const application = await world.application('reaching');
  const refused = client.initiateDeviceAuthorization(application, { scope, audience: 'https://evil.test' });
  await expect(refused).rejects.toMatchObject({ error: 'invalid_request' });
  const begun = await client.initiateDeviceAuthorization(application, { scope, audience });
  await decide(browser, await enter(browser, begun.user_code), 'accept', 'reaching');
  const tokens = JSON.parse((await poll(begun.device_code, 'reaching')).body);
  const renewed = await client.refreshTokenGrant(application, tokens.refresh_token);
  for (const token of [tokens.access_token, renewed.access_token]) {
    expect(await client.tokenIntrospection(application, token)).toMatchObject({
      active: true,
      aud: audience,
    });
  }
});

test('several audiences may be asked for one by one', async () => {
  const form = new URLSearchParams({ scope: 'openid' });
  for (const audience of ['https://api.example.com', 'https://films.example.com']) {
    form.append('audience', audience);
  }
  const answer = await world.send(`${issuer}/api/oidc/device-authorization`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`reaching:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
  });
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { expires_in: 600 }]);
});

describe('openid-client, a device', () => {
  test('shows a code, waits for its person, and gets tokens that end with the sign-in', async () => {
    const own = world.browser();
    const { application, begun } = await begin();
    expect(begun).toMatchObject({
      user_code: expect.stringMatching(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/),
      verification_uri: page,
      verification_uri_complete: `${page}?user_code=${begun.user_code}`,
      expires_in: 600,
      interval: 10,
    });
    expect(errorOf((await poll(begun.device_code)).body)).toBe('authorization_pending');

    const portal = await own.get(begun.verification_uri_complete ?? '');
    expect(portal.body).toContain(begun.user_code);
    const { username, password } = people.john;
    const form = { username, password, keptPath: 'consent/openid/device-authorization' };
    const signedIn = await own.postForm(`${issuer}/sign-in`, { ...form, user_code: begun.user_code });
    const back = signedIn.header('location') ?? '';
    expect(`${issuer}${back}`).toBe(begun.verification_uri_complete);
    expect((await own.get(`${issuer}${back}`)).body).toContain(begun.user_code);

    // As people type it.
    const question = await enter(own, ` ${begun.user_code.toLowerCase().replace('-', ' ')}`);
    expect(question).toContain(`${issuer}/consent/openid/decision?flow=openid_connect&flow_id=`);
    const shown = await own.get(question);
    expect(shown.body).toContain('The Application');
    expect(shown.body).toContain(begun.user_code);
    expect(await decide(own, question, 'accept')).toBe(`${issuer}/consent/completion?decision=accepted`);

    const signal = AbortSignal.timeout(20_000);
    const answered = { ...begun, interval: 0.01 };
    const tokens = await client.pollDeviceAuthorizationGrant(application, answered, {}, { signal });
    expect(tokens.claims()).toMatchObject({ iss: issuer, aud: 'app', amr: ['pwd'] });
    const person = await client.fetchUserInfo(application, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(person).toMatchObject({ preferred_username: 'john' });
    const renewed = await client.refreshTokenGrant(application, tokens.refresh_token ?? '');
    await own.post(`${issuer}/api/logout`, {});
    expect(await client.tokenIntrospection(application, renewed.access_token)).toEqual({ active: false });
  });

  test('without a secret gets tokens too', async () => {
    const { application, begun } = await begin('tv', client.None());
    expect(await decide(browser, await enter(browser, begun.user_code), 'accept', 'tv')).toContain(
      'accepted',
    );
    const answered = { ...begun, interval: 0.01 };
    const tokens = await client.pollDeviceAuthorizationGrant(application, answered);
    expect(tokens.claims()).toMatchObject({ aud: 'tv' });
    expect(tokens.refresh_token).toBeUndefined();
  });

  test('is told that it was refused', async () => {
    const { begun } = await begin();
    const question = await enter(browser, begun.user_code);
    expect(await decide(browser, question, 'deny')).toBe(`${issuer}/consent/completion?decision=rejected`);
    expect(errorOf((await poll(begun.device_code)).body)).toBe('access_denied');
    expect(errorOf((await poll(begun.device_code)).body)).toBe('invalid_grant');
  });

  test('that asks too often is slowed down, more each time', async () => {
    const { begun } = await begin();
    const nowMs = Date.now();
    const at = async (seconds: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: nowMs + seconds * 1000 });
      return errorOf((await poll(begun.device_code)).body);
    };
    expect(await at(0)).toBe('authorization_pending');
    expect(await at(10)).toBe('authorization_pending');
    expect(await at(13)).toBe('slow_down');
    expect(await at(24)).toBe('slow_down');
    expect(await at(44)).toBe('authorization_pending');
  });

  test('is told that it took too long, and so is the person', async () => {
    const { begun } = await begin('quick');
    expect(begun.expires_in).toBe(60);
    const { begun: entered } = await begin('quick');
    const taken = await browser.postForm(page, { user_code: entered.user_code });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect(errorOf((await poll(begun.device_code, 'quick')).body)).toBe('expired_token');
    expect((await browser.postForm(page, { user_code: begun.user_code })).status).toBe(400);
    const over = await followRedirects(browser, taken.header('location') ?? '');
    expect(over.url).toBe(`${issuer}/consent/completion?error=expired_token`);
    expect(over.answer?.status).toBe(400);
  });

  test('of a client that may not, or with a wrong secret: refused', async () => {
    const application = await world.application('browser-only');
    await expect(client.initiateDeviceAuthorization(application, { scope })).rejects.toMatchObject({
      error: 'invalid_request',
    });
    const wrong = await world.application('app', client.ClientSecretBasic(`${clientSecret}!`));
    await expect(client.initiateDeviceAuthorization(wrong, { scope })).rejects.toMatchObject({ status: 401 });
  });

  test('that waits is no failure: it does not use up the limit of the token endpoint', async () => {
    await using own = await startOidcWorld([testClient({ grant_types: [grant], redirect_uris: [] })]);
    const begun = await client.initiateDeviceAuthorization(await own.application('app'), { scope });
    const nowMs = Date.now();
    for (let at = 0; at < 55; at += 1) {
      vi.useFakeTimers({ toFake: ['Date'], now: nowMs + at * 10_000 });
      const answer = await askToken(own, { grant_type: grant, device_code: begun.device_code });
      expect(errorOf(answer.body)).toBe('authorization_pending');
    }
  });
});

describe('the policy of the client', () => {
  test('denies: the device is told, and so is the person', async () => {
    const { begun } = await begin('closed');
    const end = await enter(browser, begun.user_code);
    expect(end).toBe(`${issuer}/consent/completion?error=access_denied`);
    expect(errorOf((await poll(begun.device_code, 'closed')).body)).toBe('access_denied');
  });

  test('asks for a second factor before anything is asked', async () => {
    const { begun } = await begin('strict');
    const end = await enter(browser, begun.user_code);
    expect(end).toContain(`${issuer}/?flow=openid_connect&flow_id=`);
    expect((await browser.get(end)).body).toContain('second-factor');
    expect(errorOf((await poll(begun.device_code, 'strict')).body)).toBe('authorization_pending');
  });
});

describe('a code', () => {
  test('of fifty devices that redeem at once one gets tokens', async () => {
    const { begun } = await begin();
    await decide(browser, await enter(browser, begun.user_code), 'accept');
    const answers = await Promise.all(Array.from({ length: 50 }, () => poll(begun.device_code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => errorOf(body)))).toEqual(
      new Set(['invalid_grant']),
    );
  });

  test('is good for one person, however many type it at once, and that one may type it again', async () => {
    const { begun } = await begin();
    const browsers = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const own = world.browser();
        await own.signIn(index % 2 === 0 ? 'john' : 'harry');
        return own;
      }),
    );
    const type = (own: OidcBrowser) => own.postForm(page, { user_code: begun.user_code });
    const answers = await Promise.all(browsers.map(type));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    const winner = browsers[answers.findIndex(({ status }) => status === 303)];
    expect(winner && (await type(winner)).status).toBe(303);
  });

  test('that was answered is not good again', async () => {
    const { begun } = await begin();
    await decide(browser, await enter(browser, begun.user_code), 'accept');
    expect((await browser.postForm(page, { user_code: begun.user_code })).status).toBe(400);
  });

  test('of another client gives nothing', async () => {
    const { begun } = await begin();
    await decide(browser, await enter(browser, begun.user_code), 'accept');
    expect(errorOf((await poll(begun.device_code, 'other')).body)).toBe('invalid_grant');
    expect((await poll(begun.device_code)).status).toBe(200);
  });

  test('does nothing by its address alone, nor from a page of another site', async () => {
    const { begun } = await begin();
    const shown = await browser.get(begun.verification_uri_complete ?? '');
    expect(shown.status).toBe(200);
    const foreign = await world.send(page, {
      method: 'POST',
      headers: { Origin: 'https://evil.test', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `user_code=${begun.user_code}`,
    });
    expect(foreign.status).toBe(403);
    expect(errorOf((await poll(begun.device_code)).body)).toBe('authorization_pending');
  });

  test('goes on in the browser of who typed it alone', async () => {
    const { begun } = await begin();
    const question = await enter(browser, begun.user_code);
    const stranger = world.browser();
    await stranger.signIn('harry');
    expect((await stranger.get(`${page}/${flowIdOf(question)}`)).header('location')).toContain('error=');
    expect((await stranger.get(question)).status).toBe(400);
    expect(errorOf((await poll(begun.device_code)).body)).toBe('authorization_pending');
  });

  test('pages of other origins may ask for one where cors says so', async () => {
    const answer = await world.send(`${issuer}/api/oidc/device-authorization`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://spa.example.com', 'Access-Control-Request-Method': 'POST' },
    });
    expect(answer.header('access-control-allow-origin')).toBe('https://spa.example.com');
  });

  test('can be read neither in a stolen database nor in the log', async () => {
    const { begun } = await begin();
    await enter(browser, begun.user_code);
    const { readdirSync, readFileSync } = await import('node:fs');
    const files = readdirSync(world.folder).filter((name) => name.startsWith('db.sqlite3'));
    const text = files.map((name) => readFileSync(`${world.folder}/${name}`).toString('latin1')).join('');
    expect(text).toContain('oidc_artifacts');
    for (const secret of [begun.user_code, begun.user_code.replace('-', ''), begun.device_code]) {
      expect(text).not.toContain(secret);
      expect(world.gatehouse.log()).not.toContain(secret);
    }
  });
});

describe('the portal’s API', () => {
  const api = `${issuer}/api/oidc/consent`;
  const answerOf = (body: string) => JSON.parse(body);
  const approve = (who: OidcBrowser, form: Readonly<Record<string, string>>) =>
    who.putForm(`${issuer}/api/oidc/device-authorization`, form);
  const decision = (user_code: string, client_id: string, isGiven: boolean) => ({
    client_id,
    user_code,
    consent: isGiven,
    subflow: 'device_authorization',
  });

  test('tells what the device asks for, takes the answer, and lets it in', async () => {
    const { begun } = await begin();
    const asked = await browser.get(`${api}?user_code=${begun.user_code}`);
    expect(answerOf(asked.body)).toEqual({
      status: 'OK',
      data: {
        client_id: 'app',
        client_description: 'The Application',
        scopes: scope.split(' '),
        audience: [],
        pre_configuration: false,
        claims: [],
        essential_claims: [],
        require_login: false,
      },
    });
    const taken = await browser.post(api, decision(begun.user_code, 'app', true));
    const { flow_id } = answerOf(taken.body).data;
    expect(errorOf((await poll(begun.device_code)).body)).toBe('authorization_pending');
    const wrong = { flow_id, user_code: 'BBBB-BBBB' };
    expect((await approve(browser, wrong)).status).toBe(400);
    const stranger = world.browser();
    await stranger.signIn('john');
    expect((await approve(stranger, { flow_id, user_code: begun.user_code })).status).toBe(400);
    expect((await approve(world.browser(), { flow_id, user_code: begun.user_code })).status).toBe(403);
    const approved = await approve(browser, { flow_id, user_code: begun.user_code });
    expect([approved.status, answerOf(approved.body).status]).toEqual([200, 'OK']);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
    expect(JSON.parse((await poll(begun.device_code)).body)).toHaveProperty('access_token');
  });

  test('takes a refusal, which is final', async () => {
    const { begun } = await begin();
    const taken = await browser.post(api, decision(begun.user_code, 'app', false));
    const { flow_id } = answerOf(taken.body).data;
    expect((await approve(browser, { flow_id, user_code: begun.user_code })).status).toBe(400);
    expect(errorOf((await poll(begun.device_code)).body)).toBe('access_denied');
  });

  test('lets nobody past the policy of the client, and answers for no other client', async () => {
    const { begun } = await begin('strict');
    const asked = answerOf((await browser.get(`${api}?user_code=${begun.user_code}`)).body);
    expect(asked.data).toMatchObject({ client_id: 'strict', require_login: true });
    const refused = { status: 'KO', message: 'Operation failed.' };
    const ofOther = await browser.post(api, decision(begun.user_code, 'app', true));
    expect(answerOf(ofOther.body)).toEqual(refused);
    expect(answerOf((await browser.get(`${api}?user_code=BBBB-BBBB`)).body)).toEqual(refused);
    const taken = await browser.post(api, decision(begun.user_code, 'strict', true));
    const { flow_id } = answerOf(taken.body).data;
    expect((await approve(browser, { flow_id, user_code: begun.user_code })).status).toBe(400);
    expect(errorOf((await poll(begun.device_code, 'strict')).body)).toBe('authorization_pending');
    const { begun: closed } = await begin('closed');
    const flow = answerOf((await browser.post(api, decision(closed.user_code, 'closed', true))).body);
    const form = { flow_id: flow.data.flow_id, user_code: closed.user_code };
    expect((await approve(browser, form)).status).toBe(400);
    expect(errorOf((await poll(closed.device_code, 'closed')).body)).toBe('access_denied');
  });

  test('the portal’s link with a subflow leads to the page of the code', async () => {
    const link = `${issuer}/?flow=openid_connect&subflow=device_authorization&user_code=WDJB-MJHT`;
    const answer = await browser.get(link);
    expect(answer.header('location')).toBe('/consent/openid/device-authorization?user_code=WDJB-MJHT');
  });
});

test('guesses are limited by address and by person, also when they come at once', async () => {
  const limits = { openid_connect_user_code: { buckets: [{ period: '10m', requests: 12 }] } };
  await using own = await startOidcWorld([testClient()], { endpoints: { rate_limits: limits } });
  const guesser = own.browser();
  await guesser.signIn('harry');
  const guess = (address: string) =>
    own.send(page, {
      method: 'POST',
      headers: {
        Origin: issuer,
        Cookie: guesser.jar.header(new URL(issuer)) ?? '',
        'X-Forwarded-For': address,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'user_code=BBBB-BBBB',
    });
  const fromOne = await Promise.all(Array.from({ length: 30 }, () => guess('198.51.100.1')));
  expect(fromOne.filter(({ status }) => status === 400)).toHaveLength(12);
  expect(fromOne.filter(({ status }) => status === 429)).toHaveLength(18);
  const asked = await own.send(`${issuer}/api/oidc/consent?user_code=BBBB-BBBB`, {
    headers: { Cookie: guesser.jar.header(new URL(issuer)) ?? '' },
  });
  expect([asked.status, asked.header('retry-after')]).toEqual([429, expect.stringMatching(/GMT$/)]);
  const fromMany = await Promise.all(Array.from({ length: 30 }, (_, at) => guess(`198.51.100.${at + 2}`)));
  expect(new Set(fromMany.map(({ status }) => status))).toEqual(new Set([429]));
});
