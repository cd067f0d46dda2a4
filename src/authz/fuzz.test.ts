import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { hostileRequest } from '../../tests/support/hostile-request.ts';
import { rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';
import type { Answer } from '../http/answer.ts';
import type { RawRequest } from '../http/raw-request.ts';

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

async function ask(raw: RawRequest): Promise<Answer> {
  const answer = await gate.endpoints.find(raw.target.split('?')[0] ?? '')?.(raw);
  if (answer === undefined) throw new TypeError('every one of these paths is an endpoint');
  return answer;
}

test('random requests at every endpoint are never let through, and never an error', async () => {
  await fc.assert(
    fc.asyncProperty(hostileRequest, async (raw) => {
      const answer = await ask(raw);
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
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('among them are more than bad requests: every kind of refusal is reached', async () => {
  const seen = new Set<number>();
  // One and the same sample every time, for chance alone may leave one out.
  for (const raw of fc.sample(hostileRequest, { numRuns: 5000, seed: 20_261_122 }))
    seen.add((await ask(raw)).status);
  expect([...seen]).toEqual(expect.arrayContaining([302, 400, 401, 405]));
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
