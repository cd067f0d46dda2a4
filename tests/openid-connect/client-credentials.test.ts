import { afterAll, beforeAll, expect, test } from 'vitest';
import { askToken, issuer, type OidcWorld, startOidcWorld, testClient } from '../support/oidc-world.ts';

// Clients that ask for themselves, with scopes that only they and who takes their tokens know.

const forItself = {
  grant_types: ['client_credentials'],
  response_types: undefined,
  redirect_uris: [],
  authorization_policy: undefined,
};

let world: OidcWorld;
beforeAll(async () => {
  world = await startOidcWorld([
    testClient({ ...forItself, client_id: 'app', scopes: undefined }),
    testClient({ ...forItself, client_id: 'robot', scopes: ['films:read', 'films:write', 'two words'] }),
    testClient({ client_id: 'people', scopes: ['openid'] }),
  ]);
});
afterAll(() => world[Symbol.asyncDispose]());

const ask = async (clientId: string, scope?: string) => {
  const grant = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
  const { status, body } = await askToken(world, grant, clientId);
  return { status, told: JSON.parse(body) };
};

test('one without scopes gets a token, and none with a scope', async () => {
  expect(await ask('app')).toMatchObject({ status: 200, told: { token_type: 'Bearer' } });
  for (const scope of ['groups', 'films:read', 'openid', 'authelia.bearer.authz']) {
    expect(await ask('app', scope)).toMatchObject({ status: 400, told: { error: 'invalid_scope' } });
  }
});

test('one with scopes of its own gets those, and no others', async () => {
  expect(await ask('robot', 'films:read')).toMatchObject({ status: 200, told: { scope: 'films:read' } });
  for (const scope of ['groups', 'films:read profile', 'none']) {
    expect(await ask('robot', scope)).toMatchObject({ status: 400, told: { error: 'invalid_scope' } });
  }
  expect((await ask('robot', 'two words')).told).not.toHaveProperty('scope');
});

test('scopes that only a client was given are not told to everybody', async () => {
  const { body } = await world.send(`${issuer}/.well-known/openid-configuration`);
  const supported: readonly string[] = JSON.parse(body).scopes_supported;
  expect(supported).toContain('groups');
  for (const scope of ['films:read', 'two words', 'none']) expect(supported).not.toContain(scope);
});
