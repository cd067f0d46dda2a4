import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { findProgram } from '../../tests/support/find-program.ts';
import { exchange, type RawHttpRequest, sendRaw } from '../../tests/support/send-raw.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../tests/support/temporary-folder.ts';
import { createTestCertificate } from '../../tests/support/test-certificate.ts';
import { AppError } from '../lib/app-error.ts';
import type { Answer } from './answer.ts';
import { plainAnswer } from './plain-answer.ts';
import type { RawRequest } from './raw-request.ts';
import {
  createHttpServer,
  type HttpServer,
  type HttpServerOptions,
  type HttpServerSettings,
} from './server.ts';

const { log, lines } = createCollectingLog();
let folder: TemporaryFolder;
const started: HttpServer[] = [];

beforeEach(async () => {
  folder = await createTemporaryFolder('server');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
  await folder.remove();
});

const loopback = { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port: 0, path: '/' } as const;

const settings: HttpServerSettings = {
  address: loopback,
  tls: undefined,
  buffers: { read: 4096 },
  timeouts: { read: 6000, write: 6000, idle: 30_000 },
};

/** A server whose handlers are named by path; anything else goes to `rest`. */
async function start(
  handlers: Record<string, ReturnType<HttpServerOptions['findHandler']>> = {},
  changes: Partial<HttpServerSettings> = {},
  others: Partial<HttpServerOptions> = {},
) {
  const server = createHttpServer({
    config: { ...settings, ...changes },
    log,
    findHandler: (rawPath) => handlers[rawPath],
    rest: (_request, response) => response.end('the rest'),
    ...others,
  });
  started.push(server);
  const url = await server.listen();
  const port = url === undefined ? 0 : Number(new URL(url).port);
  return { server, url, port, send: (request: RawHttpRequest) => sendRaw({ port }, request) };
}

