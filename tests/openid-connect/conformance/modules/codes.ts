import * as client from 'openid-client';
import { expect, vi } from 'vitest';
import { askToken, issuer, redirectUri } from '../../../support/oidc-world.ts';
import { authorize, redeem } from '../authorize.ts';
import { applicationOf, type ConformanceModule, type Outcome, type Suite } from '../conformance-suite.ts';

/** Redeems a code, then once more so many seconds later: that must fail, and may end what the first gave. */
async function reuseCode(suite: Suite, seconds: number): Promise<Outcome> {
  const done = await authorize(suite);
  const tokens = await redeem(suite, done);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
  try {
    const code = done.answer.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
    const again = await askToken(suite.world, form, 'first');
    expect([again.status, JSON.parse(again.body).error]).toEqual([400, 'invalid_grant']);
    const headers = { Authorization: `Bearer ${tokens.access_token}` };
    const person = await suite.world.send(`${issuer}/api/oidc/userinfo`, { headers });
    return person.status === 401 ? 'passed' : 'warning';
  } finally {
    vi.useRealTimers();
  }
}

/** The modules about codes and where they go. */
export const codeModules: readonly ConformanceModule[] = [
  {
    name: 'oidcc-codereuse',
    does: 'redeems a code twice at once: the second must fail',
    run: (suite) => reuseCode(suite, 0),
  },
  {
    name: 'oidcc-codereuse-30seconds',
    does: 'redeems a code again after half a minute: it must fail, and the first access token should be worth nothing then',
    run: (suite) => reuseCode(suite, 31),
  },
  {
    name: 'oidcc-ensure-registered-redirect-uri',
    does: 'asks to be sent to a URI that is not registered: the person sees an error and is sent nowhere',
    async run(suite) {
      const parameters = { redirect_uri: `${redirectUri}/elsewhere` };
      const { shownTo, answer, met } = await authorize(suite, { parameters });
      expect([shownTo, met, answer.get('error')]).toEqual(['person', [], 'invalid_redirect_uri']);
      return 'passed';
    },
  },
  {
    name: 'oidcc-ensure-post-request-succeeds',
    does: 'posts the authorization request as a form',
    async run(suite) {
      await redeem(suite, await authorize(suite, { method: 'POST' }));
      return 'passed';
    },
  },
];

/** A request as an unsigned token (OpenID Connect Core §6.1). */
function unsignedRequest(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

/** Sends the request in an object: it must be taken as it is, or refused as something that the provider does not have. */
async function inObject(suite: Suite, more: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const inside = { state: client.randomState(), nonce: client.randomNonce(), redirect_uri: redirectUri };
  const request = unsignedRequest({ iss: 'first', aud: issuer, client_id: 'first', ...inside });
  const parameters = { ...inside, request, ...more };
  const done = await authorize(suite, { parameters });
  const known = (await applicationOf(suite)).serverMetadata().request_object_signing_alg_values_supported;
  if (known?.includes('none') === true) {
    await redeem(suite, { ...done, request: { ...done.request, ...inside } });
    return 'passed';
  }
  expect(done.answer.has('code')).toBe(false);
  return 'skipped';
}

const unsigned =
  'a provider need not take unsigned request objects; the discovery document says whether it does';

/** The modules about requests by value and by reference. */
export const requestObjectModules: readonly ConformanceModule[] = [
  {
    name: 'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
    does: 'names a URI where an unsigned request lies: it is fetched, or refused as something that there is not',
    mayEnd: ['skipped'],
    because: 'requests are taken by reference from the pushed ones alone, or from registered URIs',
    async run(suite) {
      const parameters = { request_uri: 'https://app.example.com/not-registered' };
      const { answer, met } = await authorize(suite, { parameters });
      expect(met).toEqual([]);
      expect(['request_uri_not_supported', 'invalid_request_uri']).toContain(answer.get('error'));
      return 'skipped';
    },
  },
  {
    name: 'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
    does: 'sends an unsigned request object',
    mayEnd: ['passed', 'skipped'],
    because: unsigned,
    run: (suite) => inObject(suite),
  },
];

/** A request object decides, not the parameter beside it. */
export const requestObjectRedirect: ConformanceModule = {
  name: 'oidcc-ensure-request-object-with-redirect-uri',
  does: 'sends a wrong redirect URI beside the right one in the request object: the object decides',
  mayEnd: ['passed', 'skipped'],
  because: unsigned,
  run: (suite) => inObject(suite, { redirect_uri: `${redirectUri}/elsewhere` }),
};

/** PKCE beside a secret. */
export const validPkce: ConformanceModule = {
  name: 'oidcc-ensure-request-with-valid-pkce-succeeds',
  does: 'uses PKCE with S256 although the client has a secret',
  async run(suite) {
    const verifier = client.randomPKCECodeVerifier();
    const parameters = {
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    const { answer, request } = await authorize(suite, { parameters });
    const callback = new URL(`${redirectUri}?${answer.toString()}`);
    await client.authorizationCodeGrant(await applicationOf(suite), callback, {
      pkceCodeVerifier: verifier,
      expectedState: request.state ?? '',
      expectedNonce: request.nonce ?? '',
    });
    return 'passed';
  },
};
