import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  beginCodeFlow as begin,
  consent,
  flowIdOf,
  issuer,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';
import { people } from '../support/people.ts';

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld([testClient()]);
});
afterAll(() => world[Symbol.asyncDispose]());

describe('openid-client, code flow with PKCE', () => {
  test('signs in at the portal, agrees, and gets tokens, UserInfo, new tokens, introspection, revocation', async () => {
    const application = await world.application('app');
    const browser = world.browser();
    const { url, verifier, state, nonce } = await begin(application);

    const portal = await browser.get(url);
    expect(portal.status).toBe(303);
    const portalUrl = portal.header('location') ?? '';
    expect(portalUrl).toMatch(/^https:\/\/auth\.example\.com\/\?flow=openid_connect&flow_id=[\w-]+$/);
    expect(portal.header('set-cookie')).not.toContain('gatehouse_oidc_session');

    const signedIn = await browser.signIn('john', { flow: 'openid_connect', flowID: flowIdOf(portalUrl) });
    const { data } = JSON.parse(signedIn.body);
    expect(data.redirect).toBe(`${issuer}/api/oidc/authorization/${flowIdOf(portalUrl)}`);
    const question = await browser.get(data.redirect);
    const questionUrl = question.header('location') ?? '';
    expect(questionUrl).toContain(`${issuer}/consent/openid/decision?flow=openid_connect&flow_id=`);

    const asked = await browser.get(`${issuer}/api/oidc/consent?flow_id=${flowIdOf(questionUrl)}`);
    expect(JSON.parse(asked.body)).toEqual({
      status: 'OK',
      data: {
        client_id: 'app',
        client_description: 'The Application',
        scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
        audience: [],
        pre_configuration: false,
        claims: [],
        essential_claims: [],
        require_login: false,
      },
    });
    const back = await consent(browser, questionUrl);
    expect(back).toMatch(/^https:\/\/app\.example\.com\/callback\?code=/);
    expect(new URL(back).searchParams.get('iss')).toBe(issuer);

    const tokens = await client.authorizationCodeGrant(application, new URL(back), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    const claims = tokens.claims();
    expect(claims).toMatchObject({ iss: issuer, aud: 'app', azp: 'app', amr: ['pwd'] });
    expect(claims?.sub).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(claims?.jti).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(claims).not.toHaveProperty('email');
    expect(claims).not.toHaveProperty('groups');

    const person = await client.fetchUserInfo(application, tokens.access_token, claims?.sub ?? '');
    expect(person).toMatchObject({
      name: people.john.displayName,
      preferred_username: 'john',
      email: people.john.email,
      email_verified: true,
      groups: people.john.groups,
    });
    expect(person).not.toHaveProperty('given_name');

    const renewed = await client.refreshTokenGrant(application, tokens.refresh_token ?? '');
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    expect(await client.tokenIntrospection(application, renewed.access_token)).toMatchObject({
      active: true,
      client_id: 'app',
      scope: 'openid profile email groups offline_access',
    });
    await client.tokenRevocation(application, renewed.refresh_token ?? '');
    expect(await client.tokenIntrospection(application, renewed.access_token)).toEqual({ active: false });
    await expect(client.refreshTokenGrant(application, renewed.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('who is signed in at the portal already is asked for consent at once', async () => {
    const application = await world.application('app');
    const browser = world.browser();
    await browser.signIn('john');
    const { url } = await begin(application);
    expect((await browser.get(url)).header('location')).toContain('/consent/openid/decision');
  });
});