describe('the short way', () => {
  test('is taken for the raw path, whatever the query; everything else goes to the rest', async () => {
    const { send } = await start({ '/a': () => plainAnswer(200) });
    for (const target of ['/a', '/a?x=1', '/a?/b']) expect((await send({ target })).body).toBe('200 OK');
    for (const target of ['/', '/a/', '/A', '//a', '/%61', '/a#b'])
      expect((await send({ target })).body).toBe('the rest');
  });

  test('gives the request as it was received', async () => {
    let seen: RawRequest | undefined;
    const { send } = await start({
      '/a': (request) => {
        seen = request;
        return plainAnswer(200);
      },
    });
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
    const { send } = await start({
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
    const { send } = await start({
      '/ascii': answer('ok'),
      '/text': answer('ö'),
      '/bytes': answer(Buffer.of(200)),
      '/none': answer(''),
    });
    for (const target of ['/ascii', '/text', '/bytes', '/none']) {
      expect((await send({ target })).header('x-name')).toBe(value);
    }
  });

  test('leaves the body out for HEAD', async () => {
    const { send } = await start({ '/a': () => plainAnswer(200) });
    const answer = await send({ method: 'HEAD', target: '/a' });
    expect([answer.status, answer.header('content-length'), answer.body]).toEqual([200, '6', '']);
  });

  test('answers requests that would upgrade or expect something like any other', async () => {
    const { port, send } = await start({ '/a': () => plainAnswer(403) });
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
    const { port } = await start({ '/a': () => plainAnswer(200) });
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
    const { send } = await start({ '/sync': fail, '/async': async () => fail() });
    for (const target of ['/sync', '/async']) {
      const before = lines.length;
      expect((await send({ target })).status).toBe(status);
      expect(lines.slice(before).map(({ level }) => level)).toEqual(['error']);
    }
  });

  test('an answer that cannot be written is a 500', async () => {
    const { send } = await start({ '/a': () => ({ status: 200, headers: [['X', 'a\r\nb: c']], body: '' }) });
    const answer = await send({ target: '/a' });
    expect([answer.status, answer.header('b')]).toEqual([500, undefined]);
  });

  test('a rest that throws is a 500', async () => {
    const rest = () => {
      throw new Error('a bug');
    };
    const { send } = await start({}, {}, { rest });
    expect((await send({ target: '/' })).status).toBe(500);
  });
});

describe('transport errors (behaviour.md §1.1)', () => {
  test('a header block beyond the read buffer is 431', async () => {
    const { send } = await start({ '/a': () => plainAnswer(200) });
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
    const { port } = await start({ '/a': () => plainAnswer(200) });
    expect(await exchange({ port }, text)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('headers that do not arrive in time are 408', async () => {
    const { port } = await start(
      { '/a': () => plainAnswer(200) },
      { timeouts: { ...settings.timeouts, read: 100 } },
    );
    expect(await exchange({ port }, 'GET /a HTTP/1.1\r\nHost: a\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('a connection that does not take its answer is dropped', async () => {
    const large = { status: 200, headers: [], body: Buffer.alloc(50_000_000) };
    const { server, port } = await start(
      { '/a': () => large },
      { timeouts: { ...settings.timeouts, write: 100 } },
    );
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
    const { server, send } = await start(
      { '/a': () => answer.promise },
      { timeouts: { ...settings.timeouts, write: 50 } },
    );
    const isConnected = once(server.server, 'connection');
    const asked = send({ target: '/a' });
    const [socket] = await isConnected;
    await once(socket, 'timeout');
    answer.resolve(plainAnswer(200));
    expect((await asked).status).toBe(200);
  });

  test('no header is dropped, however many there are', async () => {
    let count = 0;
    const { send } = await start(
      {
        '/a': ({ rawHeaders }) => {
          count = rawHeaders.length / 2;
          return plainAnswer(200);
        },
      },
      { buffers: { read: 65_536 } },
    );
    await send({ target: '/a', headers: Array.from({ length: 5000 }, () => ['x', '1'] as const) });
    expect(count).toBe(5002);
  });
});

describe('where it listens', () => {
  test('tells its URL, with the sub-path', async () => {
    const { url } = await start({}, { address: { ...loopback, path: '/auth' } });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth$/);
    const everywhere = await start({}, { address: { ...loopback, scheme: 'tcp4', host: '' } });
    expect(everywhere.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('a unix socket has the permissions that the umask leaves, and its peers are trusted ones', async () => {
    const socketPath = join(folder.path, 'gatehouse.sock');
    let peer: string | undefined = 'nobody';
    const { url } = await start(
      {
        '/a': ({ peerAddress }) => {
          peer = peerAddress;
          return plainAnswer(200);
        },
      },
      { address: { kind: 'unix', socketPath, umask: 0o077 } },
    );
    expect(url).toBeUndefined();
    expect(statSync(socketPath).mode & 0o777).toBe(0o700);
    expect((await sendRaw({ path: socketPath }, { target: '/a' })).status).toBe(200);
    expect(peer).toBeUndefined();
  });

  test('a socket left behind is replaced, a living one is not', async () => {
    const socketPath = join(folder.path, 'stale.sock');
    leaveSocketBehind(socketPath);
    expect(existsSync(socketPath)).toBe(true);
    const address = { kind: 'unix', socketPath, umask: undefined } as const;
    await start({}, { address });
    await expect(start({}, { address })).rejects.toThrow('EADDRINUSE');
    expect((await sendRaw({ path: socketPath }, { target: '/' })).status).toBe(200);
  });

  test('a descriptor that a service manager hands in is listened on', async () => {
    const opener = createServer().listen(0, '127.0.0.1');
    await once(opener, 'listening');
    const child = spawn(process.execPath, ['--input-type=module', '-e', serverOnDescriptor], {
      stdio: ['ignore', 'pipe', 'inherit', descriptorOf(opener)],
    });
    try {
      const [url] = await once(child.stdout ?? process.stdin, 'data');
      const port = Number(new URL(String(url)).port);
      opener.close();
      expect((await sendRaw({ port }, { target: '/' })).body).toBe('the rest');
    } finally {
      child.kill();
    }
  });

  test('an address in use is an error, not a crash', async () => {
    const { port } = await start();
    await expect(start({}, { address: { ...loopback, port } })).rejects.toThrow('EADDRINUSE');
  });
});

describe.skipIf(findProgram('openssl') === undefined)('TLS (needs openssl)', () => {
  test('is spoken, and clients need a certificate where authorities are named', async () => {
    const {
      certificateFile: certificate,
      keyFile: key,
      authority: ca,
    } = await createTestCertificate(folder.path, ['example.com']);
    const isTls = { '/a': ({ isTls }: RawRequest) => plainAnswer(isTls ? 200 : 500) };
    const open = await start(isTls, { tls: { certificate, key, client_certificates: [] } });
    expect(open.url).toMatch(/^https:/);
    expect(await secureStatus(open.port, { ca })).toBe(200);

    const closed = await start(isTls, { tls: { certificate, key, client_certificates: [certificate] } });
    const own = { cert: await readFile(certificate), key: await readFile(key) };
    expect(await secureStatus(closed.port, { ca, ...own })).toBe(200);
    await expect(secureStatus(closed.port, { ca })).rejects.toThrow();
  });
});

describe('closing', () => {
  test('lets requests under way finish, takes no new ones and ends idle connections', async () => {
    const gateOpens = Promise.withResolvers<void>();
    const isAsked = Promise.withResolvers<void>();
    const { server, port, send } = await start({
      '/slow': async () => {
        isAsked.resolve();
        await gateOpens.promise;
        return plainAnswer(200);
      },
    });
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
    const { server, port } = await start(
      {
        '/never': () => {
          isAsked.resolve();
          return never.promise;
        },
      },
      {},
      { closeGraceMs: 20 },
    );
    const answer = exchange({ port }, 'GET /never HTTP/1.1\r\nHost: a\r\n\r\n').catch(() => '');
    await isAsked.promise;
    await server.close();
    expect(await answer).toBe('');
  });
});

/** A program that serves on the descriptor after the standard ones, and says where that is. */
const serverOnDescriptor = `
  import { createHttpServer } from ${JSON.stringify(new URL('./server.ts', import.meta.url).href)};
  const server = createHttpServer({
    config: ${JSON.stringify({ ...settings, address: { kind: 'fd', descriptor: 3 } })},
    log: console,
    findHandler: () => undefined,
    rest: (_request, response) => response.end('the rest'),
  });
  console.log(await server.listen());
`;

function leaveSocketBehind(path: string): void {
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  try {
    execFileSync(process.execPath, ['-e', script]);
  } catch {
    // It ends itself before it can tidy up.
  }
}

/** The file descriptor of a listening server: what a service manager would hand in. */
function descriptorOf(server: object): number {
  const handle: unknown = Reflect.get(server, '_handle');
  const descriptor: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  if (typeof descriptor !== 'number') throw new TypeError('the server does not listen');
  return descriptor;
}

function secureStatus(
  port: number,
  tls: { ca: string; cert?: Buffer; key?: Buffer },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/a', servername: 'example.com', agent: false, ...tls };
    httpsRequest(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
