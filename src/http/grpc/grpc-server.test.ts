import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createCollectingLog } from '../../../tests/support/collecting-log.ts';
import { findProgram } from '../../../tests/support/find-program.ts';
import { createHttp2Caller, echoPath, type Http2Caller } from '../../../tests/support/http2-caller.ts';
import { createTemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { createTestCertificate } from '../../../tests/support/test-certificate.ts';
import { silentLog } from '../../lib/log.ts';
import { createGrpcServer, type GrpcServer, type GrpcServerOptions } from './grpc-server.ts';
import { writeFrame } from './message-frame.ts';
import { maxMessageBytes } from './serve-stream.ts';
import type { UnaryMethod } from './unary-method.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

const echo: UnaryMethod = ({ message }) => message;
const loopback = { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port: 0, path: '/' } as const;

async function start(
  method: UnaryMethod = echo,
  options: Partial<GrpcServerOptions> = {},
): Promise<{ server: GrpcServer; url: string; caller: () => Http2Caller }> {
  const server = createGrpcServer({
    address: loopback,
    tls: undefined,
    maxCallMs: 12_000,
    methods: new Map([[echoPath, method]]),
    log: silentLog,
    closeGraceMs: 200,
    ...options,
  });
  const url = (await server.listen()) ?? 'http://localhost';
  ended.push(() => server.close());
  const caller = () => {
    const one = createHttp2Caller(url);
    ended.push(() => one.close());
    return one;
  };
  return { server, url, caller };
}

const hello = writeFrame(Buffer.from('hello'));

describe('a call', () => {
  test('gets the method’s message and a status after it', async () => {
    const { caller } = await start();
    const { httpStatus, grpcStatus, body } = await caller().call(hello);
    expect([httpStatus, grpcStatus, body]).toEqual([200, '0', hello]);
  });

  test('may come in pieces, as long as the largest message', async () => {
    const { caller } = await start();
    const frame = writeFrame(Buffer.alloc(maxMessageBytes, 'x'));
    const stream = caller().open();
    stream.write(frame.subarray(0, 3));
    stream.end(frame.subarray(3));
    const { grpcStatus, body } = await stream.answer;
    expect([grpcStatus, body.length]).toEqual(['0', frame.length]);
  });

  test('tells who calls, and what the caller added', async () => {
    const seen: unknown[] = [];
    const { caller } = await start(({ peerAddress, metadata, message }) => {
      seen.push(peerAddress, metadata('x-one'), metadata('x-none'));
      return message;
    });
    await caller().call(hello, { 'x-one': '1' });
    expect(seen).toEqual(['127.0.0.1', '1', undefined]);
  });
});

describe('what is no call', () => {
  const frame = (flag: number, length: number, text: string) => {
    const bytes = Buffer.alloc(5 + text.length);
    bytes.writeUInt8(flag, 0);
    bytes.writeUInt32BE(length, 1);
    bytes.write(text, 5);
    return bytes;
  };

  test.each([
    ['an empty body', Buffer.alloc(0), '13'],
    ['a frame cut off in its prefix', Buffer.alloc(4), '13'],
    ['a frame shorter than it says', frame(0, 10, 'hello'), '13'],
    ['a frame longer than it says', frame(0, 2, 'hello'), '13'],
    ['a length near the limit of its type', frame(0, 0xff_ff_ff_ff, 'hello'), '13'],
    ['two messages', Buffer.concat([hello, hello]), '13'],
    ['an unknown flag', frame(2, 5, 'hello'), '13'],
    ['a compressed message', frame(1, 5, 'hello'), '12'],
    ['a message beyond the limit', writeFrame(Buffer.alloc(maxMessageBytes + 1)), '8'],
  ])('%s is refused', async (_name, body, status) => {
    const { caller } = await start();
    const one = caller();
    expect(await one.call(body)).toMatchObject({ httpStatus: 200, grpcStatus: status });
    expect((await one.call(hello)).grpcStatus).toBe('0');
  });

  test('an unknown method, another HTTP method and another content type are refused', async () => {
    const { caller } = await start();
    const one = caller();
    expect((await one.call(hello, { ':path': '/test.Echo/Other' })).grpcStatus).toBe('12');
    expect((await one.call(hello, { ':path': `${echoPath}?x` })).grpcStatus).toBe('12');
    expect((await one.call(hello, { ':method': 'PUT' })).grpcStatus).toBe('12');
    expect((await one.call(hello, { 'content-type': 'application/json' })).httpStatus).toBe(415);
    expect((await one.call(hello, { 'content-type': 'application/grpc-web' })).httpStatus).toBe(415);
    expect((await one.call(hello, { 'content-type': 'application/grpc+proto' })).grpcStatus).toBe('0');
  });

  test('what a method throws is INTERNAL, and stands in the log alone', async () => {
    const { log, lines } = createCollectingLog();
    const { caller } = await start(
      () => {
        throw new TypeError('a bug');
      },
      { log },
    );
    const { grpcStatus, body } = await caller().call(hello);
    expect([grpcStatus, body.length]).toEqual(['13', 0]);
    expect(lines).toMatchObject([{ level: 'error', err: { message: 'a bug' } }]);
  });

  test('bytes that are no HTTP/2 end their connection and nothing else', async () => {
    const { url, caller } = await start();
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    socket.on('error', () => undefined);
    socket.resume();
    socket.write('GET / HTTP/1.1\r\nHost: example.com\r\n\r\n');
    await once(socket, 'close');
    expect((await caller().call(hello)).grpcStatus).toBe('0');
  });
});

describe('limits', () => {
  test('a request that does not come to its end is given up', async () => {
    const { caller } = await start(echo, { maxCallMs: 50 });
    const stream = caller().open();
    stream.write(hello.subarray(0, 3));
    expect((await stream.answer).grpcStatus).toBe('4');
  });

  test('a connection without a call is ended', async () => {
    const { url } = await start(echo, { maxCallMs: 50 });
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    socket.resume();
    await once(socket, 'close');
    expect(socket.bytesWritten).toBe(0);
  });

  test('a connection with a call outlives one without', async () => {
    const { caller } = await start(echo, { maxCallMs: 50 });
    const one = caller();
    expect((await one.call(hello)).grpcStatus).toBe('0');
    await once(caller().session, 'close');
    expect((await one.call(hello)).grpcStatus).toBe('0');
  });

  test('a caller’s own deadline holds for the method too', async () => {
    const { caller } = await start(() => new Promise(() => undefined));
    expect((await caller().call(hello, { 'grpc-timeout': '20m' })).grpcStatus).toBe('4');
  });

  test('a flood is refused beyond what is under way, and leaves nothing behind', async () => {
    const release = Promise.withResolvers<void>();
    const { caller } = await start(({ message }) => release.promise.then(() => message));
    const flooding = Array.from({ length: 5 }, caller);
    const answers = flooding.flatMap((one) => Array.from({ length: 1000 }, () => one.call(hello)));
    const first = await Promise.race(answers);
    expect(first.grpcStatus).toBe('8');
    release.resolve();
    const statuses = (await Promise.all(answers)).map(({ grpcStatus }) => grpcStatus);
    expect(statuses.filter((status) => status === '0')).toHaveLength(4096);
    expect(statuses.filter((status) => status === '8')).toHaveLength(904);
    expect((await caller().call(hello)).grpcStatus).toBe('0');
  }, 30_000);

  test('callers that take back what they asked free their places', async () => {
    const release = Promise.withResolvers<void>();
    const { caller } = await start(({ message }) => release.promise.then(() => message));
    const one = caller();
    const streams = Array.from({ length: 100 }, () => one.open());
    for (const stream of streams) {
      stream.write(hello);
      stream.reset();
    }
    await Promise.all(streams.map(({ answer }) => answer));
    release.resolve();
    expect((await caller().call(hello)).grpcStatus).toBe('0');
  });
});

describe('closing', () => {
  test('lets a call under way finish and takes no more', async () => {
    const [begun, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { server, caller } = await start(async ({ message }) => {
      begun.resolve();
      await release.promise;
      return message;
    });
    const answer = caller().call(hello);
    await begun.promise;
    const isClosed = server.close();
    const late = caller();
    expect((await late.call(hello)).grpcStatus).toBeUndefined();
    release.resolve();
    expect((await answer).grpcStatus).toBe('0');
    await isClosed;
  });

  test('ends a call that does not finish within the grace', async () => {
    const begun = Promise.withResolvers<void>();
    const { server, caller } = await start(() => {
      begun.resolve();
      return new Promise(() => undefined);
    });
    const answer = caller().call(hello);
    await begun.promise;
    await server.close();
    expect((await answer).grpcStatus).toBeUndefined();
  });
});

describe('where it listens', () => {
  test('a unix socket’s peers have no address', async () => {
    const folder = await createTemporaryFolder('grpc');
    ended.push(() => folder.remove());
    const socketPath = join(folder.path, 'grpc.sock');
    let peer: string | undefined = 'nobody';
    await start(
      ({ peerAddress, message }) => {
        peer = peerAddress;
        return message;
      },
      { address: { kind: 'unix', socketPath, umask: 0o077 } },
    );
    const one = createHttp2Caller('http://localhost', {
      createConnection: () => connect({ path: socketPath }),
    });
    ended.push(() => one.close());
    expect((await one.call(hello)).grpcStatus).toBe('0');
    expect(peer).toBeUndefined();
  });

  test('an address in use is an error', async () => {
    const { url } = await start();
    await expect(start(echo, { address: { ...loopback, port: Number(new URL(url).port) } })).rejects.toThrow(
      'EADDRINUSE',
    );
  });

  test('TLS files that cannot be used are the operator’s to mend', () => {
    const tls = { certificate: '/nowhere', key: '/nowhere', client_certificates: [] };
    expect(() =>
      createGrpcServer({ address: loopback, tls, maxCallMs: 1, methods: new Map(), log: silentLog }),
    ).toThrow('The files of server.tls cannot be used.');
  });
});

describe.skipIf(findProgram('openssl') === undefined)('TLS (needs openssl)', () => {
  test('is spoken, and callers need a certificate where authorities are named', async () => {
    const folder = await createTemporaryFolder('grpc-tls');
    ended.push(() => folder.remove());
    const {
      certificateFile: certificate,
      keyFile: key,
      authority,
    } = await createTestCertificate(folder.path, ['example.com']);
    const own = { cert: await readFile(certificate), key: await readFile(key) };
    const statusWith = async (client_certificates: string[], options: object) => {
      const { url } = await start(echo, { tls: { certificate, key, client_certificates } });
      const one = createHttp2Caller(url, { ca: authority, servername: 'example.com', ...options });
      ended.push(() => one.close());
      return (await one.call(hello)).grpcStatus;
    };
    expect(await statusWith([], {})).toBe('0');
    expect(await statusWith([certificate], own)).toBe('0');
    expect(await statusWith([certificate], {})).toBeUndefined();
  });
});
