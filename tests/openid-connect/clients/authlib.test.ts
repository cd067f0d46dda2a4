import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OidcTlsWorld, startOidcTlsWorld } from '../../support/oidc-tls-world.ts';
import { clientSecret, testClient } from '../../support/oidc-world.ts';
import { projectRoot } from '../../support/project-root.ts';

// Authlib, a Python library, as an application: discovery, code flow with PKCE, signature and claims of the ID token, UserInfo, refresh, sign-out, revocation.

const python = '/usr/bin/python3';
const left = 'http://127.0.0.1:8400/left';
const script = join(projectRoot, 'tests/openid-connect/clients/authlib-application.py');
const isThere = spawnSync(python, ['-c', 'import authlib, requests']).status === 0;

describe.skipIf(!isThere)('Authlib', () => {
  let world: OidcTlsWorld;
  beforeAll(async () => {
    world = await startOidcTlsWorld([
      testClient({
        client_id: 'authlib',
        redirect_uris: ['http://127.0.0.1/callback'],
        post_logout_redirect_uris: [left],
      }),
    ]);
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  test('signs a person in, reads UserInfo, renews its tokens, and signs the person out', async () => {
    const { issuer, certificateFile } = world;
    const application = spawn(python, [script], {
      env: {
        ISSUER: issuer,
        CERTIFICATE: certificateFile,
        CLIENT_ID: 'authlib',
        CLIENT_SECRET: clientSecret,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let complaint = '';
    application.stderr.on('data', (chunk) => (complaint += chunk));
    const lines: string[] = [];
    for await (const line of createInterface({ input: application.stdout })) {
      lines.push(line);
      const { url, signOut } = JSON.parse(line);
      if (url !== undefined) application.stdin.write(`${await world.signInAt(url)}\n`);
      if (signOut !== undefined) application.stdin.end(`${await world.signOutAt(signOut)}\n`);
    }
    expect(complaint).toBe('');
    const told = JSON.parse(lines[1] ?? '{}');
    const john = {
      sub: told.subject,
      preferred_username: 'john',
      name: 'John Doe',
      email: 'john@example.com',
      groups: ['admins', 'dev'],
    };
    expect(told).toEqual({
      subject: expect.stringMatching(/^[\da-f-]{36}$/),
      userinfo: expect.objectContaining(john),
      again: expect.objectContaining(john),
      isRenewed: true,
      signOut: expect.stringContaining(`${issuer}/api/oidc/end-session?`),
    });
    expect(JSON.parse(lines[2] ?? '{}')).toEqual({ left, afterSignOut: 401, revocation: 200 });
  });
});
