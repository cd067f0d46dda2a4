import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadTexts } from '../../tests/support/load-text.ts';
import { allSections } from './all-sections.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
const machine = {
  client_id: 'machine',
  client_secret: '$plaintext$secret',
  scopes: ['authelia.bearer.authz'],
  audience: ['https://app.example.com'],
  grant_types: ['client_credentials'],
};
const strategies = [{ name: 'HeaderAuthorization', schemes: ['Basic', 'Bearer'] }];
const endpoints = {
  authz: { 'forward-auth': { implementation: 'ForwardAuth', authn_strategies: strategies } },
  ext_authz_grpc: { address: 'tcp://127.0.0.1:9092', authn_strategies: strategies },
};

/** What is said of the schemes of endpoints, and of subjects. */
async function problemsOf(clients: readonly object[] | undefined): Promise<readonly string[]> {
  const configuration = {
    server: { endpoints },
    access_control: {
      default_policy: 'deny',
      rules: [{ domain: 'app.example.com', policy: 'one_factor', subject: 'oauth2:client:machine' }],
    },
    ...(clients === undefined
      ? {}
      : { identity_providers: { oidc: { hmac_secret: 'a secret', jwks: [{ key }], clients } } }),
  };
  const files = { 'c.yml': stringify(configuration) };
  const { problems } = await loadTexts(files, { files: ['c.yml'], sections: allSections });
  return problems
    .filter(({ keyPath }) => /schemes|subject/.test(keyPath))
    .map(({ severity, keyPath, message }) => `${severity} ${keyPath}: ${message}`);
}

test('an endpoint that takes tokens, and a client that may have them: nothing is said', async () => {
  expect(await problemsOf([machine])).toEqual([]);
});

test('an endpoint that takes tokens which no client may have is told, over HTTP and gRPC; so is a subject that is no client', async () => {
  const message = 'No client may have tokens for it: the scheme bearer lets nobody in.';
  const told = [
    `warning server.endpoints.authz.forward-auth.authn_strategies[0].schemes: ${message}`,
    `warning server.endpoints.ext_authz_grpc.authn_strategies[0].schemes: ${message}`,
  ];
  const plain = { ...machine, scopes: ['read'] };
  expect(await problemsOf([plain])).toEqual(told);
  expect(await problemsOf(undefined)).toEqual(
    expect.arrayContaining([
      ...told,
      'error access_control.rules[0].subject: No client has the name machine.',
    ]),
  );
});
