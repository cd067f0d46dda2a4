import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOf, proxyKinds } from '../../../tests/support/proxy-check.ts';
import { onePassword, rule, startTestGate, type TestGate } from '../../../tests/support/test-gate.ts';
import { AppError } from '../../lib/app-error.ts';

// attacks.md, "Sessions, codes, tokens", as far as it reaches the answers to proxies.

let gate: TestGate;

const rules = [
  rule('bypass', 'public.example.com'),
  rule('deny', 'a.b.example.com'),
  rule('one_factor', '*.example.com'),
];

beforeAll(async () => {
  gate = await startTestGate({ rules });
});
afterAll(() => gate.close());

const html = ['Accept', 'text/html'] as const;
const session = (value: string) => ['Cookie', `authelia_session={${value}}`] as const;

describe('Authelia #3716, #3587: bypass ignores credentials', () => {
  test.each([
    ['wrong Basic credentials', ['Authorization', `Basic ${btoa('john:wrong')}`]],
    ['an unknown scheme', ['Authorization', 'Digest username="x"']],
    ['a bearer token', ['Authorization', 'Bearer x']],
    ['malformed proxy credentials', ['Proxy-Authorization', 'x']],
    ['a stale session', session('gone')],
  ] as const)('%s', async (_name, header) => {
    for (const kind of proxyKinds) {
      const answer = await gate.send(
        checkOf(kind, { url: 'https://public.example.com/', headers: [header] }),
      );
      expect([kind, answer.status, answer.header('remote-user')]).toEqual([kind, 200, '']);
    }
  });

  test('they are not even checked, so that they count against nobody', async () => {
    const passwordSignIn = onePassword();
    const counting = await startTestGate({ rules, passwordSignIn });
    try {
      const headers = [['Authorization', `Basic ${btoa('john:wrong')}`] as const];
      await counting.send(checkOf('forward-auth', { url: 'https://public.example.com/', headers }));
      expect(passwordSignIn.attempts).toEqual([]);
      await counting.send(checkOf('forward-auth', { headers }));
      expect(passwordSignIn.attempts).toEqual(['john']);
    } finally {
      await counting.close();
    }
  });
});

describe('a store or a directory that is away', () => {
  const away = async () => {
    throw new AppError('session-store-unavailable', 'The session store does not answer.');
  };
  test('is 503 for proxies, never an open door', async () => {
    const cut = await startTestGate({
      rules,
      sessions: (real) => ({ ...real, find: away, findAtOnce: () => undefined }),
      passwordSignIn: { check: away },
    });
    const credentials = `Basic ${btoa('john:secret')}`;
    try {
      for (const kind of proxyKinds) {
        const header = kind.startsWith('legacy') ? 'Proxy-Authorization' : 'Authorization';
        for (const sent of [session('two'), [header, credentials] as const]) {
          const answer = await cut.send(checkOf(kind, { headers: [html, sent] }));
          expect([kind, answer.status, answer.body.split('\n')[0]]).toEqual([
            kind,
            503,
            '503 Service Unavailable',
          ]);
        }
      }
    } finally {
      await cut.close();
    }
  });
});

test('Authelia #8548: 200 parallel requests of one session give no spurious 401', async () => {
  const statuses = await Promise.all(
    Array.from(
      { length: 200 },
      async () => (await gate.send(checkOf('forward-auth', { headers: [session('two')] }))).status,
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
});
