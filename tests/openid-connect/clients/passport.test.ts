import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OidcTlsWorld, startOidcTlsWorld } from '../../support/oidc-tls-world.ts';
import { clientSecret, testClient } from '../../support/oidc-world.ts';
import { projectRoot } from '../../support/project-root.ts';

// Passport, with its strategy for OpenID Connect, as an application: code flow with nonce and max_age, UserInfo, refresh, sign-out.

const left = 'https://app.example.com/left';
const script = join(projectRoot, 'tests/openid-connect/clients/passport-application.mjs');

let world: OidcTlsWorld;
beforeAll(async () => {
  world = await startOidcTlsWorld([
    testClient({
      client_id: 'passport',
      redirect_uris: ['http://127.0.0.1/callback'],
      post_logout_redirect_uris: [left],
    }),
  ]);
});
afterAll(() => world?.[Symbol.asyncDispose]());

test('signs a person in, reads UserInfo, renews its tokens, and signs the person out', async () => {
  const { issuer, certificateFile } = world;
  const application = spawn(process.execPath, [script], {
    env: {
      ISSUER: issuer,
      NODE_EXTRA_CA_CERTS: certificateFile,
      CLIENT_ID: 'passport',
      CLIENT_SECRET: clientSecret,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface({ input: application.stdout }), 'line');
    const { port } = JSON.parse(String(line));
    const begun = await fetch(`http://127.0.0.1:${port}/login`, { redirect: 'manual' });
    const back = await world.signInAt(begun.headers.get('location') ?? '');
    expect(back).toContain(`http://127.0.0.1:${port}/callback?code=`);
    const answer = await fetch(back);
    const told = await answer.text();
    expect(answer.status, told).toBe(200);
    expect(JSON.parse(told)).toMatchObject({
      issuer,
      profile: {
        username: 'john',
        displayName: 'John Doe',
        emails: [{ value: 'john@example.com' }],
      },
      isRenewed: true,
      again: { preferred_username: 'john', groups: ['admins', 'dev'] },
    });
    const leave = new URLSearchParams({
      id_token_hint: JSON.parse(told).idToken,
      post_logout_redirect_uri: left,
    });
    expect((await fetch(`http://127.0.0.1:${port}/renew`)).status).toBe(200);
    expect(await world.signOutAt(`${issuer}/api/oidc/end-session?${leave.toString()}`)).toBe(left);
    const refused = await fetch(`http://127.0.0.1:${port}/renew`);
    expect([refused.status, await refused.text()]).toEqual([500, expect.stringContaining('invalid_grant')]);
  } finally {
    application.kill();
  }
});
