import { decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { expect } from 'vitest';
import { askToken, clientSecret, issuer } from '../../../support/oidc-world.ts';
import { authorize, redeem } from '../authorize.ts';
import { applicationOf, type ConformanceModule, type Outcome, type Suite } from '../conformance-suite.ts';

/** A whole flow, and UserInfo of the same person; gives the tokens. */
async function signInAndAsk(suite: Suite, application?: client.Configuration) {
  const known = application ?? (await applicationOf(suite));
  const { client_id } = known.clientMetadata();
  const done = await authorize(suite, { parameters: { client_id } });
  const tokens = await redeem(suite, done, known);
  const person = await client.fetchUserInfo(known, tokens.access_token, tokens.claims()?.sub ?? '');
  return { done, tokens, person };
}

async function askUserInfo(
  suite: Suite,
  request: (token: string) => Parameters<Suite['world']['send']>[1],
): Promise<Outcome> {
  const tokens = await redeem(suite, await authorize(suite));
  const answer = await suite.world.send(`${issuer}/api/oidc/userinfo`, request(tokens.access_token));
  expect(answer.status).toBe(200);
  expect(answer.header('content-type')).toMatch(/^application\/json/);
  expect(JSON.parse(answer.body)).toEqual({ sub: tokens.claims()?.sub });
  return 'passed';
}

/** The modules about answers: codes, ID tokens, UserInfo. */
export const answerModules: readonly ConformanceModule[] = [
  {
    name: 'oidcc-server',
    does: 'goes through the code flow with client_secret_basic; state, nonce, hashes, times and issuer must be right',
    async run(suite) {
      const { done, tokens } = await signInAndAsk(suite);
      expect(done.answer.get('state')).toBe(done.request.state);
      expect(done.answer.get('iss')).toBe(issuer);
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'openid' });
      expect(tokens.claims()).toMatchObject({ iss: issuer, aud: 'first', nonce: done.request.nonce });
      expect(tokens.claims()?.sub.length).toBeLessThanOrEqual(255);
      return 'passed';
    },
  },
  {
    name: 'oidcc-response-type-missing',
    does: 'leaves response_type out: the request must be refused, at the application or on a page',
    async run(suite) {
      const { answer } = await authorize(suite, { parameters: { response_type: undefined } });
      expect(['invalid_request', 'unsupported_response_type']).toContain(answer.get('error'));
      return 'passed';
    },
  },
  {
    name: 'oidcc-idtoken-signature',
    does: 'asks for no algorithm: the ID token must be signed with RS256 by a key that its header names',
    because: 'the public suite runs it with registered clients only; here a written client does',
    async run(suite) {
      const { tokens } = await signInAndAsk(suite);
      const header = decodeProtectedHeader(tokens.id_token ?? '');
      expect(header).toMatchObject({ alg: 'RS256', kid: expect.stringMatching(/./) });
      return 'passed';
    },
  },
  {
    name: 'oidcc-idtoken-unsigned',
    does: 'asks for an ID token without a signature, where the provider says that it gives such',
    mayEnd: ['skipped'],
    because: 'no provider need give unsigned ID tokens, and this one never does',
    async run(suite) {
      const { id_token_signing_alg_values_supported: known } = (await applicationOf(suite)).serverMetadata();
      expect(known).not.toContain('none');
      return 'skipped';
    },
  },
  {
    name: 'oidcc-userinfo-get',
    does: 'asks for UserInfo by GET with the access token in the Authorization header',
    run: (suite) => askUserInfo(suite, (token) => ({ headers: { Authorization: `Bearer ${token}` } })),
  },
  {
    name: 'oidcc-userinfo-post-header',
    does: 'asks for UserInfo by POST with the access token in the Authorization header',
    run: (suite) =>
      askUserInfo(suite, (token) => ({ method: 'POST', headers: { Authorization: `Bearer ${token}` } })),
  },
  {
    name: 'oidcc-userinfo-post-body',
    does: 'asks for UserInfo by POST with the access token in a form',
    run: (suite) =>
      askUserInfo(suite, (token) => ({
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ access_token: token }).toString(),
      })),
  },
  {
    name: 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
    does: 'leaves nonce out, which the code flow allows; the ID token must not have one either',
    async run(suite) {
      const tokens = await redeem(suite, await authorize(suite, { parameters: { nonce: undefined } }));
      expect(tokens.claims()).not.toHaveProperty('nonce');
      return 'passed';
    },
  },
];

/** The modules about what proves a client, and about codes and refresh tokens. */
export const tokenModules: readonly ConformanceModule[] = [
  {
    name: 'oidcc-server-client-secret-post',
    does: 'goes through the code flow as a client that posts its secret',
    async run(suite) {
      const posting = client.ClientSecretPost(clientSecret);
      await signInAndAsk(suite, await applicationOf(suite, 'posting', posting));
      return 'passed';
    },
  },
  {
    name: 'oidcc-refresh-token',
    does: 'renews tokens; the new ID token is of the same person and sign-in; another client cannot use the refresh token',
    async run(suite) {
      const parameters = { scope: 'openid offline_access', prompt: 'consent' };
      const first = await redeem(suite, await authorize(suite, { parameters }));
      expect(first.refresh_token).toMatch(/^[\x20-\x7e]+$/);
      const application = await applicationOf(suite);
      const renewed = await client.refreshTokenGrant(application, first.refresh_token ?? '');
      const [before, after] = [first.claims(), renewed.claims()];
      for (const claim of ['iss', 'sub', 'aud', 'azp', 'auth_time']) {
        expect(after?.[claim], claim).toEqual(before?.[claim]);
      }
      await client.fetchUserInfo(application, renewed.access_token, before?.sub ?? '');
      const form = { grant_type: 'refresh_token', refresh_token: renewed.refresh_token ?? '' };
      const stolen = await askToken(suite.world, form, 'second');
      expect([stolen.status, JSON.parse(stolen.body).error]).toEqual([400, 'invalid_grant']);
      return 'passed';
    },
  },
];
