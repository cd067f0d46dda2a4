import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { checkOf, proxyKinds } from '../../tests/support/proxy-check.ts';
import { rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';

let gate: TestGate;
const { log, lines } = createCollectingLog();

beforeAll(async () => {
  const rules = [rule('bypass', 'open.example.com'), rule('deny', 'app.example.com')];
  gate = await startTestGate({ log, rules });
});
afterAll(() => gate.close());

const idOf = (body: string) => /\nRequest id: (.+)$/.exec(body)?.[1];

test('a refusal names the id under which the log has rule and reason, and nothing else', async () => {
  for (const kind of proxyKinds) {
    const { status, body, header } = await gate.send(checkOf(kind, { url: 'https://app.example.com/x' }));
    const id = idOf(body);
    expect([kind, status, body]).toEqual([kind, 403, `403 Forbidden\nRequest id: ${id}`]);
    expect(header('x-gatehouse-request-id')).toBe(id);
    expect(lines.filter(({ requestId }) => requestId === id)).toMatchObject([
      { decision: 'forbidden', reason: 'denied', policy: 'deny', rule: 2 },
    ]);
  }
});

test('so does a question that is refused', async () => {
  const { status, body, header } = await gate.send(
    checkOf('forward-auth', { url: 'http://app.example.com/' }),
  );
  expect([status, idOf(body)]).toEqual([400, header('x-gatehouse-request-id')]);
  expect(lines.find(({ requestId }) => requestId === idOf(body))).toMatchObject({
    reason: 'insecure-scheme',
  });
});

test('whoever is sent to sign in has it in the header alone, whoever is let through not at all', async () => {
  const signIn = await gate.send(checkOf('auth-request', { url: 'https://other.example.com/' }));
  expect(signIn.status).toBe(401);
  expect(signIn.header('x-gatehouse-request-id')).toMatch(/^[\w-]+$/);
  expect(signIn.body).not.toContain('Request id');
  const open = await gate.send(checkOf('forward-auth', { url: 'https://open.example.com/' }));
  expect([open.status, open.body, open.header('x-gatehouse-request-id')]).toEqual([200, '200 OK', undefined]);
});
