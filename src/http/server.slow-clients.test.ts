import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { serverSettings, startServer } from '../../tests/support/start-server.ts';
import { plainAnswer } from './plain-answer.ts';

// Clients that keep a connection busy without ever getting anywhere. Each test ends when the server ends the connection.
const impatient = { timeouts: { read: 150, write: 150, idle: 150 } };
const large = { status: 200, headers: [], body: Buffer.alloc(30_000_000) };

/** Opens a connection, says something, and goes on as told every few milliseconds until the other side ends it; gives what came back. */
async function trickle(port: number, start: string, step: (socket: Socket) => void): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  let received = '';
  socket.setEncoding('latin1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(start);
  const timer = setInterval(() => step(socket), 20);
  socket.on('data', (text: string) => {
    received += text.slice(0, 100);
  });
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(timer);
  return received;
}

/** Told that it was too slow; or cut off, where a byte of it crossed the answer and the reset swept that away. */
const tooSlow = /^(?:HTTP\/1\.1 408 |$)/;

test('a header block that comes byte by byte is ended with 408', async () => {
  await using started = await startServer({ '/a': () => plainAnswer(200) }, impatient);
  const answer = await trickle(started.port, 'GET /a HTTP/1.1\r\nHost: a\r\nX: ', (socket) =>
    socket.write('x'),
  );
  expect(answer).toMatch(tooSlow);
});

test('a request line that never ends is ended too', async () => {
  await using started = await startServer({ '/a': () => plainAnswer(200) }, impatient);
  const answer = await trickle(started.port, 'GET /', (socket) => socket.write('a'));
  expect(answer).toMatch(tooSlow);
});

test('a connection that says nothing at all is ended', async () => {
  await using started = await startServer({}, impatient);
  expect(await trickle(started.port, '', () => undefined)).toMatch(tooSlow);
});

test.each(['/a', '/form'])('a body to %s that comes byte by byte is ended', async (path) => {
  await using started = await startServer({ '/a': () => plainAnswer(200) }, impatient, {
    rest: (request, response) => void request.resume().on('end', () => response.end()),
  });
  const start = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n`;
  const answer = await trickle(started.port, start, (socket) => socket.write('x'));
  // An endpoint that reads no body has answered by then; the connection is ended all the same.
  expect(path === '/a' ? answer.replace(/^HTTP\/1\.1 200 [\s\S]*?(?=HTTP|$)/, '') : answer).toMatch(tooSlow);
});

test('chunks that come byte by byte are ended', async () => {
  await using started = await startServer({}, impatient, {
    rest: (request, response) => void request.resume().on('end', () => response.end()),
  });
  const start = 'POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
  expect(await trickle(started.port, start, (socket) => socket.write('1\r\nx\r\n'))).toMatch(tooSlow);
});

test.each([
  ['an answer', 'GET /a HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a second answer', 'GET /small HTTP/1.1\r\nHost: a\r\n\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n'],
])(
  '%s that is taken a little at a time is ended, though the connection is never idle',
  async (_name, start) => {
    await using started = await startServer(
      { '/a': () => large, '/small': () => plainAnswer(200) },
      { timeouts: { ...serverSettings.timeouts, write: 300 } },
    );
    const socket = connect({ port: started.port, host: '127.0.0.1' }).pause();
    socket.on('error', () => undefined);
    const ended = once(started.server.server, 'connection').then(([other]) => once(other, 'close'));
    socket.write(start);
    const timer = setInterval(() => void socket.read(1000), 10);
    await ended;
    clearInterval(timer);
    let received = socket.bytesRead;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    await once(socket.resume(), 'close');
    expect(received).toBeLessThan(large.body.length);
  },
);

test('while slow clients hold hundreds of connections, others are answered', async () => {
  await using started = await startServer({ '/a': () => plainAnswer(200) });
  const slow = [...Array(300)].map(() => {
    const socket = connect({ port: started.port, host: '127.0.0.1' }, () => socket.write('GET /a HT'));
    return socket.on('error', () => undefined);
  });
  await Promise.all(slow.map((socket) => once(socket, 'connect')));
  expect((await started.send({ target: '/a' })).status).toBe(200);
  for (const socket of slow) socket.destroy();
});
