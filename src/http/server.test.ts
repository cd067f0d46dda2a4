import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { exchange } from '../../tests/support/send-raw.ts';
import { startServer } from '../../tests/support/start-server.ts';
import { AppError } from '../lib/app-error.ts';
import { plainAnswer } from './plain-answer.ts';
import type { RawRequest } from './raw-request.ts';

describe('the short way', () => {
  test('is taken for the raw path, whatever the query; everything else goes to the rest', async () => {
    await using started = await startServer({ '/a': () => plainAnswer(200) });
    const { send } = started;
    for (const target of ['/a', '/a?x=1', '/a?/b']) expect((await send({ target })).body).toBe('200 OK');
    for (const target of ['/', '/a/', '/A', '//a', '/%61', '/a#b'])
      expect((await send({ target })).body).toBe('the rest');
  });

  test('gives the request as it was received', async () => {
    let seen: RawRequest | undefined;
    await using started = await startServer({
      '/a': (request) => {
        seen = request;
        return plainAnswer(200);
      },
    });
    const { send } = started;
    const headers = [
      ['X-Twice', '1'],
      ['x-twice', '2'],
      ['X-Bytes', 'h\xc3\xa9'],
    ] as const;
    await send({ method: 'PROPFIND', target: '/a?x=%2e/../\\', headers });
    expect(seen).toMatchObject({
      method: 'PROPFIND',
      target: '/a?x=%2e/../\\',
      peerAddress: '127.0.0.1',
      isTls: false,
    });
    expect(seen?.rawHeaders.slice(2, 8)).toEqual(headers.flat());
  });

  test('writes status, headers and body, with the length and without a Server header', async () => {
    await using started = await startServer({
      '/text': () => ({
        status: 418,
        headers: [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ],
        body: 'grüße',
      }),
      '/bytes': () => ({ status: 200, headers: [], body: Uint8Array.of(1, 2, 255) }),
    });
    const { send } = started;
    const text = await send({ target: '/text' });
    expect(text.status).toBe(418);
    expect(text.header('set-cookie')).toBe('a=1, b=2');
    expect(text.header('content-length')).toBe('7');
    expect(text.header('server')).toBeUndefined();
    expect(Buffer.from(text.body, 'latin1').toString()).toBe('grüße');
    expect((await send({ target: '/bytes' })).body).toBe('\x01\x02\xff');
  });

  test('keeps the bytes of header values, whatever the body', async () => {
    const value = Buffer.from('Jörg 🦊').toString('latin1');
    const answer = (body: string | Uint8Array) => () => ({
      status: 200,
      headers: [['X-Name', value] as const],
      body,
    });
    await using started = await startServer({
      '/ascii': answer('ok'),
      '/text': answer('ö'),
      '/bytes': answer(Buffer.of(200)),
      '/none': answer(''),
    });
    const { send } = started;
    for (const target of ['/ascii', '/text', '/bytes', '/none']) {
      expect((await send({ target })).header('x-name')).toBe(value);
    }
  });

  test('leaves the body out for HEAD', async () => {
    await using started = await startServer({ '/a': () => plainAnswer(200) });
    const { send } = started;
    const answer = await send({ method: 'HEAD', target: '/a' });
    expect([answer.status, answer.header('content-length'), answer.body]).toEqual([200, '6', '']);
  });

  test('answers requests that would upgrade or expect something like any other', async () => {
    await using started = await startServer({ '/a': () => plainAnswer(403) });
    const { port, send } = started;
    expect(
      (
        await send({
          target: '/a',
          headers: [
            ['Connection', 'close, Upgrade'],
            ['Upgrade', 'websocket'],
          ],
        })
      ).status,
    ).toBe(403);
    const posted = await exchange(
      { port },
      'POST /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc',
    );
    expect(posted).toMatch(/^HTTP\/1\.1 403 /);
    const tunnel = await exchange({ port }, 'CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(tunnel).not.toMatch(/ 2\d\d /);
  });

  test('keeps the connection for the next request', async () => {
    await using started = await startServer({ '/a': () => plainAnswer(200) });
    const { port } = started;
    const one = 'GET /a HTTP/1.1\r\nHost: a\r\n\r\n';
    const last = 'GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    expect((await exchange({ port }, one + last)).match(/200 OK\r\n/g)).toHaveLength(2);
  });
});

describe('what fails', () => {
  test.each([
    ['an outage', new AppError('session-store-unavailable', 'away'), 503],
    ['a bug', new TypeError('a bug'), 500],
    ['a thrown string', 'odd', 500],
  ])('%s is a 5xx and a line in the log', async (_name, thrown, status) => {
    const fail = () => {
      throw thrown;
    };
    const { log, lines } = createCollectingLog();
    await using started = await startServer({ '/sync': fail, '/async': async () => fail() }, {}, { log });
    const { send } = started;
    for (const target of ['/sync', '/async']) {
      const before = lines.length;
      expect((await send({ target })).status).toBe(status);
      expect(lines.slice(before).map(({ level }) => level)).toEqual(['error']);
    }
  });

  test('an answer that cannot be written is a 500', async () => {
    await using started = await startServer({
      '/a': () => ({ status: 200, headers: [['X', 'a\r\nb: c']], body: '' }),
    });
    const { send } = started;
    const answer = await send({ target: '/a' });
    expect([answer.status, answer.header('b')]).toEqual([500, undefined]);
  });

  test('a rest that throws is a 500', async () => {
    const rest = () => {
      throw new Error('a bug');
    };
    await using started = await startServer({}, {}, { rest });
    const { send } = started;
    expect((await send({ target: '/' })).status).toBe(500);
  });
});

describe('closing', () => {
  test('answers whoever has connected and was not accepted yet', async () => {
    const { server, send } = await startServer({ '/a': () => plainAnswer(200) });
    const answers = [...Array(20)].map(() => send({ target: '/a' }));
    // Long enough to connect, and no turn in which the server could accept.
    for (let tick = 0; tick < 5; tick++) await new Promise<void>((resolve) => process.nextTick(resolve));
    await server.close();
    for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
  });

  test('lets requests under way finish, takes no new ones and ends idle connections', async () => {
    const gateOpens = Promise.withResolvers<void>();
    const isAsked = Promise.withResolvers<void>();
    await using started = await startServer({
      '/slow': async () => {
        isAsked.resolve();
        await gateOpens.promise;
        return plainAnswer(200);
      },
    });
    const { server, port, send } = started;
    const idle = connect({ port, host: '127.0.0.1' });
    idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(idle, 'data');
    const slow = send({ target: '/slow', headers: [['Connection', 'keep-alive']] });
    await isAsked.promise;
    const isClosed = server.close();
    await once(idle, 'close');
    await expect(send({ target: '/' })).rejects.toThrow('ECONNREFUSED');
    gateOpens.resolve();
    expect((await slow).status).toBe(200);
    await isClosed;
  });

  test('ends what does not finish within the grace', async () => {
    const isAsked = Promise.withResolvers<void>();
    const never = Promise.withResolvers<never>();
    await using started = await startServer(
      {
        '/never': () => {
          isAsked.resolve();
          return never.promise;
        },
      },
      {},
      { closeGraceMs: 20 },
    );
    const { server, port } = started;
    const answer = exchange({ port }, 'GET /never HTTP/1.1\r\nHost: a\r\n\r\n').catch(() => '');
    await isAsked.promise;
    await server.close();
    expect(await answer).toBe('');
  });
});
