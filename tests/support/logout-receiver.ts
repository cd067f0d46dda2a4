import { createServer } from 'node:http';
import { findFreePort } from './free-port.ts';

/** A request that the application got on its back channel. */
export interface ReceivedLogout {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly contentType: string | undefined;
  readonly token: string;
}

/** The back channel of an application. */
export interface LogoutReceiver {
  readonly url: string;
  readonly received: ReceivedLogout[];
  /** Answers with that status from now on; `Location` is sent along with 302. */
  answerWith(status: number, location?: string): void;
  /** Stops listening, or begins again at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts an application that takes logout tokens, over plain HTTP on loopback. */
export async function startLogoutReceiver(): Promise<LogoutReceiver> {
  const port = await findFreePort();
  const received: ReceivedLogout[] = [];
  let [answerStatus, answerLocation]: [number, string | undefined] = [200, undefined];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      received.push({
        method: request.method,
        path: request.url,
        contentType: request.headers['content-type'],
        token: form.get('logout_token') ?? '',
      });
      response
        .writeHead(answerStatus, answerLocation === undefined ? {} : { location: answerLocation })
        .end();
    });
  });
  const start = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await start();
  return {
    url: `http://127.0.0.1:${port}/backchannel?of=app`,
    received,
    answerWith(status, location) {
      [answerStatus, answerLocation] = [status, location];
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
    start,
  };
}
