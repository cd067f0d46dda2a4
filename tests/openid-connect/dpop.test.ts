import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  beginCodeFlow,
  consent,
  issuer,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld(
    [
      testClient(),
      testClient({ client_id: 'bound', dpop_bound_access_tokens: true }),
      testClient({ client_id: 'device', client_secret: undefined, public: true }),
    ],
    {
      endpoints: { rate_limits: { openid_connect_token: { enable: false } } },
      oidc: { cors: { endpoints: ['token'], allowed_origins: ['https://spa.example.com'] } },
    },
  );
});
afterAll(() => world?.[Symbol.asyncDispose]());
afterEach(() => {
  vi.useRealTimers();
});

const scope = 'openid offline_access';

/** Somebody signed in agrees; gives what it takes to redeem the code. */
async function getCode(clientId: string, more: Readonly<Record<string, string>> = {}) {
  const authentication = clientId === 'device' ? client.None() : undefined;
  const application = await world.application(clientId, authentication);
  const browser = world.browser();
  await browser.signIn('john');
  const flow = await beginCodeFlow(application, { scope, ...more });
  const question = (await browser.get(flow.url)).header('location') ?? '';
  const back = new URL(await consent(browser, question, clientId));
  const { verifier, state, nonce } = flow;
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  return { application, back, checks };
}

type Keys = Awaited<ReturnType<typeof client.randomDPoPKeyPair>>;

