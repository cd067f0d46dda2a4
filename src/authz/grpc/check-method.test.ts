import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { cookie, html } from '../../../tests/support/authz-situations.ts';
import { createCollectingLog } from '../../../tests/support/collecting-log.ts';
import {
  createAnswerReader,
  createQuestionWriter,
  type EnvoyQuestion,
  type TestSource,
} from '../../../tests/support/ext-authz-client.ts';
import { type GrpcGate, type GrpcGateOptions, startGrpcGate } from '../../../tests/support/grpc-gate.ts';
import { createSessionWorld } from '../../../tests/support/session-world.ts';
import { cookieDomain, gateServices, rule, strategy } from '../../../tests/support/test-gate.ts';
import type { UnaryMethod } from '../../http/grpc/unary-method.ts';
import { AppError } from '../../lib/app-error.ts';
import { createCheckMethod } from './create-check-method.ts';

const gates: GrpcGate[] = [];
afterEach(() => Promise.all(gates.splice(0).map((gate) => gate.close())));

async function start(options: GrpcGateOptions = {}): Promise<GrpcGate> {
  const gate = await startGrpcGate({ rules: [rule('bypass', 'public.example.com')], ...options });
  gates.push(gate);
  return gate;
}

const two = cookie('two');
const publicUrl = 'https://public.example.com/';
const proxyOfOurs = { address: '127.0.0.9' };

describe('what is asked about', () => {
  test('is told with its query, and its path as it stands', async () => {
    const gate = await start();
    for (const path of ['/a?b=1&c', '//a//b', '/a%2fb', '/?']) {
      const { status, header } = await gate.check({ url: `https://app.example.com${path}`, headers: [html] });
      expect(status).toBe(302);
      expect(new URL(header('location') ?? '').searchParams.get('rd')).toBe(`https://app.example.com${path}`);
    }
  });

  test.each<[string, EnvoyQuestion]>([
    ['a fragment', { url: 'https://public.example.com/#/x' }],
    ['a method in lower case', { url: publicUrl, method: 'get' }],
    ['a second Host', { url: publicUrl, headers: [['Host', 'app.example.com']] }],
    [
      'a contradicting X-Forwarded-Host',
      { url: publicUrl, headers: [['X-Forwarded-Host', 'app.example.com']] },
    ],
    ['a contradicting X-Original-URL', { url: publicUrl, headers: [['X-Original-URL', '/admin']] }],
    ['a header named in Connection', { url: publicUrl, headers: [['Connection', 'close, X-Forwarded-For']] }],
    [
      'two X-Forwarded-Uri',
      {
        url: publicUrl,
        isRaw: true,
        headers: [
          ['X-Forwarded-Uri', '/'],
          ['X-Forwarded-Uri', '/'],
        ],
      },
    ],
    ['no scheme', { url: publicUrl, scheme: '' }],
    ['two schemes joined', { url: publicUrl, scheme: 'https,http' }],
  ])('%s makes it a bad request', async (_name, question) => {
    const gate = await start();
    expect((await gate.check({ headers: [two], ...question })).status).toBe(400);
  });

  test('the same Host twice over is no contradiction', async () => {
    const gate = await start();
    expect((await gate.check({ url: publicUrl, headers: [['Host', 'public.example.com']] })).status).toBe(
      200,
    );
  });

  test('the scheme is the one that Envoy saw, unless a proxy of ours in front of it tells another', async () => {
    const gate = await start();
    const told = (source: { address: string }, proto: string, url: string) =>
      gate.check({ url, source, headers: [two, ['X-Forwarded-Proto', proto]] });
    const stranger = { address: '192.0.2.1' };
    expect((await told(stranger, 'https', 'http://app.example.com/')).status).toBe(400);
    expect((await told(stranger, 'http', 'https://app.example.com/')).status).toBe(200);
    expect((await told(proxyOfOurs, 'https', 'http://app.example.com/')).status).toBe(200);
    expect((await told(proxyOfOurs, 'http', 'https://app.example.com/')).status).toBe(400);
    expect((await told(proxyOfOurs, 'https,http', 'https://app.example.com/')).status).toBe(400);
  });
});

