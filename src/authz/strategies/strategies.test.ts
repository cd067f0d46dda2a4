import { afterEach, describe, expect, test } from 'vitest';
import { checkOf } from '../../../tests/support/proxy-check.ts';
import {
  onePassword,
  rule,
  startTestGate,
  strategy,
  type TestGate,
  type TestGateOptions,
} from '../../../tests/support/test-gate.ts';
import type { AuthnStrategyConfig } from '../../config/sections/server.ts';

// Behaviour.md §2.5, one endpoint with the strategies in question at a time.

const gates: TestGate[] = [];
afterEach(() => Promise.all(gates.splice(0).map((gate) => gate.close())));

async function gateWith(
  strategies: readonly AuthnStrategyConfig[],
  options: TestGateOptions = {},
): Promise<TestGate> {
  const gate = await startTestGate({
    rules: [rule('one_factor', 'one.example.com')],
    endpoints: { 'forward-auth': { implementation: 'ForwardAuth', authn_strategies: strategies } },
    ...options,
  });
  gates.push(gate);
  return gate;
}

const html = ['Accept', 'text/html'] as const;
const basic = (credentials: string) => `Basic ${btoa(credentials)}`;
const right = basic('john:secret');

async function ask(gate: TestGate, ...headers: (readonly [string, string])[]) {
  const check = checkOf('forward-auth', { url: 'https://one.example.com/', headers: [html, ...headers] });
  const { status, header } = await gate.send(check);
  return {
    status,
    challenge: header('www-authenticate') ?? header('proxy-authenticate'),
    user: header('remote-user'),
  };
}

const realm = 'Basic realm="Authorization Required"';

describe.each([
  ['HeaderAuthorization', 'Authorization', 'WWW-Authenticate', 401],
  ['HeaderProxyAuthorization', 'Proxy-Authorization', 'Proxy-Authenticate', 407],
  ['HeaderAuthRequestProxyAuthorization', 'Proxy-Authorization', 'WWW-Authenticate', 401],
  ['HeaderLegacy', 'Proxy-Authorization', 'WWW-Authenticate', 401],
] as const)('%s alone', (name, header, challengeHeader, status) => {
  test(`reads ${header}`, async () => {
    const gate = await gateWith([strategy(name)]);
    expect(await ask(gate, [header, right])).toEqual({ status: 200, challenge: undefined, user: 'john' });
    const other = header === 'Authorization' ? 'Proxy-Authorization' : 'Authorization';
    expect((await ask(gate, [other, right])).status).toBe(status);
  });

  test(`challenges by ${status} ${challengeHeader}, for nothing as for something wrong`, async () => {
    const gate = await gateWith([strategy(name)]);
    for (const value of [undefined, basic('john:wrong'), basic('jane:secret'), 'Digest x']) {
      const headers = value === undefined ? [] : [[header, value] as const];
      const answer = await gate.send(
        checkOf('forward-auth', { url: 'https://one.example.com/', headers: [html, ...headers] }),
      );
      expect([answer.status, answer.header(challengeHeader)]).toEqual([status, realm]);
    }
  });
});

describe('credentials', () => {
  test.each([
    ['an unknown scheme', 'Digest username="john"'],
    ['no scheme', btoa('john:secret')],
    ['an empty scheme', ' x'],
    ['nothing behind the scheme', 'Basic '],
    ['no base64', 'Basic john:secret'],
    ['base64 without its padding', `Basic ${btoa('john:secret').replaceAll('=', '')}`],
    ['base64 for URLs', 'Basic __8='],
    ['no colon', basic('john')],
    ['no name', basic(':secret')],
    ['no password', basic('john:')],
    ['bytes that are no UTF-8', `Basic ${Buffer.from('john:\xff', 'latin1').toString('base64')}`],
    ['a wrong password', basic('john:Secret')],
    ['another name', basic('jane:secret')],
    ['two credentials', `${right}, ${right}`],
  ])('%s is challenged', async (_name, value) => {
    const gate = await gateWith([strategy('HeaderAuthorization'), strategy('CookieSession')]);
    const answer = await ask(gate, ['Authorization', value], ['Cookie', 'authelia_session={two}']);
    expect(answer).toEqual({ status: 401, challenge: realm, user: '' });
  });

  test('the header twice is challenged', async () => {
    const gate = await gateWith([strategy('HeaderAuthorization')]);
    expect((await ask(gate, ['Authorization', right], ['authorization', right])).status).toBe(401);
  });

  test.each(['basic', 'BASIC', 'Basic'])('the scheme may be spelled %s', async (scheme) => {
    const gate = await gateWith([strategy('HeaderAuthorization')]);
    expect((await ask(gate, ['Authorization', `${scheme} ${btoa('john:secret')}`])).status).toBe(200);
  });

  test('the password may hold colons and any script', async () => {
    const seen: string[] = [];
    const passwordSignIn: TestGateOptions['passwordSignIn'] = {
      async check({ username, password }) {
        seen.push(username, password);
        return { outcome: 'wrong' };
      },
    };
    const gate = await gateWith([strategy('HeaderAuthorization')], { passwordSignIn });
    const credentials = Buffer.from('jörg:пароль:🦊').toString('base64');
    await ask(gate, ['Authorization', `Basic ${credentials}`]);
    expect(seen).toEqual(['jörg', 'пароль:🦊']);
  });

  test('are checked for the client, not for the proxy', async () => {
    const seen: (string | undefined)[] = [];
    const passwordSignIn: TestGateOptions['passwordSignIn'] = {
      async check({ address }) {
        seen.push(address);
        return { outcome: 'wrong' };
      },
    };
    const gate = await gateWith([strategy('HeaderAuthorization')], { passwordSignIn });
    await ask(gate, ['Authorization', right]);
    expect(seen).toEqual(['192.0.2.1']);
  });
});

