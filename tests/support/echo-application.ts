import { createServer } from 'node:http';

/** One request as the application behind the proxy received it. */
export interface SeenRequest {
  readonly method: string;
  readonly host: string;
  readonly target: string;
  /** Values by lower-case name, `_` kept, in the order received. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: string;
}

/** An application that knows nothing of sign-in: it answers 200 with what it saw, as JSON, and remembers it. */
export interface EchoApplication {
  readonly port: number;
  /** All requests that reached it, oldest first. */
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startEchoApplication(): Promise<EchoApplication> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one: SeenRequest = {
        method: request.method ?? '',
        host: request.headers.host ?? '',
        target: request.url ?? '',
        headers: request.headersDistinct,
        body,
      };
      seen.push(one);
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
