import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { type LogoutReceiver, startLogoutReceiver } from './logout-receiver.ts';
import {
  askToken,
  getCode,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from './oidc-world.ts';
import { createTestingIo } from './testing-io.ts';

/** Where several instances have their sessions together. */
export interface SharedSessions {
  /** Keys of `session` as an operator writes them. */
  readonly session: Readonly<Record<string, unknown>>;
  /** Keys of `storage`: of the first instance, or of another that shares what the first has in that folder. */
  storageOf(folder: string | undefined): Readonly<Record<string, unknown>> | undefined;
}

/** Tells what the end of a session does to the applications that were entered with it. `open` is called once the server is there. */
export function tellOidcSessionEnds(open: () => SharedSessions): void {
  let shared: SharedSessions;
  let receiver: LogoutReceiver;
  let world: OidcWorld;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const start = (storage: ReturnType<SharedSessions['storageOf']>) =>
    startOidcWorld([testClient({ backchannel_logout_uri: receiver.url })], {
      key,
      configuration: {
        session: {
          secret: 'a secret of the tests',
          cookies: [{ domain: 'example.com', authelia_url: issuer }],
          ...shared.session,
        },
        ...(storage === undefined
          ? {}
          : { storage: { encryption_key: 'a key of twenty characters', ...storage } }),
      },
    });
  beforeAll(async () => {
    shared = open();
    receiver = await startLogoutReceiver();
    world = await start(shared.storageOf(undefined));
  }, 120_000);
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await receiver?.stop();
  });

  const sids = () => receiver.received.map(({ token }) => decodeJwt(token).sid);

  async function enter(browser: OidcBrowser) {
    const { application, code, verifier } = await getCode(world, browser);
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    };
    return { application, tokens: JSON.parse((await askToken(world, form)).body) };
  }

  test('by another instance ends the tokens of the sign-in everywhere, and the application is told once', async () => {
    receiver.received.length = 0;
    const other = await start(shared.storageOf(world.folder));
    const browser = world.browser();
    await browser.signIn('john');
    const { application, tokens } = await enter(browser);
    const headers = { Cookie: browser.jar.header(new URL(issuer)) ?? '', Origin: issuer };
    const requests = [other, world, other, world].map((instance) =>
      instance.send(`${issuer}/api/logout`, { method: 'POST', headers }),
    );
    for (const { status } of await Promise.all(requests)) expect(status).toBe(200);
    expect(await client.tokenIntrospection(application, tokens.access_token)).toEqual({ active: false });
    const later = world.browser();
    await later.signIn('john');
    const { sid } = decodeJwt((await enter(later)).tokens.id_token);
    await later.post(`${issuer}/api/logout`, {});
    const ended = [decodeJwt(tokens.id_token).sid, sid];
    await vi.waitFor(() => expect(sids()).toEqual(expect.arrayContaining(ended)), 10_000);
    expect(sids()).toHaveLength(2);
    await other[Symbol.asyncDispose]();
  });

  test('by gatehouse session end ends the tokens of the sign-in, and the application is told once', async () => {
    receiver.received.length = 0;
    const [lost, kept] = [world.browser(), world.browser()];
    await lost.signIn('harry');
    await kept.signIn('john');
    const one = await enter(lost);
    const other = await enter(kept);
    const config = join(world.folder, 'configuration.yml');
    const command = ['session', 'end', '--user', 'harry', '--config', config];
    const { io, written } = createTestingIo();
    expect(await run(command, io)).toBe(0);
    expect(written.out).toContain('Ended 1 session of user');
    expect(await run(command, createTestingIo().io)).toBe(0);

    const refresh = { grant_type: 'refresh_token', refresh_token: one.tokens.refresh_token };
    expect(JSON.parse((await askToken(world, refresh)).body).error).toBe('invalid_grant');
    expect(await client.tokenIntrospection(one.application, one.tokens.access_token)).toEqual({
      active: false,
    });
    expect(await client.tokenIntrospection(other.application, other.tokens.access_token)).toMatchObject({
      active: true,
    });
    await vi.waitFor(() => expect(receiver.received).not.toEqual([]), 10_000);
    await lost.post(`${issuer}/api/logout`, {});
    await kept.post(`${issuer}/api/logout`, {});
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), 10_000);
    expect(sids()).toEqual([decodeJwt(one.tokens.id_token).sid, decodeJwt(other.tokens.id_token).sid]);
  });
}
