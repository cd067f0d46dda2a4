import { readFileSync } from 'node:fs';
import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import {
  createServer as createTlsServer,
  type Server as SecureServer,
  type ServerOptions as SecureServerOptions,
} from 'node:https';
import type { Socket } from 'node:net';
import { AppError } from '../lib/app-error.ts';
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
import { writeAnswer } from './write-answer.ts';

/** Answers one request with a value; what it throws becomes a 5xx. */
export type RequestHandler = (request: RawRequest) => Answer | Promise<Answer>;

/** The keys of the `server` section that shape the server; times in milliseconds, sizes in bytes (behaviour.md §4.3). */
export interface HttpServerSettings {
  readonly address: ListenAddress;
  /** Paths of PEM files; undefined = plain HTTP. */
  readonly tls:
    | { readonly certificate: string; readonly key: string; readonly client_certificates: readonly string[] }
    | undefined;
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
  /** Stops taking connections, lets requests under way finish within the grace, then ends what is left. */
  close(): Promise<void>;
}

const defaultCloseGraceMs = 10_000;
const idleSweepMs = 50;

/**
 * Makes the server. TLS files are read here: `AppError` `configuration-invalid` where they cannot be used. Node itself answers a header
 * block beyond the read buffer with 431, one that does not arrive in time with 408, anything malformed with 400 (behaviour.md §1.1).
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { config, log, closeGraceMs = defaultCloseGraceMs } = options;
  const { tls } = config;
  const listener = createListener(options);
  const server =
    tls === undefined
      ? createServer(serverOptions(config), listener)
      : createSecureServer(serverOptions(config), tls, listener);
  server.maxHeadersCount = 0; // All or none: Node would drop the headers beyond a count without a word.
  server.timeout = config.timeouts.write;
  return {
    server,
    async listen() {
      await listen(server, config.address);
      server.on('error', (error) => log.error({ err: error }, 'the server cannot take a connection'));
      return listeningUrl(server, config.address, tls !== undefined);
    },
    close: () => closeGracefully(server, closeGraceMs),
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

type Tls = NonNullable<HttpServerSettings['tls']>;

function createSecureServer(options: ServerOptions, tls: Tls, listener: RequestListener): SecureServer {
  try {
    return createTlsServer(
      { ...options, handshakeTimeout: options.headersTimeout, ...tlsOptions(tls) },
      listener,
    );
  } catch (error) {
    const detail = error instanceof Error ? error.message : undefined;
    const message = 'The files of server.tls cannot be used.';
    throw new AppError('configuration-invalid', message, { cause: error, ...(detail && { detail }) });
  }
}

/** With client certificates nobody gets in without one that these authorities signed. */
function tlsOptions(tls: Tls): SecureServerOptions {
  const authorities = tls.client_certificates.map((path) => readFileSync(path));
  return {
    cert: readFileSync(tls.certificate),
    key: readFileSync(tls.key),
    ...(authorities.length === 0 ? {} : { ca: authorities, requestCert: true, rejectUnauthorized: true }),
  };
}

function createListener({ findHandler, rest, log, config, onRequest }: HttpServerOptions): RequestListener {
  return (incoming, response) => {
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

/** Connections between two requests are ended at once, the others as soon as their answer is out. */
async function closeGracefully(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const isClosed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
  const end = setTimeout(() => server.closeAllConnections(), graceMs);
  await isClosed;
  clearInterval(sweep);
  clearTimeout(end);
}
