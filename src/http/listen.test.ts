import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findProgram } from '../../tests/support/find-program.ts';
import { sendRaw } from '../../tests/support/send-raw.ts';
import { loopback, serverSettings, startServer } from '../../tests/support/start-server.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../tests/support/temporary-folder.ts';
import { createTestCertificate } from '../../tests/support/test-certificate.ts';
import { plainAnswer } from './plain-answer.ts';
import type { RawRequest } from './raw-request.ts';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await createTemporaryFolder('server');
});
afterEach(() => folder.remove());

describe('where it listens', () => {
  test('tells its URL, with the sub-path', async () => {
    await using started = await startServer({}, { address: { ...loopback, path: '/auth' } });
    const { url } = started;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth$/);
    await using everywhere = await startServer({}, { address: { ...loopback, scheme: 'tcp4', host: '' } });
    expect(everywhere.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('a unix socket has the permissions that the umask leaves, and its peers are trusted ones', async () => {
    const socketPath = join(folder.path, 'gatehouse.sock');
    let peer: string | undefined = 'nobody';
    await using started = await startServer(
      {
        '/a': ({ peerAddress }) => {
          peer = peerAddress;
          return plainAnswer(200);
        },
      },
      { address: { kind: 'unix', socketPath, umask: 0o077 } },
    );
    const { url } = started;
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
    await using started = await startServer({}, { address });
    expect(started.url).toBeUndefined();
    await expect(startServer({}, { address })).rejects.toThrow('EADDRINUSE');
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

  test('TLS files that cannot be used stop the start and say which key names them', async () => {
    const missing = join(folder.path, 'missing.pem');
    const tls = { certificate: missing, key: missing, client_certificates: [] };
    await expect(startServer({}, { tls })).rejects.toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringContaining('server.tls'),
      detail: expect.stringContaining(missing),
    });
  });

  test('an address in use is an error, not a crash', async () => {
    await using started = await startServer();
    const { port } = started;
    await expect(startServer({}, { address: { ...loopback, port } })).rejects.toThrow('EADDRINUSE');
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
    await using open = await startServer(isTls, { tls: { certificate, key, client_certificates: [] } });
    expect(open.url).toMatch(/^https:/);
    expect(await secureStatus(open.port, { ca })).toBe(200);

    await using closed = await startServer(isTls, {
      tls: { certificate, key, client_certificates: [certificate] },
    });
    const own = { cert: await readFile(certificate), key: await readFile(key) };
    expect(await secureStatus(closed.port, { ca, ...own })).toBe(200);
    await expect(secureStatus(closed.port, { ca })).rejects.toThrow();
  });
});

/** A program that serves on the descriptor after the standard ones, and says where that is. */
const serverOnDescriptor = `
  import { createHttpServer } from ${JSON.stringify(new URL('./server.ts', import.meta.url).href)};
  const server = createHttpServer({
    config: ${JSON.stringify({ ...serverSettings, address: { kind: 'fd', descriptor: 3 } })},
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
