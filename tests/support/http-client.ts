import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly setCookies: readonly string[];
  readonly text: string;
  /** The body parsed as JSON. Throws where it is none. */
  json(): unknown;
}

/** A request as it is to go over the wire: nothing is normalised. */
export interface WireRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

/** Sends requests to one listener over a loopback port of its own. */
export interface HttpClient {
  send(request: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
}

/** Puts a listener behind a real server on a free port. */
export async function createHttpClient(listener: RequestListener): Promise<HttpClient> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    send: (wanted) => send(address.port, wanted),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function send(port: number, { method = 'GET', path, headers = {}, body }: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, agent: false, setHost: false });
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
    // Node frames the body of a DELETE only where it is told how.
    if (method === 'DELETE' && body !== undefined)
      outgoing.setHeader('content-length', Buffer.byteLength(body));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve(wireAnswer(incoming, Buffer.concat(chunks).toString('utf8'))));
      incoming.on('error', reject);
    });
    outgoing.end(body);
  });
}

function wireAnswer(incoming: IncomingMessage, text: string): WireAnswer {
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    setCookies: incoming.headers['set-cookie'] ?? [],
    text,
    json: () => JSON.parse(text),
  };
}