describe('the client’s address', () => {
  const chain = (value: string) => ['X-Forwarded-For', value] as const;
  const addressOf = async (question: EnvoyQuestion) => {
    const { log, lines } = createCollectingLog();
    const gate = await start({ log });
    const { status } = await gate.check({ url: publicUrl, ...question });
    return status === 200 ? lines[0]?.remote_ip : status;
  };

  test('is the one that Envoy saw, whatever the client says of itself', async () => {
    expect(await addressOf({ headers: [chain('127.0.0.1')] })).toBe('192.0.2.1');
    expect(await addressOf({ headers: [chain('198.51.100.7, 192.0.2.1')] })).toBe('192.0.2.1');
    expect(await addressOf({ headers: [chain('nonsense')], source: { address: '2001:db8::1' } })).toBe(
      '2001:db8::1',
    );
  });

  test('behind a proxy of ours is the last one in X-Forwarded-For that is none of them', async () => {
    const source = proxyOfOurs;
    expect(await addressOf({ headers: [chain('10.9.9.9, 198.51.100.7')], source })).toBe('198.51.100.7');
    expect(await addressOf({ headers: [chain('198.51.100.7, 127.0.0.9')], source })).toBe('198.51.100.7');
    expect(await addressOf({ headers: [chain('nonsense')], source })).toBe(400);
    expect(await addressOf({ headers: [], source })).toBe('127.0.0.9');
  });

  test('behind a unix socket likewise', async () => {
    expect(await addressOf({ headers: [chain('198.51.100.7')], source: 'pipe' })).toBe('198.51.100.7');
  });

  test('that nobody tells makes it a bad request', async () => {
    expect(await addressOf({ source: 'missing' })).toBe(400);
    expect(await addressOf({ source: 'internal' })).toBe(400);
    expect(await addressOf({ source: { address: 'nonsense' } })).toBe(400);
  });
});

describe('headers that stand twice', () => {
  const doubled = (name: string, one: string, other: string) =>
    [
      [name, one],
      [name, other],
    ] as const;

  test('Authorization is never taken from a list', async () => {
    const gate = await start({ rules: [rule('one_factor', 'app.example.com')] });
    const right = `Basic ${btoa('john:secret')}`;
    for (const isRaw of [false, true]) {
      const headers = doubled('Authorization', right, right);
      const answer = await gate.check({ headers, isRaw });
      expect([answer.status, answer.header('www-authenticate')]).toEqual([
        401,
        'Basic realm="Authorization Required"',
      ]);
    }
    expect((await gate.check({ headers: [['Authorization', right]], isRaw: true })).status).toBe(200);
  });

  test('cookies apart are read apart, cookies that Envoy has joined are nobody’s', async () => {
    const gate = await start();
    const headers = [html, ['Cookie', 'a=b'], two] as const;
    expect((await gate.check({ headers, isRaw: true })).status).toBe(200);
    expect((await gate.check({ headers, isRaw: false })).status).toBe(302);
  });
});

describe('the portal’s URL', () => {
  const oldForm = [cookieDomain('example.com', { authelia_url: undefined })];
  const portal = 'https://login.example.com/x';
  const locationOf = async (gate: GrpcGate, question: EnvoyQuestion) => {
    const { status, header } = await gate.check(question);
    return header('location')?.split('?')[0] ?? status;
  };

  test('is told by the route, or for all routes, or configured', async () => {
    const gate = await start();
    expect(await locationOf(gate, {})).toBe('https://auth.example.com/');
    expect(await locationOf(gate, { contextExtensions: { authelia_url: portal } })).toBe(portal);
    expect(await locationOf(gate, { metadata: { 'x-authelia-url': portal } })).toBe(portal);
    const other = { 'x-authelia-url': 'https://other.example.com/' };
    expect(await locationOf(gate, { contextExtensions: { authelia_url: portal }, metadata: other })).toBe(
      portal,
    );
  });

  test('is never the client’s to choose', async () => {
    const gate = await start();
    for (const source of [{ address: '192.0.2.1' }, proxyOfOurs]) {
      const headers = [html, ['X-Authelia-URL', portal]] as const;
      expect(await locationOf(gate, { headers, source })).toBe('https://auth.example.com/');
    }
  });

  test('must lie under the cookie domain, and there must be one', async () => {
    expect(await locationOf(await start(), { metadata: { 'x-authelia-url': 'https://evil.test/' } })).toBe(
      400,
    );
    const gate = await start({ cookieDomains: oldForm });
    expect(await locationOf(gate, {})).toBe(400);
    expect(await locationOf(gate, { metadata: { 'x-authelia-url': portal } })).toBe(portal);
  });
});

