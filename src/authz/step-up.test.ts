import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, cookie, html, location } from '../../tests/support/authz-situations.ts';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { type BrowserRequest, checkOf, type ProxyKind, proxyKinds } from '../../tests/support/proxy-check.ts';
import { rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';

// `max_age` beside a policy, over real HTTP and every dialect. The sessions stand still at the time of their proofs; the gate's clock goes on.

const minute = 60_000;
const one = 'https://one.example.com/';
const two = 'https://two.example.com/';

let gate: TestGate;
const { log, lines } = createCollectingLog();
const clock = createFrozenClock();

beforeAll(async () => {
  gate = await startTestGate({
    rules: [
      { ...rule('one_factor', 'one.example.com'), max_age: 10 * minute },
      { ...rule('two_factor', 'two.example.com'), max_age: 10 * minute },
      rule('two_factor', 'calm.example.com'),
    ],
    clock,
    log,
  });
});
afterAll(() => gate.close());

/** What each kind of proxy is told of somebody who must prove more. */
const redirected = (status: 302 | 303): Readonly<Record<ProxyKind, number>> => ({
  'forward-auth': status,
  'auth-request': 401,
  'ext-authz': status,
  'legacy-with-rd': status,
  legacy: 401,
});
const told: Readonly<Record<ProxyKind, number>> = {
  'forward-auth': 401,
  'auth-request': 401,
  'ext-authz': 401,
  'legacy-with-rd': 401,
  legacy: 401,
};

const requests: readonly (readonly [string, BrowserRequest, Readonly<Record<ProxyKind, number>>])[] = [
  ['one factor, GET', { url: one, headers: [html, cookie('one')] }, redirected(302)],
  ['one factor, HEAD', { url: one, method: 'HEAD', headers: [html, cookie('one')] }, redirected(302)],
  ['one factor, POST', { url: one, method: 'POST', headers: [html, cookie('one')] }, redirected(303)],
  ['one factor, fetch', { url: one, headers: [['Sec-Fetch-Mode', 'cors'], cookie('one')] }, told],
  ['one factor, both given', { url: one, headers: [html, cookie('two')] }, redirected(302)],
  ['two factors, GET', { url: two, headers: [html, cookie('two')] }, redirected(302)],
  ['two factors, fetch', { url: two, headers: [['Sec-Fetch-Mode', 'cors'], cookie('two')] }, told],
];

describe.each(proxyKinds)('%s', (kind) => {
  test('lets in who proved it less than max_age ago', async () => {
    for (const [, request] of requests) {
      expect((await gate.send(checkOf(kind, request))).status).toBe(200);
    }
  });
});

describe('at max_age', () => {
  beforeAll(() => clock.advance(10 * minute));

  describe.each(requests)('%s', (_name, request, statuses) => {
    test.each(proxyKinds)('%s', async (kind) => {
      const answer = await gate.send(checkOf(kind, request));
      expect(answer.status).toBe(statuses[kind]);
      const { url = '', method = 'GET' } = request;
      expect(answer.header('location')).toBe(kind === 'legacy' ? undefined : location(url, method));
      expect(answer.header('set-cookie')).toBeUndefined();
      expect(answer.header('remote-user') ?? '').toBe('');
      expect(lines.at(-1)).toMatchObject({ reason: 'proof-too-old', username: 'john' });
    });
  });

  test.each(proxyKinds)('%s: rules without max_age take proofs of any age', async (kind) => {
    const request = { url: 'https://calm.example.com/', headers: [html, cookie('two')] };
    expect((await gate.send(checkOf(kind, request))).status).toBe(200);
  });

  test('a password that comes with the request is a proof of that moment', async () => {
    const request = { url: one, headers: [html, basic('john:secret')] };
    expect((await gate.send(checkOf('forward-auth', request))).status).toBe(200);
  });
});
