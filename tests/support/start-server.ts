import {
  createHttpServer,
  type HttpServer,
  type HttpServerOptions,
  type HttpServerSettings,
  type RequestHandler,
} from '../../src/http/server.ts';
import { silentLog } from '../../src/lib/log.ts';
import { type RawHttpAnswer, type RawHttpRequest, sendRaw } from './send-raw.ts';

/** Any free port of the loopback interface. */
export const loopback = { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port: 0, path: '/' } as const;

/** The documented defaults (behaviour.md §4.3), on loopback. */
export const serverSettings: HttpServerSettings = {
  address: loopback,
  tls: undefined,
  buffers: { read: 4096 },
  timeouts: { read: 6000, write: 6000, idle: 30_000 },
};

/** A server alone, and a way to ask it. */
export interface StartedServer extends AsyncDisposable {
  readonly server: HttpServer;
  readonly url: string | undefined;
  /** 0 where it is no TCP server. */
  readonly port: number;
  readonly send: (request: RawHttpRequest) => Promise<RawHttpAnswer>;
}

/** Starts the HTTP server with handlers by raw path; anything else is answered `the rest`. */
export async function startServer(
  handlers: Readonly<Record<string, RequestHandler>> = {},
  settings: Partial<HttpServerSettings> = {},
  others: Partial<HttpServerOptions> = {},
): Promise<StartedServer> {
  const server = createHttpServer({
    config: { ...serverSettings, ...settings },
    log: silentLog,
    findHandler: (rawPath) => handlers[rawPath],
    rest: (_request, response) => response.end('the rest'),
    ...others,
  });
  const url = await server.listen();
  const port = url === undefined ? 0 : Number(new URL(url).port);
  return {
    server,
    url,
    port,
    send: (request) => sendRaw({ port }, request),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
