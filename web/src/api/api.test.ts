import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passwordExpiredMessage } from '../../../shared/api/first-factor.ts';
import { signInWithPassword } from './first-factor.ts';
import { isSignedIn } from './is-signed-in.ts';
import { logout } from './logout.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: unknown;
}

let server: Server;
let base: string;
let answer: { status: number; body: string };
let seen: Seen[];

beforeEach(async () => {
  seen = [];
  answer = { status: 200, body: '{"status":"OK"}' };
  server = createServer((request, response) => {
    void readBody(request).then((body) => {
      seen.push({ method: request.method, url: request.url, body });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  base = `http://127.0.0.1:${address.port}/auth/`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
}

const credentials = { username: 'john', password: 'p€ss', keepMeLoggedIn: true };

describe('signing in', () => {
  test('sends the body below the base path', async () => {
    await signInWithPassword(base, { ...credentials, targetURL: 'https://a.example.com/' });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/auth/api/firstfactor',
        body: { ...credentials, targetURL: 'https://a.example.com/' },
      },
    ]);
  });

  test('says where to go', async () => {
    answer.body = '{"status":"OK","data":{"redirect":"https://a.example.com/"}}';
    expect(await signInWithPassword(base, credentials)).toEqual({
      kind: 'signed-in',
      redirect: 'https://a.example.com/',
    });
  });

  test('goes nowhere but to the web', async () => {
    answer.body = '{"status":"OK","data":{"redirect":"javascript:alert(1)"}}';
    expect(await signInWithPassword(base, credentials)).toEqual({ kind: 'signed-in', redirect: undefined });
  });

  test.each([
    [401, '{"status":"KO","message":"Authentication failed. Check your credentials."}', 'wrong-credentials'],
    [401, `{"status":"KO","message":"${passwordExpiredMessage}"}`, 'password-expired'],
    [401, '<html>a proxy</html>', 'wrong-credentials'],
    [403, '403 Forbidden', 'foreign-origin'],
    [429, '{"status":"KO","message":"Too Many Requests"}', 'too-many'],
    [500, 'oops', 'unavailable'],
    [502, '<html>Bad Gateway</html>', 'unavailable'],
    [200, '{"status":"KO","message":"Operation failed."}', 'unavailable'],
    [200, '<html>a captive portal</html>', 'unavailable'],
    [200, 'null', 'unavailable'],
  ])('an answer %i %s is the problem %s', async (status, body, problem) => {
    answer = { status, body };
    expect(await signInWithPassword(base, credentials)).toEqual({ kind: 'failed', problem });
  });

  test('no answer is a problem of its own', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await signInWithPassword(base, credentials)).toEqual({ kind: 'failed', problem: 'offline' });
  });
});

describe('signing out', () => {
  test.each([true, false])('tells whether the target is safe: %s', async (isTargetSafe) => {
    answer.body = JSON.stringify({ status: 'OK', data: { safeTargetURL: isTargetSafe } });
    expect(await logout(base, 'https://a.example.com/')).toEqual({ kind: 'signed-out', isTargetSafe });
    expect(seen[0]?.body).toEqual({ targetURL: 'https://a.example.com/' });
  });

  test('takes a missing word for no', async () => {
    expect(await logout(base, undefined)).toEqual({ kind: 'signed-out', isTargetSafe: false });
  });

  test('is not done when the server fails', async () => {
    answer.status = 503;
    expect(await logout(base, undefined)).toEqual({ kind: 'failed', problem: 'unavailable' });
  });
});

test.each([
  ['{"status":"OK","data":{"username":"john","authentication_level":1}}', 200, true],
  ['{"status":"OK","data":{"username":"","authentication_level":0}}', 200, false],
  ['403 Forbidden', 403, false],
  ['{"status":"OK"}', 200, false],
])('a state %s (%i) means signed in: %s', async (body, status, expected) => {
  answer = { status, body };
  expect(await isSignedIn(base)).toBe(expected);
});
