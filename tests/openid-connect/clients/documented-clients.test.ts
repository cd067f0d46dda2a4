import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { allSections } from '../../../src/config/all-sections.ts';
import { loadTexts } from '../../support/load-text.ts';
import { issuer, type OidcWorld, startOidcWorld } from '../../support/oidc-world.ts';
import { documentedAttributes, documentedClients, documentedKeys } from './documented-clients.ts';

// Clients that were set up by Authelia's guides work as they are written (behaviour.md §9.2).

const definitions = { user_attributes: documentedAttributes };

test('the clients of thirty applications and more load as they are, without an error, and nothing of them is left out', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const oidc = { hmac_secret: 'a secret', jwks: [{ key }], clients: documentedClients, ...documentedKeys };
  const text = stringify({ definitions, identity_providers: { oidc } });
  const { problems } = await loadTexts({ 'c.yml': text }, { files: ['c.yml'], sections: allSections });
  const plain = documentedClients.filter(({ client_secret: secret }) => secret === 'insecure_secret');
  const told = problems
    .filter(({ keyPath }) => keyPath.startsWith('identity_providers') || keyPath.startsWith('definitions'))
    .map(({ severity, keyPath, message }) => `${severity} ${keyPath}: ${message}`);
  expect(documentedClients.length).toBeGreaterThan(30);
  expect(told).toEqual(
    plain.map((client) => {
      const path = `identity_providers.oidc.clients[${documentedClients.indexOf(client)}].client_secret`;
      return `warning ${path}: The secret stands here in plain text.`;
    }),
  );
});

describe('each of them', () => {
  let world: OidcWorld;
  beforeAll(async () => {
    world = await startOidcWorld(documentedClients, { oidc: documentedKeys, configuration: { definitions } });
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  test.each(documentedClients)(
    '$client_id may ask people to sign in, for every one of its redirect URIs',
    async (client) => {
      const { client_id, redirect_uris, scopes, response_types, pkce_challenge_method } = client;
      for (const redirectUri of redirect_uris) {
        const parameters = new URLSearchParams({
          client_id,
          redirect_uri: redirectUri,
          scope: scopes.join(' '),
          response_type: Array.isArray(response_types) ? String(response_types[0]) : 'code',
          state: 'a state of the tests',
          nonce: 'a nonce of the tests',
          ...(pkce_challenge_method === 'S256' || client.public === true
            ? { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
            : {}),
        });
        const answer = await world.send(`${issuer}/api/oidc/authorization?${parameters.toString()}`);
        expect(answer.header('location'), redirectUri).toMatch(
          /^https:\/\/auth\.example\.com\/\?flow=openid_connect&/,
        );
      }
    },
  );

  test('none is unusable to the engine', () => {
    expect(world.gatehouse.log()).not.toContain('cannot be used');
  });
});
