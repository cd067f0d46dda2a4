import { expect, test } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import { people } from '../support/people.ts';
import { describeWithRedis, startRedisServer } from '../support/redis-server.ts';
import { sendRaw } from '../support/send-raw.ts';
import { startWiredGatehouse } from '../support/wired-gatehouse.ts';

// telemetry.metrics of the whole program (behaviour.md §1.9).

async function startWithMetrics(keys: Readonly<Record<string, unknown>> = {}) {
  const port = await findFreePort();
  const address = `tcp://127.0.0.1:${port}`;
  const wired = await startWiredGatehouse({ telemetry: { metrics: { enabled: true, address } }, ...keys });
  const read = async () => (await sendRaw({ port }, { target: '/metrics' })).body;
  return { wired, port, read };
}

test('what proxies ask, what people type and what is answered is counted', async () => {
  const { wired, read } = await startWithMetrics();
  await using _ = wired;
  const { cookie } = await wired.signIn('john', people.john.password);
  await wired.signIn('john', 'not it');
  await wired.check('https://app.example.com/', [['Cookie', cookie]]);
  await wired.check('https://app.example.com/');
  await wired.check('https://denied.example.com/', [['Cookie', cookie]]);
  await wired.check('https://app.example.net/');
  const text = await read();
  for (const line of [
    'authelia_authz{code="200"} 1',
    'authelia_authz{code="302"} 1',
    'authelia_authz{code="403"} 1',
    'authelia_authz{code="400"} 1',
    'authelia_authn{success="true",banned="false"} 1',
    'authelia_authn{success="false",banned="false"} 1',
    'authelia_request{code="401",method="POST"} 1',
    'gatehouse_authz_duration_seconds_count{endpoint="forward-auth",decision="allow"} 1',
    'gatehouse_authz_duration_seconds_count{endpoint="forward-auth",decision="forbidden"} 1',
    'gatehouse_authz_duration_seconds_count{endpoint="forward-auth",decision="sign-in"} 1',
    'gatehouse_authz_duration_seconds_count{endpoint="forward-auth",decision="bad-request"} 1',
    'gatehouse_sessions 1',
    'gatehouse_session_store_up 1',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text).not.toMatch(/john|203\.0\.113|example\.com/);
});

test('they are served on their own listener alone', async () => {
  const { wired, port } = await startWithMetrics();
  await using _ = wired;
  expect((await wired.send({ target: '/metrics' })).body).not.toContain('authelia_request');
  expect((await sendRaw({ port }, { target: '/api/verify' })).status).toBe(404);
  expect((await sendRaw({ port }, { target: '/api/health' })).status).toBe(404);
});

test('without the key there is no listener, and an address in use stops the start', async () => {
  const { wired, port } = await startWithMetrics();
  await using _ = wired;
  const metrics = { address: `tcp://127.0.0.1:${port}` };
  await using quiet = await startWiredGatehouse({ telemetry: { metrics } });
  expect(quiet.gatehouse.log()).not.toContain('metrics are served');
  const taken = startWiredGatehouse({ telemetry: { metrics: { ...metrics, enabled: true } } });
  await expect(taken).rejects.toThrow('EADDRINUSE');
});

describeWithRedis('with sessions in Redis', () => {
  test('an outage is seen as such', async () => {
    const redis = await startRedisServer();
    const { wired, read } = await startWithMetrics({
      session: {
        secret: 'a secret of the tests',
        cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
        redis: { host: '127.0.0.1', port: redis.port },
      },
    });
    await using _ = wired;
    const { cookie } = await wired.signIn('john', people.john.password);
    expect(await read()).toContain('gatehouse_session_store_up 1\n');
    await redis.stop();
    expect((await wired.check('https://app.example.com/', [['Cookie', cookie]])).status).toBe(503);
    const text = await read();
    expect(text).toContain('gatehouse_session_store_up 0\n');
    expect(text).toContain(
      'gatehouse_authz_duration_seconds_count{endpoint="forward-auth",decision="failed"} 1\n',
    );
    expect(text).not.toContain('gatehouse_sessions ');
    await redis.close();
  });
});
