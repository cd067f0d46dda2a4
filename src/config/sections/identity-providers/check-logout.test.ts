import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { problemLines } from '../../../../tests/support/read-section.ts';
import { identityProviders } from '../identity-providers.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const client = {
  client_id: 'app',
  client_secret: '$pbkdf2-sha512$310000$c2FsdA$aGFzaA',
  redirect_uris: ['https://app.example.com/callback'],
};
const problemsOf = (keys: object) =>
  problemLines(identityProviders, {
    oidc: { hmac_secret: 'a-long-secret', jwks: [{ key }], clients: [{ ...client, ...keys }] },
  });

test.each([
  [
    {
      backchannel_logout_uri: 'https://app.example.com/out?of=app',
      backchannel_logout_session_required: true,
    },
  ],
  [{ frontchannel_logout_uri: 'https://app.example.com/out', frontchannel_logout_session_required: true }],
  [{ post_logout_redirect_uris: ['https://app.example.com/', 'http://localhost:8080/out', 'com.app://out'] }],
])('good: %j', (keys) => {
  expect(problemsOf(keys)).toEqual([]);
});

test.each([
  'http://localhost:8080/out',
  'http://127.0.0.1/out',
  'http://[::1]:3000/out',
  'http://[fd00::7]/out',
  'http://10.0.0.7/out',
  'http://grafana:3000/out',
  'http://grafana.internal/out',
  'http://nas.home.arpa/out',
])('without TLS, but in the own network: %s is told of', (uri) => {
  expect(problemsOf({ backchannel_logout_uri: uri })).toEqual([
    expect.stringContaining('warning oidc.clients.0.backchannel_logout_uri: This address is without TLS'),
  ]);
});

test.each([
  'http://app.example.com/out',
  'http://203.0.113.7/out',
  'http://169.254.169.254/latest/meta-data',
  'http://[::ffff:203.0.113.7]/out',
  'http://localhost.example.com/out',
  'http://2130706433.example/out',
])('attacks.md: without TLS, and out in the world: %s is refused', (uri) => {
  for (const name of ['backchannel_logout_uri', 'frontchannel_logout_uri']) {
    expect(problemsOf({ [name]: uri })).toEqual([
      expect.stringContaining(
        `error oidc.clients.0.${name}: Without TLS a logout URI must be of the own network`,
      ),
    ]);
  }
});

test.each([
  [{ backchannel_logout_uri: 'app.example.com' }, 'backchannel_logout_uri: This is not an absolute URL'],
  [{ backchannel_logout_uri: 'ftp://app.example.com/' }, 'A URL with ftp:// is not possible here'],
  [{ backchannel_logout_uri: 'https://a:b@app.example.com/' }, 'A URL with a user name or password'],
  [{ frontchannel_logout_uri: 'https://app.example.com/#out' }, 'A logout URI has no fragment'],
  [
    { frontchannel_logout_session_required: true },
    'warning oidc.clients.0.frontchannel_logout_session_required',
  ],
  [{ post_logout_redirect_uris: ['/out'] }, 'A URI is not absolute, has a fragment, or leads nowhere'],
  [{ post_logout_redirect_uris: ['https://app.example.com/#out'] }, 'A URI is not absolute'],
  [{ post_logout_redirect_uris: ['urn:ietf:wg:oauth:2.0:oob'] }, 'leads nowhere'],
  [{ post_logout_redirect_uris: ['javascript:alert(1)'] }, 'leads nowhere'],
  [{ post_logout_redirect_uris: ['https://a:b@app.example.com/'] }, 'A URI has a user name or password'],
])('wrong: %j: %s', (keys, line) => {
  expect(problemsOf(keys)).toEqual([expect.stringContaining(line)]);
});
