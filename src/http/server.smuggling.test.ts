import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exchange } from '../../tests/support/send-raw.ts';
import { type StartedServer, startServer } from '../../tests/support/start-server.ts';
import { plainAnswer } from './plain-answer.ts';

// What a proxy in front could read as other requests than we do (request smuggling).
let started: StartedServer;
/** The requests that reached a handler, with their bodies. */
const seen: string[] = [];

const echo: RequestListener = (request, response) => {
  let body = '';
  request.setEncoding('latin1').on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    seen.push(`${request.method} ${request.url} ${body}`);
    response.setHeader('Connection', 'close').end();
  });
};

beforeAll(async () => {
  const check = ({ method, target }: { method: string; target: string }) => {
    seen.push(`${method} ${target}`);
    return plainAnswer(200);
  };
  started = await startServer({ '/check': check }, {}, { rest: echo });
});
afterAll(() => started[Symbol.asyncDispose]());
beforeEach(() => {
  seen.length = 0;
});

const send = (lines: readonly string[], body = '') =>
  exchange({ port: started.port }, `${lines.join('\r\n')}\r\n\r\n${body}`);
const statusesOf = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
const post = (...headers: string[]) => ['POST /form HTTP/1.1', 'Host: a', ...headers];
const chunked = 'Transfer-Encoding: chunked';

test.each<[string, string[], string?]>([
  ['two lengths that are the same', post('Content-Length: 3', 'Content-Length: 3'), 'abc'],
  ['two lengths that differ', post('Content-Length: 3', 'Content-Length: 4'), 'abcd'],
  ['a list of lengths', post('Content-Length: 3, 3'), 'abc'],
  ['a signed length', post('Content-Length: +3'), 'abc'],
  ['a negative length', post('Content-Length: -3'), 'abc'],
  ['a hexadecimal length', post('Content-Length: 0x3'), 'abc'],
  ['an empty length', post('Content-Length:'), 'abc'],
  ['a length beyond all numbers', post('Content-Length: 99999999999999999999999'), 'abc'],
  ['a length, then chunks', post('Content-Length: 3', chunked), '0\r\n\r\n'],
  ['chunks, then a length', post(chunked, 'Content-Length: 3'), '0\r\n\r\n'],
  ['two codings in two headers', post(chunked, 'Transfer-Encoding: identity'), '0\r\n\r\n'],
  ['chunks in another coding', post('Transfer-Encoding: chunked, identity'), '0\r\n\r\n'],
  ['another coding in chunks', post('Transfer-Encoding: gzip, chunked'), '0\r\n\r\n'],
  ['a coding that only looks like chunks', post('Transfer-Encoding: xchunked'), '0\r\n\r\n'],
  ['a control character before chunks', post('Transfer-Encoding: \u000bchunked'), '0\r\n\r\n'],
  ['a blank before the colon', post('Transfer-Encoding : chunked'), '0\r\n\r\n'],
  ['chunks in HTTP/1.0', ['POST /form HTTP/1.0', 'Host: a', chunked], '0\r\n\r\n'],
  ['a chunk size with a prefix', post(chunked), '0x3\r\nabc\r\n0\r\n\r\n'],
  ['a chunk size with a blank', post(chunked), '3 \r\nabc\r\n0\r\n\r\n'],
  ['chunks with bare line feeds', post(chunked), '3\nabc\n0\n\n'],
  ['a chunk longer than it says', post(chunked), '3\r\nabcXX0\r\n\r\n'],
  ['a folded header', ['GET /check HTTP/1.1', 'Host: a', 'X-Forwarded-For: 1.1.1.1', ' , 2.2.2.2']],
  ['a folded first header', ['GET /check HTTP/1.1', ' Host: a']],
  ['bare line feeds', ['GET /check HTTP/1.1\nHost: a\n']],
  ['a bare carriage return', ['GET /check HTTP/1.1', 'Host: a\rX: y']],
  ['a zero byte', ['GET /check HTTP/1.1', 'Host: a\0b']],
  ['no version', ['GET /check']],
  ['another version', ['GET /check HTTP/3.0', 'Host: a']],
  ['the start of HTTP/2', ['PRI * HTTP/2.0'], 'SM\r\n\r\n'],
  ['a blank in the target', ['GET /check b HTTP/1.1', 'Host: a']],
  ['tabs for blanks', ['GET\t/check\tHTTP/1.1', 'Host: a']],
])('%s: 400, and no handler hears of it', async (_name, lines, body) => {
  expect(statusesOf(await send(lines, body))).toEqual(['400']);
  expect(seen).toEqual([]);
});

test('a chunk extension without end is refused', async () => {
  expect(statusesOf(await send(post(chunked), `3;${'x'.repeat(20_000)}\r\nabc\r\n0\r\n\r\n`))).toEqual([
    '413',
  ]);
  expect(seen).toEqual([]);
});

test('honest chunks are taken, and a trailer is no header', async () => {
  await send(post(chunked), '3\r\nabc\r\n2\r\nde\r\n0\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n');
  expect(seen).toEqual(['POST /form abcde']);
});

test('requests sent at once on one connection are answered in turn', async () => {
  const first = 'GET /check?1 HTTP/1.1\r\nHost: a\r\n\r\n';
  const last = 'GET /check?2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  expect(statusesOf(await exchange({ port: started.port }, first + last))).toEqual(['200', '200']);
  expect(seen).toEqual(['GET /check?1', 'GET /check?2']);
});

test('a body is never taken for the next request', async () => {
  const inner = 'GET /check?smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
  const lines = ['GET /check?1 HTTP/1.1', 'Host: a', `Content-Length: ${inner.length}`];
  await send(lines, `${inner}GET /check?2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  expect(seen).toEqual(['GET /check?1', 'GET /check?2']);
});

test('nothing is read after a request that closes the connection', async () => {
  const lines = ['GET /check?1 HTTP/1.1', 'Host: a', 'Connection: close'];
  await send(lines, 'GET /check?2 HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(seen).toEqual(['GET /check?1']);
});

test('neither CONNECT nor an upgrade opens anything', async () => {
  expect(await send(['CONNECT app.example.com:443 HTTP/1.1', 'Host: a'])).toBe('');
  const upgrade = ['GET /check HTTP/1.1', 'Host: a', 'Connection: upgrade, close', 'Upgrade: h2c'];
  expect(statusesOf(await send(upgrade))).toEqual(['200']);
});
