import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Server as NetServer, type Socket } from 'node:net';
import type { Log } from '../lib/log.ts';
import type { Answer } from './answer.ts';
import { errorAnswer } from './error-answer.ts';
import { isRefusedFraming } from './is-refused-framing.ts';
import { limitWriting } from './limit-writing.ts';
import { type ListenAddress, listen, listeningUrl } from './listen.ts';
import { observeRequest, type RequestObserver } from './observe-request.ts';
import { plainAnswer } from './plain-answer.ts';
import type { RawRequest } from './raw-request.ts';
import { readRawRequest } from './read-raw-request.ts';
import { type TlsFiles, withTlsFiles } from './with-tls-files.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers one request with a value; what it throws becomes a 5xx. */
export type RequestHandler = (request: RawRequest) => Answer | Promise<Answer>;

/** The keys of the `server` section that shape the server; times in milliseconds, sizes in bytes (behaviour.md §4.3). */
export interface HttpServerSettings {
  readonly address: ListenAddress;
  /** Paths of PEM files; undefined = plain HTTP. */
  readonly tls: TlsFiles | undefined;
  readonly buffers: { readonly read: number };
  readonly timeouts: { readonly read: number; readonly write: number; readonly idle: number };
}

/** What `createHttpServer` needs. */
export interface HttpServerOptions {
  readonly config: HttpServerSettings;
  readonly log: Log;
  /** The handler of the short way for a raw path (as received, sub-path included, without the query), if it has one. */
  readonly findHandler: (rawPath: string) => RequestHandler | undefined;
  /** Takes every other request, for example Fastify's listener. */
  readonly rest: RequestListener;
  /** How long `close` lets requests under way finish. Default: 10 seconds. */
  readonly closeGraceMs?: number;
  readonly onRequest?: RequestObserver;
}

/** The one server: the short way for authz endpoints, everything else to `rest`. */
export interface HttpServer {
  /** Node's own server, for what has to attach itself to it (Fastify's `serverFactory`). */
  readonly server: Server;
  /** Starts to take connections; gives the URL, undefined for anything but TCP. */
  listen(): Promise<string | undefined>;
  /**
   * Stops taking connections, lets requests under way finish within the grace, then ends what is left. Kept connections may bring one more request
   * for a moment, whose answer says `Connection: close`: what a proxy has sent meanwhile is answered (a rolling restart loses none).
   */
  close(): Promise<void>;
}

const defaultCloseGraceMs = 10_000;
const idleSweepMs = 50;

/** A kept connection that brings nothing for this long after the server stopped taking new ones is ended. */
const drainMs = 500;

/**
 * Makes the server. TLS files are read here: `AppError` `configuration-invalid` where they cannot be used. Node itself answers a header
 * block beyond the read buffer with 431, one that does not arrive in time with 408, anything malformed with 400 (behaviour.md §1.1).
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { config, log, closeGraceMs = defaultCloseGraceMs } = options;
  const { tls } = config;
  let isClosing = false;
  const listener = createListener(options, () => isClosing);
  const server =
    tls === undefined
      ? createServer(serverOptions(config), listener)
      : withTlsFiles(tls, (files) =>
          createTlsServer(
            { ...serverOptions(config), handshakeTimeout: config.timeouts.read, ...files },
            listener,
          ),
        );
  server.maxHeadersCount = 0; // All or none: Node would drop the headers beyond a count without a word.
  server.timeout = config.timeouts.write;
  return {
    server,
    async listen() {
      await listen(server, config.address);
      server.on('error', (error) => log.error({ err: error }, 'the server cannot take a connection'));
      return listeningUrl(server, config.address, tls !== undefined);
    },
    close() {
      isClosing = true;
      return closeGracefully(server, closeGraceMs);
    },
  };
}

function serverOptions({ buffers, timeouts }: HttpServerSettings): ServerOptions {
  return {
    maxHeaderSize: buffers.read,
    headersTimeout: timeouts.read,
    requestTimeout: timeouts.read,
    keepAliveTimeout: timeouts.idle,
    connectionsCheckingInterval: Math.min(1000, timeouts.read),
    insecureHTTPParser: false,
    noDelay: true,
  };
}

function createListener(
  { findHandler, rest, log, config, onRequest }: HttpServerOptions,
  isClosing: () => boolean,
): RequestListener {
  return (incoming, response) => {
    if (isClosing()) response.shouldKeepAlive = false;
    if (onRequest !== undefined) observeRequest(incoming, response, onRequest);
    response.on('timeout', dropWhereStalled);
    limitWriting(incoming, response, config.timeouts.write);
    if (isRefusedFraming(incoming)) {
      writeAnswer(response, plainAnswer(400, [['Connection', 'close']]));
      return;
    }
    const target = incoming.url ?? '';
    const question = target.indexOf('?');
    const handler = findHandler(question === -1 ? target : target.slice(0, question));
    if (handler !== undefined) {
      void respond(handler, readRawRequest(incoming), response, log);
      return;
    }
    try {
      rest(incoming, response);
    } catch (error) {
      fail(error, response, log);
    }
  };
}

async function respond(
  handler: RequestHandler,
  request: RawRequest,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  try {
    writeAnswer(response, await handler(request));
  } catch (error) {
    fail(error, response, log);
  }
}

function fail(error: unknown, response: ServerResponse, log: Log): void {
  log.error({ err: error }, 'a request failed');
  if (response.headersSent) response.destroy();
  else writeAnswer(response, errorAnswer(error));
}

/** The write timeout (`server.timeouts.write`) ends connections that do not take their answer; one that still waits for it stays. */
function dropWhereStalled(socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy();
}

/** Connections are ended as soon as their answer is out, those between two requests a moment later. */
async function closeGracefully(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  // The close of an HTTP server ends idle connections at once, in the face of a request that is on its way on one of them.
  const isClosed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  const closesIdleFromMs = performance.now() + drainMs;
  const sweep = setInterval(() => {
    if (performance.now() >= closesIdleFromMs) server.closeIdleConnections();
  }, idleSweepMs);
  const end = setTimeout(() => server.closeAllConnections(), graceMs);
  await isClosed;
  clearInterval(sweep);
  clearTimeout(end);
}
