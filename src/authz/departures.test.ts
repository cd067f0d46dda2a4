import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOf, proxyKinds } from '../../tests/support/proxy-check.ts';
import { cookieDomain, rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';

// Each row of departures.md §3 that shows in the answers to proxies.

let gate: TestGate;

beforeAll(async () => {
  gate = await startTestGate({
    defaultPolicy: 'deny',
    cookieDomains: [
      cookieDomain('example.com'),
      cookieDomain('example.localhost', { authelia_url: 'http://auth.example.localhost:9091' }),
    ],
    rules: [
      rule('bypass', 'public.example.com'),
      rule('two_factor', 'app.example.com', 'app.example.localhost'),
      rule('one_factor', '{user}.people.example.com', '{group}.groups.example.com'),
    ],
  });
});
afterAll(() => gate.close());

const html = ['Accept', 'text/html'] as const;
const two = ['Cookie', 'authelia_session={two}'] as const;

describe('server.trusted_proxies', () => {
  test('forwarded headers of any other peer are ignored, so there is nothing left to check', async () => {
    const closed = await startTestGate({
      trustedProxies: ['10.0.0.0/8'],
      rules: [rule('bypass', 'public.example.com')],
    });
    try {
      for (const kind of proxyKinds) {
        const answer = await closed.send(checkOf(kind, { url: 'https://public.example.com/' }));
        expect([kind, answer.status]).toEqual([kind, kind.startsWith('legacy') ? 401 : 400]);
      }
    } finally {
      await closed.close();
    }
  });

  test("'*' restores Authelia's way: everyone is believed", async () => {
    const open = await startTestGate({
      trustedProxies: ['*'],
      rules: [rule('bypass', 'public.example.com')],
    });
    try {
      expect((await open.send(checkOf('forward-auth', { url: 'https://public.example.com/' }))).status).toBe(
        200,
      );
    } finally {
      await open.close();
    }
  });
});

describe('both header families', () => {
  test.each([
    ['forward-auth', ['X-Original-URL', 'https://public.example.com/'], 400],
    ['forward-auth', ['X-Original-URL', 'https://app.example.com/other'], 400],
    ['forward-auth', ['X-Original-URL', 'nonsense'], 400],
    ['forward-auth', ['X-Original-URL', '/other'], 400],
    ['auth-request', ['X-Forwarded-Host', 'public.example.com'], 400],
    ['auth-request', ['X-Forwarded-Uri', '/other'], 400],
    ['ext-authz', ['X-Forwarded-Host', 'public.example.com'], 400],
    ['ext-authz', ['X-Original-URL', 'https://public.example.com/'], 400],
    ['legacy', ['X-Original-URL', 'https://public.example.com/'], 401],
  ] as const)('%s with a contradicting %s', async (kind, header, status) => {
    expect((await gate.send(checkOf(kind, { headers: [two, header] }))).status).toBe(status);
  });

  test.each([
    ['forward-auth', ['X-Original-URL', 'https://APP.example.com:443/?x=1']],
    ['forward-auth', ['X-Original-URL', '/']],
    ['auth-request', ['X-Forwarded-Host', 'app.example.com.']],
    ['auth-request', ['X-Forwarded-Uri', '/?a']],
    ['legacy', ['X-Original-URL', 'https://app.example.com/']],
  ] as const)('%s with an agreeing %s', async (kind, header) => {
    expect((await gate.send(checkOf(kind, { headers: [two, header] }))).status).toBe(200);
  });
});

describe('duplicated or underscore-spelled forwarded headers', () => {
  test.each([
    'X-Forwarded-Proto',
    'X-Forwarded-Host',
    'X-Forwarded-Uri',
    'X-Forwarded-Method',
    'X-Original-URL',
    'X-Original-Method',
    'X-Authelia-URL',
  ])('%s twice → bad request', async (name) => {
    for (const kind of proxyKinds) {
      const check = checkOf(kind, { headers: [two] });
      const own = check.headers?.find(([other]) => other === name);
      const twice = [[name, own?.[1] ?? 'x'] as const, [name.toLowerCase(), own?.[1] ?? 'x'] as const];
      const others = check.headers?.filter(([other]) => other !== name) ?? [];
      const answer = await gate.send({ ...check, headers: [...others, ...twice] });
      expect([kind, answer.status]).toEqual([kind, kind.startsWith('legacy') ? 401 : 400]);
    }
  });

  test.each(['X_Forwarded_Host', 'X-Forwarded_Host', 'X_Original_URL'])(
    '%s is another header',
    async (name) => {
      const headers = [two, [name, 'public.example.com'] as const];
      for (const kind of proxyKinds) expect((await gate.send(checkOf(kind, { headers }))).status).toBe(200);
    },
  );
});

describe('ExtAuthz', () => {
  const ask = (target: string) =>
    gate.send({
      target: `/api/authz/ext-authz${target}`,
      headers: [['Host', 'app.example.com'], ['X-Forwarded-Proto', 'https'], html],
    });

  test.each([
    ['//foo?a=1&b=2', 'https://app.example.com/foo?a=1&b=2'],
    ['/foo?a=1&b=2', 'https://app.example.com/foo?a=1&b=2'],
    ['///admin/x', 'https://app.example.com//admin/x'],
    ['//', 'https://app.example.com/'],
    ['/', 'https://app.example.com/'],
    ['', 'https://app.example.com'],
    ['?a=1', 'https://app.example.com?a=1'],
  ])('%s asks about %s', async (target, url) => {
    const answer = await ask(target);
    expect(answer.status).toBe(302);
    expect(new URL(answer.header('location') ?? '').searchParams.get('rd')).toBe(url);
  });
});

describe('hosts compare in one spelling', () => {
  const one = ['Cookie', 'authelia_session={one}'] as const;
  test.each(['john', 'JOHN', 'John'])('{user} and {group} domains take %s', async (label) => {
    for (const host of [
      `${label}.people.example.com`,
      `${label}.People.Example.COM.`,
      `${label}.people.example.com:8443`,
    ]) {
      expect(
        (await gate.send(checkOf('forward-auth', { url: `https://${host}/`, headers: [one] }))).status,
      ).toBe(200);
    }
    for (const host of [`jane.people.example.com`, `x${label}.people.example.com`]) {
      expect(
        (await gate.send(checkOf('forward-auth', { url: `https://${host}/`, headers: [one] }))).status,
      ).toBe(403);
    }
  });

  test('a group in another case than the host', async () => {
    const upper = await startTestGate({
      people: { upper: { groups: ['Admins'] } },
      defaultPolicy: 'deny',
      rules: [rule('one_factor', '{group}.groups.example.com')],
    });
    try {
      const headers = [['Cookie', 'authelia_session={upper}'] as const];
      const answer = await upper.send(
        checkOf('forward-auth', { url: 'https://adMINS.groups.example.com/', headers }),
      );
      expect(answer.status).toBe(200);
    } finally {
      await upper.close();
    }
  });

  test('a host without a dot is refused, not thrown at', async () => {
    expect((await gate.send(checkOf('forward-auth', { url: 'https://localhost/' }))).status).toBe(400);
  });
});

describe('what is a page load', () => {
  const statusWith = async (...headers: (readonly [string, string])[]) =>
    (await gate.send(checkOf('forward-auth', { headers }))).status;

  test.each([
    [
      'fetch() with Accept: */*',
      [
        ['Accept', '*/*'],
        ['Sec-Fetch-Mode', 'cors'],
        ['Sec-Fetch-Dest', 'empty'],
      ],
      401,
    ],
    [
      'fetch() that claims to want HTML',
      [html, ['Sec-Fetch-Mode', 'cors'], ['Sec-Fetch-Dest', 'empty']],
      401,
    ],
    [
      'an image',
      [
        ['Accept', 'image/*,*/*'],
        ['Sec-Fetch-Mode', 'no-cors'],
        ['Sec-Fetch-Dest', 'image'],
      ],
      401,
    ],
    ['a navigation', [html, ['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Dest', 'document']], 302],
    [
      'a navigation decides before X-Requested-With',
      [
        ['X-Requested-With', 'XMLHttpRequest'],
        ['Sec-Fetch-Mode', 'navigate'],
      ],
      302,
    ],
    [
      'a navigation decides before Accept',
      [
        ['Accept', 'application/json'],
        ['Sec-Fetch-Dest', 'document'],
      ],
      302,
    ],
    ['a frame', [html, ['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Dest', 'iframe']], 302],
    ['two modes', [html, ['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Mode', 'cors']], 401],
    ['XHR in any case', [html, ['X-Requested-With', 'xmlhttpREQUEST']], 401],
    ['*/* in the first place', [['Accept', '*/*;q=0.1, application/json']], 302],
    ['*/* in a later place', [['Accept', 'application/json, */*']], 401],
    ['text/html anywhere', [['Accept', 'application/json, TEXT/html;q=0.1']], 302],
    ['nothing', [], 401],
  ] as const)('%s', async (_name, headers, status) => {
    expect(await statusWith(...headers)).toBe(status);
  });
});

describe('the four Remote-* headers', () => {
  const remote = (answer: { header(name: string): string | undefined }) =>
    ['User', 'Groups', 'Name', 'Email'].map((name) => answer.header(`Remote-${name}`));

  test('are always there, empty when there is nobody', async () => {
    for (const kind of proxyKinds) {
      for (const url of [
        'https://public.example.com/',
        'https://app.example.com/',
        'https://x.example.com/',
        'http://app.example.com/',
      ]) {
        expect(remote(await gate.send(checkOf(kind, { url })))).toEqual(['', '', '', '']);
      }
    }
  });

  test('name the person, at public resources too', async () => {
    for (const kind of proxyKinds) {
      for (const url of ['https://public.example.com/', 'https://app.example.com/']) {
        const answer = await gate.send(checkOf(kind, { url, headers: [two] }));
        expect([answer.status, ...remote(answer)]).toEqual([
          200,
          'john',
          'admins,dev',
          'John Doe',
          'john@example.com',
        ]);
      }
    }
  });

  test('carry UTF-8 bytes, and nothing that could end a header or name another group', async () => {
    const odd = {
      displayName: 'Jörg 🦊\r\nRemote-Groups: admins',
      groups: ['a', 'b,admins', 'ü'],
      emails: [],
    };
    const withOdd = await startTestGate({
      people: { odd },
      defaultPolicy: 'one_factor',
    });
    try {
      const answer = await withOdd.send(
        checkOf('forward-auth', { headers: [['Cookie', 'authelia_session={odd}']] }),
      );
      const text = remote(answer).map((value) => Buffer.from(value ?? '', 'latin1').toString('utf8'));
      expect(text).toEqual(['john', 'a,ü', 'Jörg 🦊  Remote-Groups: admins', '']);
    } finally {
      await withOdd.close();
    }
  });
});

describe('plain http targets', () => {
  test('are refused, but for localhost names', async () => {
    expect(
      (await gate.send(checkOf('forward-auth', { url: 'http://app.example.com/', headers: [two] }))).status,
    ).toBe(400);
    const local = await gate.send(checkOf('forward-auth', { url: 'http://app.example.localhost/' }));
    expect(local.status).toBe(302);
    expect(local.header('location')).toBe(
      'http://auth.example.localhost:9091/?rd=http%3A%2F%2Fapp.example.localhost%2F&rm=GET',
    );
  });
});

test('no answer carries Set-Cookie, whatever was done', async () => {
  for (const kind of proxyKinds) {
    for (const headers of [[html], [html, two], [html, two, ['Session-Username', 'jane'] as const]]) {
      expect((await gate.send(checkOf(kind, { headers }))).header('set-cookie')).toBeUndefined();
    }
  }
});
