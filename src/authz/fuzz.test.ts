import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';
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

const nasty = fc.constantFrom(
  '',
  ' ',
  '/',
  '//',
  '\\',
  '..',
  '%2e%2e',
  '%',
  '%00',
  '\u0000',
  '#',
  '?',
  '@',
  ':',
  ',',
  ';',
  '*',
  '[::1]',
  'https://',
  'http://',
  'wss://',
  'app.example.com',
  'APP.example.com.',
  'localhost',
  'example.com',
  'evil.test',
  ':443',
  'GET',
  'authelia_session=',
  'Basic ',
  'Bearer ',
  'am9objpzZWNyZXQ',
  'é',
  '\xff',
  'x'.repeat(300),
);
/** Node gives every byte as the Latin-1 character of that number. */
const byte = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code));
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(nasty, { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: byte, maxLength: 30 }) },
);

/** Values that make a check whole, and noise. */
const knownHeaders: Record<string, fc.Arbitrary<string>> = {
  Host: fc.oneof(fc.constant('app.example.com'), text),
  'X-Forwarded-Proto': fc.oneof(fc.constant('https'), text),
  'X-Forwarded-Host': fc.oneof(fc.constant('app.example.com'), text),
  'X-Forwarded-Uri': fc.oneof(
    fc.constant('/'),
    text.map((rest) => `/${rest}`),
    text,
  ),
  'X-Forwarded-Method': fc.oneof(fc.constant('GET'), text),
  'X-Forwarded-For': fc.oneof(fc.constant('127.0.0.1'), fc.ipV4(), text),
  'X-Original-URL': fc.oneof(
    fc.constant('https://app.example.com/'),
    text.map((rest) => `https://app.example.com${rest}`),
    text,
  ),
  'X-Original-Method': fc.oneof(fc.constant('GET'), text),
  'X-Authelia-URL': fc.oneof(fc.constant('https://auth.example.com'), text),
  Cookie: text.map((value) => `authelia_session=${value}`),
  Authorization: text.map((value) => `Basic ${value}`),
  'Proxy-Authorization': text,
  Accept: fc.oneof(fc.constant('text/html'), text),
  'X-Requested-With': text,
  'Sec-Fetch-Mode': fc.constantFrom('navigate', 'cors', ''),
  'Sec-Fetch-Dest': fc.constantFrom('document', 'empty', ''),
  'Session-Username': text,
  Connection: fc.oneof(fc.constant('close'), text),
  'User-Agent': fc.constantFrom('GoogleHC/1.0', 'kube-probe/1.30'),
};

const header = fc
  .constantFrom(...Object.keys(knownHeaders))
  .chain((name) =>
    fc.tuple(
      fc.constantFrom(name, name.toLowerCase(), name.replaceAll('-', '_')),
      knownHeaders[name] ?? text,
    ),
  );
/** Mostly headers that a proxy sets, so that many checks get past the first hurdle, then noise over them. */
const headers = fc.oneof(
  fc.array(header, { maxLength: 12 }),
  fc
    .record(knownHeaders, { requiredKeys: [] })
    .map((record) => Object.entries(record).map(([name, value = '']) => [name, value])),
);

const endpoint = fc.constantFrom(
  '/api/verify',
  '/api/verify/x',
  '/api/authz/forward-auth',
  '/api/authz/auth-request',
  '/api/authz/ext-authz',
  '/api/authz/ext-authz/',
  '/api/authz/ext-authz//a',
);
const query = fc.oneof(
  fc.constant(''),
  text.map((value) => `?rd=${value}`),
  text.map((value) => `?authelia_url=${value}`),
  text.map((value) => `?auth=basic&${value}`),
  text.map((value) => `?${value}`),
);

const request: fc.Arbitrary<RawRequest> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE', 'M-SEARCH'),
  target: fc.tuple(endpoint, query).map((parts) => parts.join('')),
  rawHeaders: headers.map((list) => list.flat()),
  peerAddress: fc.constantFrom('127.0.0.1', '203.0.113.5', undefined, 'unknown', '::1'),
  isTls: fc.boolean(),
});

test('random requests at every endpoint are never let through, and never an error', async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async (raw) => {
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
    fc.asyncProperty(request, async (raw) => {
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