describe('what goes wrong', () => {
  test('an Envoy that is no proxy of ours is refused, and named in the log', async () => {
    const { log, lines } = createCollectingLog();
    const gate = await start({ log, trustedProxies: [] });
    expect((await gate.check({ headers: [two] })).status).toBe(400);
    expect(lines).toMatchObject([
      { level: 'info', endpoint: 'ext_authz_grpc', decision: 'bad-request', reason: 'insecure-scheme' },
      { level: 'warn', peer: '127.0.0.1', msg: expect.stringContaining('server.trusted_proxies') },
    ]);
  });

  test('an outage is UNAVAILABLE and a bug INTERNAL, so that Envoy lets nobody in', async () => {
    const failing = (error: Error) =>
      start({
        sessions: (real) => ({ ...real, find: () => Promise.reject(error), findAtOnce: () => undefined }),
      });
    const away = await failing(
      new AppError('session-store-unavailable', 'The session store does not answer.'),
    );
    await expect(away.check({ headers: [two] })).rejects.toMatchObject({ code: 14 });
    const broken = await failing(new TypeError('a bug'));
    await expect(broken.check({ headers: [two] })).rejects.toMatchObject({ code: 13 });
  });

  test('what asks about no HTTP request is denied, with a line in the log', async () => {
    const { log, lines } = createCollectingLog();
    const method = bareMethod({ log });
    expect(await statusOf(method, Buffer.alloc(0))).toBe(400);
    expect(await statusOf(method, Buffer.from([0x0a, 0x02, 0x0a, 0x00]))).toBe(400);
    expect(await statusOf(method, Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]))).toBe(400);
    expect(lines.map(({ reason }) => reason)).toEqual(Array(3).fill('malformed-message'));
  });

  test('random bytes are denied, whatever they say', async () => {
    const method = bareMethod({ rules: [rule('bypass', '*')] });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await statusOf(method, bytes)).toBe(400);
      }),
      { numRuns: 2000 },
    );
  });
});

test('random questions about what is guarded are never allowed', async () => {
  const method = bareMethod({ rules: [rule('bypass', 'public.example.com')], defaultPolicy: 'one_factor' });
  let allowed = 0;
  await fc.assert(
    fc.asyncProperty(anyQuestion, async (question) => {
      const status = await statusOf(method, writeQuestion(question));
      expect(status).toBeLessThan(500);
      if (status !== 200) return;
      allowed++;
      expect(question.url).toMatch(/^\w*:\/\/public\.example\.com\//);
    }),
    { numRuns: 3000 },
  );
  expect(allowed).toBeGreaterThan(0);
});

test('200 checks of one session at once are all allowed', async () => {
  const gate = await start();
  const answers = await Promise.all(Array.from({ length: 200 }, () => gate.check({ headers: [html, two] })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

const readAnswer = createAnswerReader();
const writeQuestion = createQuestionWriter();

/** Questions about anything, by anybody, with whatever headers mean something to us. */
const anyQuestion: fc.Arbitrary<EnvoyQuestion> = fc.record({
  url: fc
    .tuple(
      fc.constantFrom('https', 'http', 'wss', ''),
      fc.constantFrom(
        'app.example.com',
        'APP.example.com.',
        'app.example.com:8443',
        'public.example.com',
        'x',
        '',
      ),
      fc.oneof(fc.constantFrom('/', '/public', '//public.example.com/', '/%2e%2e/?a=#b'), fc.string()),
    )
    .map(([scheme, host, path]) => `${scheme}://${host}/${path}`),
  method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'get', ''),
  scheme: fc.constantFrom('https', 'http', ''),
  isRaw: fc.boolean(),
  source: fc.constantFrom<TestSource[]>(
    { address: '192.0.2.1' },
    { address: '127.0.0.9' },
    'pipe',
    'internal',
    'missing',
  ),
  headers: fc.array(
    fc.tuple(
      fc.constantFrom(
        'Host',
        'Cookie',
        'Authorization',
        'X-Forwarded-For',
        'X-Forwarded-Host',
        'X-Forwarded-Proto',
        'X-Original-URL',
        'Remote-User',
        'Connection',
      ),
      fc.oneof(
        fc.constantFrom(
          'public.example.com',
          'https',
          '127.0.0.1',
          'authelia_session=x',
          'Basic am9objp3cm9uZw==',
        ),
        fc.string(),
      ),
    ),
    { maxLength: 5 },
  ),
  contextExtensions: fc.constantFrom({}, { authelia_url: 'https://evil.test/' }),
});

/** The method alone, for messages that no client would send. */
function bareMethod(options: GrpcGateOptions): UnaryMethod {
  const { sessions } = createSessionWorld();
  const services = gateServices(options, [cookieDomain('example.com')], sessions);
  return createCheckMethod({ ...services, authn_strategies: [strategy('CookieSession')] });
}

async function statusOf(method: UnaryMethod, message: Uint8Array): Promise<number> {
  const reply = await method({ message, peerAddress: '127.0.0.1', metadata: () => undefined });
  if (typeof reply === 'string') throw new Error(`the call failed: ${reply}`);
  return readAnswer(reply).status;
}
