import { afterEach, expect, test } from 'vitest';
import { sendRaw } from '../../tests/support/send-raw.ts';
import { loopback, serverSettings } from '../../tests/support/start-server.ts';
import type { HttpServer } from '../http/server.ts';
import { silentLog } from '../lib/log.ts';
import { createMetrics } from './metrics.ts';
import { createMetricsServer } from './metrics-server.ts';

const servers: HttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(path: string) {
  const server = createMetricsServer({
    config: {
      enabled: true,
      address: { ...loopback, path },
      buffers: { read: 4096, write: 4096 },
      timeouts: serverSettings.timeouts,
    },
    metrics: createMetrics({ countSessions: () => 0, checkStore: async () => {} }),
    log: silentLog,
  });
  servers.push(server);
  const url = new URL((await server.listen()) ?? '');
  return (method: string, target: string) => sendRaw({ port: Number(url.port) }, { method, target });
}

test('the path of the address has the metrics, and no other has anything', async () => {
  const send = await start('/metrics');
  const answer = await send('GET', '/metrics?x=1');
  expect([answer.status, answer.header('Content-Type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  expect(answer.body).toContain('# TYPE authelia_authz counter');
  for (const target of ['/', '/metrics/', '/metrics/x', '/METRICS', '/api/health']) {
    expect((await send('GET', target)).status).toBe(404);
  }
});

test('HEAD has the headers alone; any other method is 405', async () => {
  const send = await start('/metrics');
  const head = await send('HEAD', '/metrics');
  expect([head.status, head.body]).toEqual([200, '']);
  const post = await send('POST', '/metrics');
  expect([post.status, post.body, post.header('Allow')]).toEqual([
    405,
    '405 Method Not Allowed',
    'GET, HEAD',
  ]);
});

test('the path is the one that the operator wrote', async () => {
  const send = await start('/internal/numbers');
  expect((await send('GET', '/internal/numbers')).status).toBe(200);
  expect((await send('GET', '/metrics')).status).toBe(404);
});
