import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { hostileRequest } from '../../tests/support/hostile-request.ts';
import { rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';

// Nothing that a stranger can send is a 2xx where a factor is asked for, and nothing is an unhandled error (attacks.md).

const { log, lines } = createCollectingLog();
let gate: TestGate;

beforeAll(async () => {
  gate = await startTestGate({
    log,
    defaultPolicy: 'two_factor',
    rules: [rule('one_factor', 'app.example.com', '*.app.example.com'), rule('deny', '{user}.example.com')],
  });
});
afterAll(() => gate.close());

test('random requests at every endpoint are never let through, and never an error', async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(hostileRequest, async (raw) => {
      const handler = gate.endpoints.find(raw.target.split('?')[0] ?? '');
      const answer = await handler?.(raw);
      if (answer === undefined) throw new TypeError('every one of these paths is an endpoint');
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      expect(answer.status).toBeGreaterThanOrEqual(302);
      expect(answer.status).toBeLessThan(500);
      for (const [name, value] of answer.headers) {
        expect(value).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
        if (name.startsWith('Remote-')) expect(value).toBe('');
        if (name === 'Location') expect(URL.parse(value)?.hostname).toMatch(/(^|\.)example\.com$/);
      }
    }),
    { numRuns: 5000 },
  );
  // The noise must not hide that nothing but bad requests was tried.
  for (const status of [302, 400, 401, 405]) expect(seen.get(status) ?? 0).toBeGreaterThan(0);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('the same holds over the wire', async () => {
  await fc.assert(
    fc.asyncProperty(hostileRequest, async (raw) => {
      const list = Array.from(
        { length: raw.rawHeaders.length / 2 },
        (_, index) => [raw.rawHeaders[index * 2] ?? '', raw.rawHeaders[index * 2 + 1] ?? ''] as const,
      );
      const withoutConnection = list.filter(([name]) => name.toLowerCase() !== 'connection');
      const answer = await gate
        .send({ ...raw, headers: [...withoutConnection, ['Connection', 'close']] })
        .catch(() => undefined);
      // A request that is no HTTP may end the connection without an answer.
      if (answer !== undefined) expect(answer.status).toBeGreaterThanOrEqual(302);
    }),
    { numRuns: 500 },
  );
});
