import { expect, test } from 'vitest';
import { startWiredGatehouse } from '../support/wired-gatehouse.ts';

// `/api/health` (behaviour.md §1.3): for load balancers and containers, which send nothing that a proxy would.

test('health needs no forwarded header, no cookie and no known host, and sets none', async () => {
  await using wired = await startWiredGatehouse();
  for (const headers of [
    [],
    [['Host', '10.0.0.5:9091']],
    [
      ['X-Forwarded-Host', 'a'],
      ['X-Forwarded-Host', 'b'],
    ],
  ] as const) {
    const answer = await wired.send({ target: '/api/health', headers });
    expect([answer.status, answer.body, answer.header('Set-Cookie')]).toEqual([
      200,
      '{"status":"OK"}',
      undefined,
    ]);
  }
  expect((await wired.send({ method: 'HEAD', target: '/api/health' })).status).toBe(200);
  expect((await wired.send({ method: 'POST', target: '/api/health' })).status).toBe(405);
});
