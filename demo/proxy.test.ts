import { type IncomingMessage, type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type LoopbackServer, listenOnLoopback } from './loopback-server.ts';
import { createProxy } from './proxy.ts';

const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The proxy between a stranger's words for Gatehouse and an application. */
async function startProxy(parts: {
  readonly gatehouse?: RequestListener;
  readonly application?: RequestListener;
}): Promise<LoopbackServer> {
  const start = async (listener: RequestListener | undefined) => {
    const server = await listenOnLoopback(listener ?? ((_, response) => response.end('ok')), 0);
    closing.push(() => server.close());
    return server;
  };
  const gatehouse = await start(parts.gatehouse);
  const application = await start(parts.application);
  const proxy = createProxy({
    gatehouse: `http://127.0.0.1:${gatehouse.port}`,
    portalHosts: ['auth.example.localhost'],
    guardedHosts: ['app.example.localhost'],
    application: `http://127.0.0.1:${application.port}`,
  });
  closing.push(() => proxy.close());
  return start((incoming, response) => void proxy.handle(incoming, response));
}

/** Sends bytes as they are and gives all that comes back until the end of the connection. */
function exchangeBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.end(bytes);
  });
}

function ask(port: number, path: string, headers: Readonly<Record<string, string>> = {}, body?: string) {
  return new Promise<{ status: number; body: string; headers: IncomingMessage['headers'] }>(
    (resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        agent: false as const,
      };
      const outgoing = request(
        { ...options, headers: { Host: 'app.example.localhost', ...headers } },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }),
          );
          answer.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    },
  );
}

test('the question carries what is asked for, whatever the client claims', async () => {
  let question: IncomingMessage['headersDistinct'] = {};
  const proxy = await startProxy({
    gatehouse(incoming, response) {
      question = incoming.headersDistinct;
      response.end();
    },
  });
  await ask(proxy.port, '/a?b=%2f..', {
    'X-Forwarded-Uri': '/public',
    X_Forwarded_Host: 'x',
    'X-Forwarded-For': '203.0.113.7',
  });
  expect(question).toMatchObject({
    'x-forwarded-method': ['GET'],
    'x-forwarded-proto': ['http'],
    'x-forwarded-host': ['app.example.localhost'],
    'x-forwarded-uri': ['/a?b=%2f..'],
    'x-forwarded-for': ['127.0.0.1'],
  });
  expect(question).not.toHaveProperty('x_forwarded_host');
});

test('the application gets all four identity headers, empty where there is nobody', async () => {
  let seen: IncomingMessage['headers'] = {};
  const proxy = await startProxy({
    application(incoming, response) {
      seen = incoming.headers;
      response.end();
    },
  });
  await ask(proxy.port, '/', { 'Remote-User': 'admin', Remote_Groups: 'admins' });
  expect(seen).toMatchObject({
    'remote-user': '',
    'remote-groups': '',
    'remote-name': '',
    'remote-email': '',
  });
  expect(seen).not.toHaveProperty('remote_groups');
});

test('bodies go through both ways, with and without a length', async () => {
  const proxy = await startProxy({ application: (incoming, response) => void incoming.pipe(response) });
  const body = 'ü'.repeat(500_000);
  expect((await ask(proxy.port, '/', {}, body)).body).toBe(body);
  expect((await ask(proxy.port, '/', { 'Transfer-Encoding': 'chunked' }, body)).body).toBe(body);
});

test('a Gatehouse that does not answer is no entry', async () => {
  let isReached = false;
  const proxy = await startProxy({
    gatehouse: (incoming) => void incoming.socket.destroy(),
    application(_, response) {
      isReached = true;
      response.end();
    },
  });
  expect((await ask(proxy.port, '/')).status).toBe(502);
  expect(isReached).toBe(false);
});

test('an application that breaks off in the middle breaks off for the client too', async () => {
  const proxy = await startProxy({
    application(incoming, response) {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => incoming.socket.destroy());
    },
  });
  await expect(ask(proxy.port, '/')).rejects.toThrow('aborted');
});

test('a host that is not ours, two hosts, no host, and a target that names its own are turned away', async () => {
  const { port } = await startProxy({});
  const status = async (bytes: string) => (await exchangeBytes(port, bytes)).slice(9, 12);
  expect(await status('GET / HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n')).toBe('404');
  expect(
    await status(
      'GET / HTTP/1.1\r\nHost: app.example.localhost\r\nHost: evil.test\r\nConnection: close\r\n\r\n',
    ),
  ).toBe('400');
  expect(await status('GET / HTTP/1.0\r\n\r\n')).toBe('400');
  expect(
    await status(
      'GET http://evil.test/ HTTP/1.1\r\nHost: app.example.localhost\r\nConnection: close\r\n\r\n',
    ),
  ).toBe('400');
});

test('upper case, a port and a trailing dot make no other host of ours', async () => {
  const { port } = await startProxy({});
  expect((await ask(port, '/', { Host: 'APP.Example.localhost.:80' })).status).toBe(200);
});

test('an upgrade is answered like any other request, or refused like one', async () => {
  const upgrade = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const open = await startProxy({});
  expect((await ask(open.port, '/', upgrade)).status).toBe(200);
  const closed = await startProxy({
    gatehouse(_, response) {
      response.writeHead(401);
      response.end();
    },
  });
  expect((await ask(closed.port, '/', upgrade)).status).toBe(401);
});

test('both loopback addresses answer', async () => {
  const server = await listenOnLoopback((_, response) => response.end('here'), 0);
  closing.push(() => server.close());
  const answers = await Promise.all(
    ['127.0.0.1', '[::1]'].map(async (host) => (await fetch(`http://${host}:${server.port}/`)).text()),
  );
  expect(answers).toEqual(['here', 'here']);
});