describe('the order', () => {
  test('an empty or missing header passes on to the session', async () => {
    const gate = await gateWith([strategy('HeaderAuthorization'), strategy('CookieSession')]);
    expect(await ask(gate, ['Authorization', ''], ['Cookie', 'authelia_session={one}'])).toMatchObject({
      status: 200,
      user: 'john',
    });
    expect(await ask(gate)).toMatchObject({ status: 302, challenge: undefined });
  });

  test('wrong credentials end the search, a session notwithstanding', async () => {
    const gate = await gateWith([strategy('HeaderAuthorization'), strategy('CookieSession')]);
    const answer = await ask(
      gate,
      ['Authorization', basic('john:wrong')],
      ['Cookie', 'authelia_session={two}'],
    );
    expect(answer).toEqual({ status: 401, challenge: realm, user: '' });
  });

  test('a session before a header strategy: nobody is challenged, not redirected', async () => {
    const gate = await gateWith([strategy('CookieSession'), strategy('HeaderAuthorization')]);
    expect(await ask(gate)).toMatchObject({ status: 401, challenge: realm });
    expect(await ask(gate, ['Cookie', 'authelia_session={one}'], ['Authorization', 'x'])).toMatchObject({
      status: 200,
    });
  });

  test('a known scheme that is not switched on is passed over in silence', async () => {
    const passwordSignIn = onePassword();
    const bearerOnly = await gateWith(
      [strategy('HeaderAuthorization', { schemes: ['bearer'] }), strategy('CookieSession')],
      { passwordSignIn },
    );
    expect(await ask(bearerOnly, ['Authorization', right])).toMatchObject({ status: 302 });
    expect(await ask(bearerOnly, ['Authorization', 'Bearer x'])).toMatchObject({ status: 302 });
    expect(
      await ask(bearerOnly, ['Authorization', 'Bearer x'], ['Cookie', 'authelia_session={one}']),
    ).toMatchObject({ status: 200 });
    expect(passwordSignIn.attempts).toEqual([]);
    const basicOnly = await gateWith([strategy('HeaderAuthorization'), strategy('CookieSession')]);
    expect(await ask(basicOnly, ['Authorization', 'Bearer x'])).toMatchObject({ status: 302 });
  });
});

describe('CookieSession', () => {
  const cookie = ['Cookie', 'authelia_session={one}'] as const;

  test.each(['john', 'JOHN', ''])('Session-Username %j agrees', async (name) => {
    const gate = await gateWith([strategy('CookieSession')]);
    expect((await ask(gate, cookie, ['Session-Username', name])).status).toBe(200);
    expect((await ask(gate, cookie)).status).toBe(200);
  });

  test('another Session-Username ends the session', async () => {
    const gate = await gateWith([strategy('CookieSession')]);
    expect((await ask(gate, cookie, ['Session-Username', 'jane'])).status).toBe(302);
    expect((await ask(gate, cookie)).status).toBe(302);
  });

  test('a name beyond ASCII is compared as text', async () => {
    const gate = await gateWith([strategy('CookieSession')], { people: { one: { username: 'JÖRG' } } });
    const bytes = Buffer.from('jörg').toString('latin1');
    expect((await ask(gate, cookie, ['Session-Username', bytes])).status).toBe(200);
  });

  test('a session without any proof that counts is nobody', async () => {
    const gate = await gateWith([strategy('CookieSession')], { people: { one: { methods: [] } } });
    expect((await ask(gate, cookie)).status).toBe(302);
  });

  test('a session of one cookie domain is nobody at another', async () => {
    const gate = await gateWith([strategy('CookieSession')]);
    const check = checkOf('forward-auth', { url: 'https://app.example.org/', headers: [html, cookie] });
    expect((await gate.send(check)).status).toBe(400);
  });
});

describe('HeaderLegacy with auth=basic', () => {
  const target = '/api/verify?auth=basic';
  const legacy = async (gate: TestGate, ...headers: (readonly [string, string])[]) => {
    const check = checkOf('legacy', { url: 'https://one.example.com/', headers: [html, ...headers] });
    const { status, header } = await gate.send({ ...check, target });
    return [status, header('www-authenticate')];
  };

  test('reads Authorization, which must be there', async () => {
    const gate = await startTestGate({ rules: [rule('one_factor', 'one.example.com')] });
    gates.push(gate);
    expect(await legacy(gate, ['Authorization', right])).toEqual([200, undefined]);
    expect(await legacy(gate)).toEqual([401, realm]);
    expect(await legacy(gate, ['Proxy-Authorization', right])).toEqual([401, realm]);
    expect(await legacy(gate, ['Cookie', 'authelia_session={two}'])).toEqual([401, realm]);
  });
});
