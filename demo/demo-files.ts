import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { demoDomain, demoHosts } from './demo-hosts.ts';
import { demoPeople } from './demo-people.ts';

/** Where things run. */
export interface DemoPorts {
  /** Of the proxy: the one that people open. */
  readonly proxy: number;
  readonly gatehouse: number;
  readonly mail: number;
}

const notSecret = 'no secret: for the demonstration alone';

/** How the application that speaks OpenID Connect makes itself known. */
export const notesClient = { clientId: 'notes', clientSecret: notSecret };

/** Writes the configuration and the users file as an operator would have them, and gives the configuration's path. */
export async function writeDemoFiles(folder: string, ports: DemoPorts): Promise<string> {
  await mkdir(folder, { recursive: true });
  const usersPath = join(folder, 'users.yml');
  const configurationPath = join(folder, 'configuration.yml');
  await writeFile(usersPath, stringify({ users: users() }, { lineWidth: 0 }));
  // A key stands in it, which is nobody else's to read.
  const written = stringify(configuration(folder, usersPath, ports), { lineWidth: 0 });
  await writeFile(configurationPath, written, { mode: 0o600 });
  return configurationPath;
}

function users(): Record<string, unknown> {
  return Object.fromEntries(
    demoPeople.map(({ username, displayName, digest, email, groups }) => [
      username,
      { disabled: false, displayname: displayName, password: digest, email, groups },
    ]),
  );
}

function configuration(folder: string, usersPath: string, ports: DemoPorts): Record<string, unknown> {
  return {
    theme: 'auto',
    server: { address: `tcp://127.0.0.1:${ports.gatehouse}/` },
    authentication_backend: { file: { path: usersPath } },
    identity_validation: { reset_password: { jwt_secret: notSecret } },
    totp: { issuer: demoDomain },
    webauthn: {
      display_name: 'Gatehouse demonstration',
      enable_passkey_login: true,
      // A passkey alone opens the vault, where the device asked its owner for a PIN, a finger or a face.
      experimental_enable_passkey_uv_two_factors: true,
    },
    storage: {
      encryption_key: notSecret,
      local: { path: join(folder, 'db.sqlite3') },
    },
    notifier: {
      smtp: {
        address: `smtp://127.0.0.1:${ports.mail}`,
        sender: `Gatehouse <gatehouse@${demoDomain}>`,
        subject: '{title}',
        disable_require_tls: true,
      },
    },
    access_control: {
      default_policy: 'deny',
      rules: [
        { domain: demoHosts.public, policy: 'bypass' },
        { domain: demoHosts.app, policy: 'one_factor' },
        { domain: demoHosts.vault, policy: 'two_factor' },
      ],
    },
    session: {
      cookies: [
        {
          domain: demoDomain,
          authelia_url: `http://${demoHosts.portal}:${ports.proxy}`,
          default_redirection_url: `http://${demoHosts.app}:${ports.proxy}`,
        },
      ],
    },
    identity_providers: { oidc: openIdConnect(`http://${demoHosts.notes}:${ports.proxy}`) },
  };
}

function openIdConnect(notesOrigin: string): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    hmac_secret: notSecret,
    jwks: [{ key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }],
    clients: [
      {
        client_id: notesClient.clientId,
        client_name: 'Notes',
        client_secret: `$plaintext$${notesClient.clientSecret}`,
        authorization_policy: 'one_factor',
        require_pkce: true,
        scopes: ['openid', 'profile', 'email', 'groups'],
        redirect_uris: [`${notesOrigin}/callback`],
        post_logout_redirect_uris: [`${notesOrigin}/`],
      },
    ],
  };
}