interface Proof {
  readonly url: string;
  readonly method?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A proof by hand (RFC 9449 §4.2), for what no library would send. */
async function proofOf(keys: Keys, { url, method = 'POST', claims = {} }: Proof) {
  const jwk = await exportJWK(keys.publicKey);
  return new SignJWT({ jti: randomUUID(), htm: method, htu: url, ...claims })
    .setIssuedAt()
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
    .sign(keys.privateKey);
}

async function ath(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', Buffer.from(token));
  return Buffer.from(hash).toString('base64url');
}

const tokenUrl = `${issuer}/api/oidc/token`;
const userinfoUrl = `${issuer}/api/oidc/userinfo`;

describe('openid-client with DPoP', () => {
  test('access tokens are bound at the code, at UserInfo and at each refresh, and the key is told', async () => {
    const keys = await client.randomDPoPKeyPair();
    const { application, back, checks } = await getCode('bound');
    const DPoP = client.getDPoPHandle(application, keys);
    expect(application.serverMetadata().dpop_signing_alg_values_supported).toContain('ES256');
    const tokens = await client.authorizationCodeGrant(application, back, checks, undefined, { DPoP });
    expect(tokens.token_type).toBe('dpop');
    const sub = tokens.claims()?.sub ?? '';
    expect(await client.fetchUserInfo(application, tokens.access_token, sub, { DPoP })).toEqual({ sub });
    const jkt = await calculateJwkThumbprint(await exportJWK(keys.publicKey));
    expect(await client.tokenIntrospection(application, tokens.access_token)).toMatchObject({
      active: true,
      token_type: 'DPoP',
      cnf: { jkt },
    });
    const renewed = await client.refreshTokenGrant(application, tokens.refresh_token ?? '', undefined, {
      DPoP,
    });
    expect(renewed.token_type).toBe('dpop');
    for (const scheme of ['Bearer', 'DPoP']) {
      const headers = { Authorization: `${scheme} ${renewed.access_token}` };
      expect((await world.send(userinfoUrl, { headers })).status).toBeGreaterThanOrEqual(400);
    }
    const stranger = client.getDPoPHandle(application, await client.randomDPoPKeyPair());
    await expect(
      client.fetchUserInfo(application, renewed.access_token, sub, { DPoP: stranger }),
    ).rejects.toThrow();
  });

  test('a client whose tokens must be bound gets none without a proof; others choose', async () => {
    const bound = await getCode('bound');
    await expect(
      client.authorizationCodeGrant(bound.application, bound.back, bound.checks),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const app = await getCode('app');
    const tokens = await client.authorizationCodeGrant(app.application, app.back, app.checks);
    expect(tokens.token_type).toBe('bearer');
  });

  test('the refresh token of a client without a secret is bound to its key', async () => {
    const { application, back, checks } = await getCode('device');
    const DPoP = client.getDPoPHandle(application, await client.randomDPoPKeyPair());
    const tokens = await client.authorizationCodeGrant(application, back, checks, undefined, { DPoP });
    const refresh = (handle: client.DPoPHandle | undefined) =>
      client.refreshTokenGrant(
        application,
        tokens.refresh_token ?? '',
        undefined,
        handle && { DPoP: handle },
      );
    const stranger = client.getDPoPHandle(application, await client.randomDPoPKeyPair());
    await expect(refresh(stranger)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(refresh(undefined)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(DPoP)).token_type).toBe('dpop');
  });

  test('a code that was asked for with dpop_jkt is redeemed with that key alone', async () => {
    const keys = await client.randomDPoPKeyPair();
    const dpop_jkt = await calculateJwkThumbprint(await exportJWK(keys.publicKey));
    for (const [own, isRight] of [
      [await client.randomDPoPKeyPair(), false],
      [keys, true],
    ] as const) {
      const { application, back, checks } = await getCode('app', { dpop_jkt });
      const DPoP = client.getDPoPHandle(application, own);
      const redeemed = client.authorizationCodeGrant(application, back, checks, undefined, { DPoP });
      if (isRight) expect((await redeemed).token_type).toBe('dpop');
      else await expect(redeemed).rejects.toMatchObject({ error: 'invalid_grant' });
    }
  });
});

describe('proofs', () => {
  test('of twenty uses of one proof at once one is good', async () => {
    const keys = await client.randomDPoPKeyPair('ES256');
    const { application, back, checks } = await getCode('bound');
    const DPoP = client.getDPoPHandle(application, keys);
    const tokens = await client.authorizationCodeGrant(application, back, checks, undefined, { DPoP });
    const claims = { ath: await ath(tokens.access_token) };
    const proof = await proofOf(keys, { url: userinfoUrl, method: 'GET', claims });
    const headers = { Authorization: `DPoP ${tokens.access_token}`, DPoP: proof };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.send(userinfoUrl, { headers })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
    expect(answers.find(({ status }) => status === 401)?.header('www-authenticate')).toContain('DPoP');
  });

  test('for another address, another method, or of another time are refused; a nonce makes good for a wrong clock', async () => {
    const keys = await client.randomDPoPKeyPair('ES256');
    const ask = async (proof: string) => {
      const form = { grant_type: 'refresh_token', refresh_token: 'made-up' };
      const credentials = Buffer.from('app:a%20secret%20of%20the%20application').toString('base64');
      const answer = await world.send(tokenUrl, {
        method: 'POST',
        headers: {
          Authorization: `Basic ${credentials}`,
          'Content-Type': 'application/x-www-form-urlencoded',
          DPoP: proof,
          Origin: 'https://spa.example.com',
        },
        body: new URLSearchParams(form).toString(),
      });
      return { ...answer, error: JSON.parse(answer.body).error };
    };
    expect((await ask(await proofOf(keys, { url: userinfoUrl }))).error).toBe('invalid_dpop_proof');
    expect((await ask(await proofOf(keys, { url: tokenUrl, method: 'GET' }))).error).toBe(
      'invalid_dpop_proof',
    );
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    const late = await proofOf(keys, { url: tokenUrl });
    vi.useRealTimers();
    const refused = await ask(late);
    const nonce = refused.header('dpop-nonce');
    expect([refused.error, nonce]).toEqual(['use_dpop_nonce', expect.stringMatching(/./)]);
    expect(refused.header('access-control-expose-headers')).toContain('DPoP-Nonce');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    const withNonce = await proofOf(keys, { url: tokenUrl, claims: { nonce } });
    vi.useRealTimers();
    expect((await ask(withNonce)).error).toBe('invalid_grant');
    expect((await ask(await proofOf(keys, { url: tokenUrl, claims: { nonce: 'made-up' } }))).error).toBe(
      'use_dpop_nonce',
    );
  });
});
