import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { exchange } from '../../tests/support/send-raw.ts';
import { serverSettings, startServer } from '../../tests/support/start-server.ts';
import type { Answer } from './answer.ts';
import { plainAnswer } from './plain-answer.ts';

describe('transport errors (behaviour.md §1.1)', () => {
  test('a header block beyond the read buffer is 431', async () => {
    await using started = await startServer({ '/a': () => plainAnswer(200) });
    const { send } = started;
    expect((await send({ target: '/a', headers: [['X', 'x'.repeat(3000)]] })).status).toBe(200);
    expect((await send({ target: '/a', headers: [['X', 'x'.repeat(4096)]] })).status).toBe(431);
    expect((await send({ target: `/${'a'.repeat(5000)}` })).status).toBe(431);
  });

  test.each([
    ['nonsense', 'nonsense\r\n\r\n'],
    ['no Host', 'GET /a HTTP/1.1\r\n\r\n'],
    ['a blank in a header name', 'GET /a HTTP/1.1\r\nHost : a\r\n\r\n'],
    ['an unknown method', 'STEAL /a HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a control character', 'GET /a HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n'],
    ['two lengths', 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ])('%s is 400', async (_name, text) => {
    await using started = await startServer({ '/a': () => plainAnswer(200) });
    const { port } = started;
    expect(await exchange({ port }, text)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('headers that do not arrive in time are 408', async () => {
    await using started = await startServer(
      { '/a': () => plainAnswer(200) },
      { timeouts: { ...serverSettings.timeouts, read: 100 } },
    );
    const { port } = started;
    expect(await exchange({ port }, 'GET /a HTTP/1.1\r\nHost: a\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('a connection that does not take its answer is dropped', async () => {
    const large = { status: 200, headers: [], body: Buffer.alloc(50_000_000) };
    await using started = await startServer(
      { '/a': () => large },
      { timeouts: { ...serverSettings.timeouts, write: 100 } },
    );
    const { server, port } = started;
    const isConnected = once(server.server, 'connection');
    const reader = connect({ port, host: '127.0.0.1' }).pause();
    reader.write('GET /a HTTP/1.1\r\nHost: a\r\n\r\n');
    const [socket] = await isConnected;
    await once(socket, 'close');
    let received = 0;
    reader
      .on('error', () => undefined)
      .on('data', (chunk) => {
        received += chunk.length;
      });
    await once(reader.resume(), 'close');
    expect(received).toBeLessThan(50_000_000);
  });

  test('a connection that still waits for its answer is not', async () => {
    const answer = Promise.withResolvers<Answer>();
    await using started = await startServer(
      { '/a': () => answer.promise },
      { timeouts: { ...serverSettings.timeouts, write: 50 } },
    );
    const { server, send } = started;
    const isConnected = once(server.server, 'connection');
    const asked = send({ target: '/a' });
    const [socket] = await isConnected;
    await once(socket, 'timeout');
    answer.resolve(plainAnswer(200));
    expect((await asked).status).toBe(200);
  });

  test('no header is dropped, however many there are', async () => {
    let count = 0;
    await using started = await startServer(
      {
        '/a': ({ rawHeaders }) => {
          count = rawHeaders.length / 2;
          return plainAnswer(200);
        },
      },
      { buffers: { read: 65_536 } },
    );
    const { send } = started;
    await send({ target: '/a', headers: Array.from({ length: 5000 }, () => ['x', '1'] as const) });
    expect(count).toBe(5002);
  });
});
