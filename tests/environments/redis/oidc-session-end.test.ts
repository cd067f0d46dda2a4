import { join } from 'node:path';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { type LogoutReceiver, startLogoutReceiver } from '../../support/logout-receiver.ts';
import {
  askToken,
  getCode,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../../support/oidc-world.ts';
import { describeWithRedis, type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { createTestingIo } from '../../support/testing-io.ts';

describeWithRedis('gatehouse session end, with sessions in Redis', () => {
  let redis: RedisServer;
  let receiver: LogoutReceiver;
  let world: OidcWorld;
  beforeAll(async () => {
    redis = await startRedisServer();
    receiver = await startLogoutReceiver();
    world = await startOidcWorld([testClient({ backchannel_logout_uri: receiver.url })], {
      configuration: {
        session: {
          secret: 'a secret of the tests',
          redis: { host: '127.0.0.1', port: redis.port },
          cookies: [{ domain: 'example.com', authelia_url: issuer }],
        },
      },
    });
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await receiver?.stop();
    await redis?.close();
  });

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

  test('ends the tokens of the sign-in, and the application is told once', async () => {
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
    expect(receiver.received.map(({ token }) => decodeJwt(token).sid)).toEqual([
      decodeJwt(one.tokens.id_token).sid,
      decodeJwt(other.tokens.id_token).sid,
    ]);
  });
});
