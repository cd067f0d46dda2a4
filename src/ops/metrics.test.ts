import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const gauges = { countSessions: () => 3, checkStore: async () => {} };
const textOf = async (metrics: ReturnType<typeof createMetrics>) => String((await metrics.read()).body);

test('requests are counted by status and method, strange methods together', async () => {
  const metrics = createMetrics(gauges);
  metrics.onRequest('GET', 200, 3);
  metrics.onRequest('GET', 200, 700);
  metrics.onRequest('BREW', 405, 1);
  metrics.onRequest('X'.repeat(20), 405, 1);
  const text = await textOf(metrics);
  expect(text).toContain('authelia_request{code="200",method="GET"} 2\n');
  expect(text).toContain('authelia_request{code="405",method="other"} 2\n');
  expect(text).toContain('authelia_request_duration_count{code="200"} 2\n');
  expect(text).toContain('authelia_request_duration_bucket{code="200",le="0.005"} 1\n');
  expect(text).toContain('authelia_request_duration_sum{code="200"} 0.703\n');
});

test('answers to proxies are counted by status, and timed by endpoint and decision', async () => {
  const metrics = createMetrics(gauges);
  metrics.onAnswer({ endpoint: 'forward-auth', decision: 'allow', status: 200, durationMs: 0.2 });
  metrics.onAnswer({ endpoint: 'legacy', decision: 'forbidden', status: 403, durationMs: 2 });
  const text = await textOf(metrics);
  expect(text).toContain('authelia_authz{code="200"} 1\n');
  expect(text).toContain('authelia_authz{code="403"} 1\n');
  const labels = 'endpoint="forward-auth",decision="allow"';
  expect(text).toContain(`gatehouse_authz_duration_seconds_bucket{${labels},le="0.00025"} 1\n`);
  expect(text).toContain(`gatehouse_authz_duration_seconds_bucket{${labels},le="0.0001"} 0\n`);
});

test('passwords are counted by success and ban', async () => {
  const metrics = createMetrics(gauges);
  metrics.onAttempt('right', 250);
  metrics.onAttempt('wrong', 250);
  metrics.onAttempt('banned', 250);
  const text = await textOf(metrics);
  expect(text).toContain('authelia_authn{success="true",banned="false"} 1\n');
  expect(text).toContain('authelia_authn{success="false",banned="false"} 1\n');
  expect(text).toContain('authelia_authn{success="false",banned="true"} 1\n');
  expect(text).toContain('authelia_authn_duration_count{success="false"} 2\n');
});

test('further proofs are counted by kind, success and ban, passkeys by themselves', async () => {
  const metrics = createMetrics(gauges);
  metrics.onFurtherAttempt('TOTP', 'right');
  metrics.onFurtherAttempt('WebAuthn', 'banned');
  metrics.onFurtherAttempt('Passkey', 'wrong');
  const text = await textOf(metrics);
  expect(text).toContain('authelia_authn_second_factor{success="true",banned="false",type="totp"} 1\n');
  expect(text).toContain('authelia_authn_second_factor{success="false",banned="true",type="webauthn"} 1\n');
  expect(text).toContain('authelia_authn_passkey{success="false"} 1\n');
});

test('sessions, the store and the process are looked at when asked', async () => {
  const text = await textOf(createMetrics(gauges));
  expect(text).toContain('gatehouse_sessions 3\n');
  expect(text).toContain('gatehouse_session_store_up 1\n');
  expect(text).toContain('# TYPE process_cpu_seconds_total counter\n');
  for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes']) {
    expect(text).toMatch(new RegExp(`^${name} [0-9.]+$`, 'm'));
  }
});

test('a store that is away is told as down, and one outside the process is not counted', async () => {
  const away = () => Promise.reject(new Error('away'));
  const text = await textOf(createMetrics({ countSessions: undefined, checkStore: away }));
  expect(text).toContain('gatehouse_session_store_up 0\n');
  expect(text).not.toContain('gatehouse_sessions');
});

test('two of them do not count together', async () => {
  const [one, other] = [createMetrics(gauges), createMetrics(gauges)];
  one.onRequest('GET', 200, 1);
  expect(await textOf(other)).not.toContain('authelia_request{');
});
