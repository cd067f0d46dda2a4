import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { sql } from 'kysely';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import {
  askToken,
  clientSecret,
  getCode,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from './oidc-world.ts';
import { people } from './people.ts';

/** What the stories need of a database. */
export interface OidcStorageOfStories {
  /** `storage` as an operator writes it, without the key; every instance gets the same. */
  readonly written: () => Readonly<Record<string, unknown>>;
  /** A connection of the test's own. */
  readonly open: () => Database;
  readonly instances: 1 | 2;
}

const userinfo = `${issuer}/api/oidc/userinfo`;

/** What the OpenID Connect provider must do on every database, however many instances share it. */
export function tellOidcStorageStories({ written, open, instances }: OidcStorageOfStories): void {
  const worlds: OidcWorld[] = [];
  let browser: OidcBrowser;
  beforeAll(async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (let instance = 0; instance < instances; instance += 1) {
      worlds.push(await startInstance(key, written()));
    }
    browser = one().browser();
    await browser.signIn('john');
  }, 120_000);
  afterAll(async () => {
    for (const world of worlds.splice(0)) await world[Symbol.asyncDispose]();
  });

  function one(): OidcWorld {
    const [world] = worlds;
    if (world === undefined) throw new TypeError('no instance was started');
    return world;
  }
  /** That many requests at the same time, over all instances by turns. */
  const atOnce = <Result>(count: number, ask: (world: OidcWorld) => Promise<Result>) =>
    Promise.all(Array.from({ length: count }, (_, index) => ask(worlds[index % worlds.length] ?? one())));
  const isRight = ({ status }: { readonly status: number }) => status === 200;
  const redeem = ({ code, verifier }: { readonly code: string; readonly verifier: string }) => ({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });

  test('of fifty redemptions of a code at once one succeeds, and what it gave is worth nothing', async () => {
    const got = await getCode(one(), browser);
    const answers = await atOnce(50, (world) => askToken(world, redeem(got)));
    expect(answers.filter(isRight)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49);
    const { refresh_token, access_token } = JSON.parse(answers.find(isRight)?.body ?? '');
    const again = await askToken(one(), { grant_type: 'refresh_token', refresh_token });
    expect(JSON.parse(again.body).error).toBe('invalid_grant');
    const headers = { Authorization: `Bearer ${access_token}` };
    expect((await one().send(userinfo, { headers })).status).toBe(401);
  }, 60_000);

  test('of fifty refreshes with one token at once one succeeds', async () => {
    const tokens = JSON.parse((await askToken(one(), redeem(await getCode(one(), browser)))).body);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    const answers = await atOnce(50, (world) => askToken(world, form));
    expect(answers.filter(isRight)).toHaveLength(1);
  }, 60_000);

  test('of twenty uses of one DPoP proof at once one is good', async () => {
    const keys = await client.randomDPoPKeyPair('ES256');
    const { application, back, verifier, state, nonce } = await getCode(one(), browser);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const DPoP = client.getDPoPHandle(application, keys);
    const { access_token: token } = await client.authorizationCodeGrant(
      application,
      new URL(back),
      checks,
      undefined,
      { DPoP },
    );
    const hash = await crypto.subtle.digest('SHA-256', Buffer.from(token));
    const claims = { jti: randomUUID(), htm: 'GET', htu: userinfo };
    const proof = await new SignJWT({ ...claims, ath: Buffer.from(hash).toString('base64url') })
      .setIssuedAt()
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(keys.publicKey) })
      .sign(keys.privateKey);
    const headers = { Authorization: `DPoP ${token}`, DPoP: proof };
    const answers = await atOnce(20, (world) => world.send(userinfo, { headers }));
    expect(answers.filter(isRight)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
  }, 60_000);

  test('no code, token, secret, address or name can be read in a stolen database', async () => {
    const got = await getCode(one(), browser);
    const tokens = JSON.parse((await askToken(one(), redeem(got))).body);
    const pending = await getCode(one(), browser);
    const database = open();
    const stolen = await textOf(database);
    await database.close();
    expect(stolen).toContain('oidc_artifacts');
    const secrets = [got.code, pending.code, tokens.access_token, tokens.refresh_token, tokens.id_token];
    const asked = [got.nonce, got.state, pending.verifier, clientSecret, redirectUri];
    const { email, displayName } = people.john;
    for (const text of [...secrets, ...asked, email, displayName]) {
      expect(stolen).not.toContain(text);
    }
  }, 60_000);
}

function startInstance(key: string, storage: Readonly<Record<string, unknown>>): Promise<OidcWorld> {
  return startOidcWorld([testClient()], {
    key,
    configuration: { storage: { encryption_key: 'a key of twenty characters', ...storage } },
    endpoints: {
      rate_limits: { openid_connect_token: { enable: false }, openid_connect_userinfo: { enable: false } },
    },
  });
}

/** All rows of all tables, as text. */
async function textOf({ kysely }: Database): Promise<string> {
  const tables = await kysely.introspection.getTables();
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<Readonly<Record<string, unknown>>>`select * from ${sql.table(name)}`.execute(
      kysely,
    );
    const cells = rows.flatMap((row) => Object.values(row).map(cellText));
    parts.push(name, ...cells);
  }
  return parts.join('\n');
}

function cellText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}
